/** The scheduler under a clock that is held by the test. */
import { describe, expect, it } from 'vitest';
import { type Clock, Scheduler, SLICE_MS, type Turn } from '../../app/runtime/scheduler';

/** A clock that moves only when somebody works or sleeps. */
function heldClock() {
  let time = 0;
  let breaths = 0;
  let wakeSleeper: (() => void) | null = null;
  const clock: Clock = {
    now: () => time,
    breathe: async () => {
      breaths++;
    },
    sleep: (ms) => {
      let wake = () => {};
      const done = new Promise<void>((resolve) => {
        wake = resolve;
        wakeSleeper = () => {
          time += ms;
          resolve();
        };
      });
      return { done, wake };
    },
  };
  return {
    clock,
    work: (ms: number) => {
      time += ms;
    },
    /** Lets the sleeper sleep its time out. */
    sleepOut: () => wakeSleeper?.(),
    time: () => time,
    breaths: () => breaths,
  };
}

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

describe('scheduler', () => {
  it('gives runs that are always due the same number of turns, however long their slices are', async () => {
    const held = heldClock();
    const scheduler = new Scheduler(held.clock);
    const turns = { short: 0, long: 0, third: 0 };
    const runner = (name: keyof typeof turns, ms: number): Turn => ({
      dueAt: () => 0,
      take: async () => {
        turns[name]++;
        held.work(ms);
        if (turns.short + turns.long + turns.third === 300) scheduler.stop();
      },
    });
    scheduler.add(runner('short', 1));
    scheduler.add(runner('long', 40));
    scheduler.add(runner('third', SLICE_MS));
    await scheduler.run();
    expect(turns).toEqual({ short: 100, long: 100, third: 100 });
    expect(held.breaths()).toBe(300); // the message loop breathed after every slice
  });

  it('tells each turn how long its slice is', async () => {
    const held = heldClock();
    const scheduler = new Scheduler(held.clock);
    const slices: number[] = [];
    scheduler.add({
      dueAt: () => 0,
      take: async (until) => {
        slices.push(until - held.time());
        held.work(5);
        if (slices.length === 3) scheduler.stop();
      },
    });
    await scheduler.run();
    expect(slices).toEqual([SLICE_MS, SLICE_MS, SLICE_MS]);
  });

  it('never serves what is not due, and sleeps until something is', async () => {
    const held = heldClock();
    const scheduler = new Scheduler(held.clock);
    const served: number[] = [];
    let due = 500;
    scheduler.add({
      dueAt: () => due,
      take: async () => {
        served.push(held.time());
        due += 500;
      },
    });
    scheduler.add({
      dueAt: () => Number.POSITIVE_INFINITY,
      take: async () => {
        throw new Error('served without being due');
      },
    });
    void scheduler.run();
    await settle();
    expect(served).toEqual([]);
    held.sleepOut();
    await settle();
    held.sleepOut();
    await settle();
    expect(served).toEqual([500, 1000]);
    scheduler.stop();
  });

  it('is woken by a change', async () => {
    const held = heldClock();
    const scheduler = new Scheduler(held.clock);
    let due = Number.POSITIVE_INFINITY;
    let served = 0;
    scheduler.add({
      dueAt: () => due,
      take: async () => {
        served++;
        due = Number.POSITIVE_INFINITY;
      },
    });
    void scheduler.run();
    await settle();
    expect(served).toBe(0);
    due = 0;
    scheduler.wake();
    await settle();
    expect(served).toBe(1);
    scheduler.stop();
  });

  it('stops serving what was removed', async () => {
    const held = heldClock();
    const scheduler = new Scheduler(held.clock);
    let kept = 0;
    let removed = 0;
    const gone: Turn = {
      dueAt: () => 0,
      take: async () => {
        removed++;
        scheduler.remove(gone);
      },
    };
    scheduler.add(gone);
    scheduler.add({
      dueAt: () => 0,
      take: async () => {
        if (++kept === 5) scheduler.stop();
      },
    });
    await scheduler.run();
    expect(removed).toBe(1);
  });
});
