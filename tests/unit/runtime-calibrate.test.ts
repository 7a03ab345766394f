/** What a step takes, by clocks as browsers have them: fine, coarse, and one that stands still. */
import { describe, expect, it } from 'vitest';
import { msPerStep } from '../../app/runtime/calibrate';

/** A machine whose step takes so long, seen through a clock that moves every `tick` ms; `phase` in [0, 1) is where between two ticks it begins. */
function machine(stepMs: number, tick: number, phase: number, wait = 0) {
  let time = 5_000 + phase * tick;
  const made: number[] = [];
  return {
    made,
    burst: async (steps: number) => {
      made.push(steps);
      time += steps * stepMs + wait;
    },
    clock: { now: () => (tick === Number.POSITIVE_INFINITY ? 0 : Math.floor(time / tick) * tick), breathe: async () => {} },
    took: () => time - 5_000,
  };
}

describe('milliseconds of a step', () => {
  for (const tick of [0.1, 1, 16.7, 100]) {
    for (const stepMs of [0.12, 0.7, 4, 33]) {
      it(`${stepMs} ms by a clock of ${tick} ms`, async () => {
        for (let phase = 0; phase < 1; phase += 0.05) {
          const m = machine(stepMs, tick, phase);
          const found = await msPerStep(m.burst, m.clock);
          expect(found, `phase ${phase}`).toBeGreaterThan(0);
          // One burst more or less is a sixth.
          expect(Math.abs((found as number) / stepMs - 1), `phase ${phase}: ${found}`).toBeLessThan(0.2);
          expect(m.took()).toBeLessThan(tick === 100 ? 1_100 : 400); // what a start is held up, four times
        }
      });
    }
  }

  it('counts a wait once a burst, not once a step', async () => {
    const m = machine(0.7, 1, 0, 3);
    expect(await msPerStep(m.burst, m.clock)).toBeLessThan(0.9);
  });

  for (const stepMs of [0.2, 1, 3]) {
    it(`is not fooled where a wait ends every 100 ms only: ${stepMs} ms`, async () => {
      for (let phase = 0; phase < 1; phase += 0.1) {
        let time = 5_000 + 100 * phase;
        const burst = async (steps: number) => {
          time = Math.ceil((time + steps * stepMs) / 100) * 100; // the device works, then somebody looks
        };
        const found = (await msPerStep(burst, { now: () => time, breathe: async () => {} })) as number;
        expect(found / stepMs, `phase ${phase}: ${found}`).toBeGreaterThan(0.65);
        expect(found / stepMs, `phase ${phase}: ${found}`).toBeLessThan(1.7);
        expect(time - 5_000).toBeLessThan(1_800);
      }
    });
  }

  it('says nothing by a clock that stands still, after a number of steps that ends', async () => {
    const m = machine(0.7, Number.POSITIVE_INFINITY, 0);
    expect(await msPerStep(m.burst, m.clock)).toBeNull();
    expect(m.made.reduce((a, b) => a + b)).toBeLessThan(10_000);
  });

  it('gives up in time where steps are slow and the clock stands still', async () => {
    let steps = 0;
    const burst = (n: number) => {
      steps += n;
      return new Promise<void>((resolve) => setTimeout(resolve, 20 * n));
    };
    expect(await msPerStep(burst, { now: () => 0, breathe: async () => {} })).toBeNull();
    expect(steps).toBeLessThan(200);
  });

  it('still says something where one step takes longer than its patience', async () => {
    const slow = async () => new Promise<void>((resolve) => setTimeout(resolve, 1_200));
    const found = await msPerStep(slow, { now: () => performance.now(), breathe: async () => {} });
    expect(found).toBeGreaterThan(1_000);
  });
});
