/** The programs of the diffusion page, run as the worker runs them: they learn, replay bit for bit, hold the reader's hand, and leak nothing. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { faceConfig } from '../../app/models/diffusion/faces';
import { init } from '../../app/models/diffusion/unet';
import { flatten, layoutOf, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { exampleOf, startOf } from '../../app/pages/diffusion/noising';
import { initNode } from '../../app/runtime/kernels/node';
import type { AnyMethods, Instance, Program, ProgramContext } from '../../app/runtime/program';
import backward, { type BackwardConfig, type BackwardFrame, COUNT } from '../../app/runtime/programs/diffusion/backward';
import type { Edit } from '../../app/runtime/programs/diffusion/backwardEdits';
import predictNoise from '../../app/runtime/programs/diffusion/predictNoise';
import score, { PARTICLES } from '../../app/runtime/programs/diffusion/score';
import targets from '../../app/runtime/programs/diffusion/targets';
import timeless from '../../app/runtime/programs/diffusion/timeless';
import variance from '../../app/runtime/programs/diffusion/variance';
import wrongTimestep from '../../app/runtime/programs/diffusion/wrongTimestep';
import { WorkerRun } from '../../app/runtime/run';
import { realClock, Scheduler } from '../../app/runtime/scheduler';

beforeAll(initNode);

/** A network nobody has trained, the same every time, with its zero layers filled so that it says something. */
function someWeights() {
  const rng = createRng('some weights');
  const values = Object.fromEntries(
    Object.entries(init(rng, faceConfig)).map(([name, { shape, values: v }]) => [
      name,
      { shape, values: v.every((x) => x === 0) ? v.map(() => 0.05 * rng.normal()) : v },
    ]),
  );
  return tf.tidy(() => {
    const params = unflatten(tf.tensor1d(flatten(values)), layoutOf(values));
    return Object.fromEntries(Object.entries(params).map(([name, tensor]) => [name, tf.keep(tensor.clone())]));
  });
}

function context(seed = 1): ProgramContext {
  return {
    rng: (label) => createRng(seed).fork(label),
    weights: async () => ({ params: someWeights(), card: {} }),
    progress: () => {},
    redraw: () => {},
    signal: new AbortController().signal,
    breathe: async () => {},
  };
}

async function start<C, F, M extends AnyMethods>(program: Program<C, F, M>, config: C, seed = 1): Promise<Instance<C, F, M>> {
  return program.start(config, context(seed));
}

const way: BackwardConfig = {
  sampler: 'ddpm',
  eta: 1,
  steps: 4,
  start: 'many',
  other: 2,
  picture: 16,
  level: 600,
  w: null,
  face: 2,
  at: -1,
  inpaint: null,
  edits: [],
};
type Back = Instance<BackwardConfig, BackwardFrame, Record<never, never>>;
function finish(run: Back): void {
  while (run.step?.() !== true);
}
/** A kept step of a run with this configuration. */
async function opened(run: Back, config: BackwardConfig, at: number) {
  run.configure?.({ ...config, at });
  const { record } = await run.frame();
  expect(record?.index).toBe(at);
  return record;
}
const face = (all: Float32Array, i: number) => all.slice(i * 768, (i + 1) * 768);

/** White on the first so many pixels of face 5, as step 2 begins. */
const edit = (what: Edit['what'], pixels: number): Edit => ({
  id: `${what} ${pixels}`,
  index: 2,
  face: 5,
  what,
  mask: new Uint8Array(256).fill(1, 0, pixels),
  picture: new Float32Array(768).fill(1),
});

describe('the way back', () => {
  it('replays bit for bit from its seed, and another seed is another way', async () => {
    const ends: Float32Array[] = [];
    for (const seed of [1, 1, 2]) {
      const run = await start(backward, way, seed);
      finish(run);
      const frame = await run.frame();
      ends.push(frame.now);
      expect(frame.done).toBe(4);
      expect(frame.timesteps).toEqual([1000, 750, 500, 250, 0]);
      run.dispose();
    }
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]).not.toEqual(ends[2]);
    expect(ends[0].every(Number.isFinite)).toBe(true);
  });

  it('keeps every step, and a step is x_s = μ + σz of its own x_t', async () => {
    const run = await start(backward, way);
    finish(run);
    const [first, second, last] = [await opened(run, way, 0), await opened(run, way, 1), await opened(run, way, 3)];
    expect(second?.x).toEqual(first?.next);
    expect(last?.sigma).toBe(0);
    expect(last?.next).toEqual(last?.mean);
    expect(first?.x0.every((v) => Math.abs(v) <= 1)).toBe(true);
    run.dispose();
  });

  it('a hand in one face changes this face and no other, and the same noise goes on', async () => {
    const run = await start(backward, way);
    finish(run);
    const before = (await run.frame()).now;
    run.configure?.({ ...way, edits: [edit('xt', 30)] });
    expect((await run.frame()).done).toBe(2);
    finish(run);
    const after = (await run.frame()).now;
    for (let i = 0; i < COUNT; i++) {
      if (i === 5) expect(face(after, i)).not.toEqual(face(before, i));
      else expect(face(after, i)).toEqual(face(before, i));
    }
    const x = face((await opened(run, { ...way, edits: [edit('xt', 30)] }, 2))?.x as Float32Array, 5);
    expect(x.slice(0, 90).every((v) => v === 1)).toBe(true);
    run.configure?.(way);
    finish(run);
    expect((await run.frame()).now).toEqual(before);
    run.dispose();
  });

  it('a run that meets its hands on the way ends where one went that was stopped for them', async () => {
    const edits = [edit('x0', 20), { ...edit('xt', 40), id: 'later', index: 3, face: 1 }];
    const stopped = await start(backward, way);
    finish(stopped);
    stopped.configure?.({ ...way, edits: edits.slice(0, 1) });
    finish(stopped);
    stopped.configure?.({ ...way, edits });
    finish(stopped);
    const straight = await start(backward, { ...way, edits });
    finish(straight);
    expect((await straight.frame()).now).toEqual((await stopped.frame()).now);
    stopped.dispose();
    straight.dispose();
  });

  it('the guess put back unpainted changes next to nothing', async () => {
    const run = await start(backward, way);
    finish(run);
    const before = (await run.frame()).now;
    run.configure?.({ ...way, edits: [edit('x0', 0)] });
    expect((await run.frame()).done).toBe(2);
    finish(run);
    const after = (await run.frame()).now;
    after.forEach((v, i) => {
      expect(Math.abs(v - before[i])).toBeLessThan(1e-3);
    });
    run.dispose();
  });

  it('inpainting ends with the known part exactly as it was', async () => {
    const mask = new Uint8Array(256).fill(1, 0, 128);
    const known = Float32Array.from({ length: 768 }, (_, i) => Math.sin(i));
    const upper = { ...way, inpaint: { id: 'upper half', from: 0, mask, known } };
    const run = await start(backward, upper);
    finish(run);
    const { now } = await run.frame();
    for (let i = 0; i < COUNT; i++) {
      face(now, i).forEach((v, k) => {
        if (k >= 384) expect(v).toBeCloseTo(known[k], 6);
      });
      expect(face(now, i).slice(0, 384)).not.toEqual(known.slice(0, 384));
    }
    // from a later step on: what came before stays, and the known part is still known at the end
    const early = await opened(run, upper, 1);
    run.configure?.(way);
    finish(run);
    const free = await opened(run, way, 1);
    expect(free?.x).not.toEqual(early?.x);
    const later = { ...way, inpaint: { id: 'upper half, later', from: 2, mask, known } };
    run.configure?.(later);
    expect((await run.frame()).done).toBe(2);
    finish(run);
    expect((await opened(run, later, 1))?.x).toEqual(free?.x);
    const late = (await run.frame()).now;
    for (let i = 0; i < COUNT; i++) expect(face(late, i)[700]).toBeCloseTo(known[700], 6);
    run.dispose();
  });

  it('stays at its end, whatever is looked at there', async () => {
    const run = await start(backward, way);
    finish(run);
    const { now, kept } = await run.frame();
    run.configure?.({ ...way, face: 3, at: 1 });
    for (let i = 0; i < 3; i++) expect(run.step?.()).toBe(true);
    const after = await run.frame();
    expect([after.done, after.of]).toEqual([4, 4]);
    expect(after.now).toEqual(now);
    expect(after.kept).toEqual(kept);
    expect(after.record?.index).toBe(1);
    run.dispose();
  });

  it('starts from the noise that the page shows before it', async () => {
    const run = await start(backward, way, 7);
    expect((await run.frame()).now).toEqual(startOf(7));
    run.dispose();
  });

  it('between two noises: the ends are the two, neighbours are alike', async () => {
    const run = await start(backward, { ...way, start: 'between', sampler: 'ddim', eta: 0 });
    const { now } = await run.frame();
    const distance = (i: number, k: number) => Math.hypot(...face(now, i).map((v, p) => v - face(now, k)[p]));
    expect(distance(0, 1)).toBeLessThan(distance(0, 15) / 8);
    run.dispose();
  });

  it('a run of a thousand steps stops within one step of being told, as the worker runs it', async () => {
    let made = 0;
    const counted: typeof backward = {
      ...backward,
      async start(...given) {
        const run = await backward.start(...given);
        return { ...run, step: () => ++made > 0 && run.step?.() };
      },
    };
    // Node's message ports would never let a timer have its turn
    const clock = { ...realClock(), breathe: () => new Promise<void>((done) => setImmediate(done)) };
    const scheduler = new Scheduler(clock);
    const run = new WorkerRun(
      1,
      {
        type: 'open',
        run: 1,
        program: 'diffusion.backward',
        config: { ...way, steps: 1_000 },
        seed: 1,
        speed: 'max',
        playing: true,
        visible: true,
        saved: null,
      },
      {
        load: async () => counted as unknown as Program,
        weights: () => context().weights('ddpm'),
        post: ({ type }) => type === 'frame' && run.acknowledge(),
        now: clock.now,
        breathe: clock.breathe,
        wake: () => scheduler.wake(),
        fence: null,
        stepped: () => {},
        failed: (_, error) => {
          throw error;
        },
        sabotage: () => null,
      },
    );
    scheduler.add(run);
    const stopped = scheduler.run();
    const passing = (ms: number) => new Promise((done) => setTimeout(done, ms));
    while (made < 3) await passing(5);
    const told = made;
    run.setPlaying(false);
    await passing(600);
    expect(made - told).toBeLessThanOrEqual(1);
    run.close();
    scheduler.stop();
    await stopped;
  });

  it('long runs keep few steps; nothing leaks over restarts', async () => {
    const outside = tf.memory().numTensors;
    const run = await start(backward, { ...way, steps: 4 });
    finish(run);
    run.configure?.({ ...way, steps: 5 });
    const fresh = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      finish(run);
      await run.frame();
      run.configure?.({ ...way, steps: i % 2 ? 5 : 4 });
    }
    expect(tf.memory().numTensors).toBe(fresh);
    run.dispose();
    expect(tf.memory().numTensors).toBe(outside);
  });
});

describe('the plane', () => {
  const data = { data: 'gaussians8', strokes: [] } as const;

  it('learns: loss near that of the exact score, particles near the data; replays; leaks nothing', async () => {
    const outside = tf.memory().numTensors;
    const config = { ...data, schedule: 'linear', steps: 30, eta: 0 } as const;
    const run = await start(score, config);
    const before = await run.frame();
    for (let i = 0; i < 20; i++) run.step?.();
    await run.frame();
    const level = tf.memory().numTensors;
    for (let i = 20; i < 700; i++) run.step?.();
    const after = await run.frame();
    expect(tf.memory().numTensors).toBe(level);
    expect(after.ratio).toBeLessThan(2);
    expect(before.ratio).toBeGreaterThan(2 * after.ratio); // untrained, the network leans on x_t alone and leaves a round cloud, not chaos
    expect(after.loss as number).toBeLessThan(before.optimum + 0.3);
    expect(after.flow).toHaveLength(31 * PARTICLES * 2);
    const field = await run.methods.field({ t: 300, points: Float32Array.of(1, 0, -1, 1) });
    expect(field.every(Number.isFinite)).toBe(true);
    run.dispose();
    expect(tf.memory().numTensors).toBe(outside);

    const again = await start(score, config);
    for (let i = 0; i < 50; i++) again.step?.();
    const first = await again.frame();
    again.dispose();
    const third = await start(score, config);
    for (let i = 0; i < 50; i++) third.step?.();
    expect((await third.frame()).flow).toEqual(first.flow);
    third.dispose();
  });

  it('a saved run goes on where it was', async () => {
    const config = { ...data, schedule: 'cosine', steps: 10, eta: 0 } as const;
    const run = await start(score, config);
    for (let i = 0; i < 30; i++) run.step?.();
    const saved = await run.save?.();
    for (let i = 0; i < 10; i++) run.step?.();
    const straight = await run.frame();
    run.dispose();
    const resumed = await score.start(config, context(), saved);
    for (let i = 0; i < 10; i++) resumed.step?.();
    expect((await resumed.frame()).flow).toEqual(straight.flow);
    resumed.dispose();
  });

  it('an empty drawing is refused in one sentence', () => {
    expect(() => score.start({ data: 'drawn', strokes: [], schedule: 'linear', steps: 10, eta: 0 }, context())).toThrow(/draw/);
  });

  it.each([
    ['targets', targets, ['eps', 'x0', 'v', 'mean']],
    ['timeless', timeless, ['told', 'untold']],
  ] as const)('%s: every network learns from the same start', async (_, program, names) => {
    const run = await (program as typeof timeless).start(data, context());
    const before = await run.frame();
    for (let i = 0; i < 150; i++) run.step?.();
    await new Promise((done) => setTimeout(done, 750));
    const after = await run.frame();
    for (const name of names) {
      const key = name as 'told';
      expect(after.samples[key].every(Number.isFinite)).toBe(true);
      expect(after.ratios[key]).toBeLessThan(before.ratios[key]);
    }
    run.dispose();
  });

  it('variance: learned v is a number everywhere, and the long run can be stopped', async () => {
    const run = await start(variance, { ...data, schedule: 'linear' });
    for (let i = 0; i < 30; i++) run.step?.();
    const frame = await run.frame();
    expect(frame.v.every(Number.isFinite)).toBe(true);
    expect(Object.keys(frame.cells)).toHaveLength(6);
    const stop = new AbortController();
    const taken = await run.methods.long(undefined, { ...context(), signal: stop.signal, breathe: async () => stop.abort() });
    expect(taken).toBeLessThan(100);
    run.dispose();
  });
});

describe('faces in training', () => {
  it('the loss is known by t before training, falls, and nothing leaks', async () => {
    const outside = tf.memory().numTensors;
    const run = await start(predictNoise, { from: 'scratch' });
    const before = await run.frame();
    expect(before.byTime.every((v) => v > 0 && v < 1.4)).toBe(true);
    for (let i = 0; i < 5; i++) run.step?.();
    await run.frame();
    const level = tf.memory().numTensors;
    for (let i = 5; i < 40; i++) run.step?.();
    const after = await run.frame();
    expect(tf.memory().numTensors).toBe(level);
    expect(after.history.loss.at(-1) as number).toBeLessThan(0.9 * before.history.loss[0]);
    const example = await run.methods.example({ face: 3, t: 400, noise: 1 });
    expect(example.loss).toBeCloseTo(
      example.error.reduce((sum, v) => sum + v / 256, 0),
      5,
    );
    run.dispose();
    expect(tf.memory().numTensors).toBe(outside);
  });

  it('the shipped weights are taken over as they are, and the lie about t is heard', async () => {
    const run = await start(predictNoise, { from: 'shipped' });
    const misled = await start(wrongTimestep, {});
    const example = await run.methods.example({ face: 3, t: 400, noise: 1 });
    const { correct, wrong, xt } = await misled.methods.ask({ face: 3, t: 400, told: 900, noise: 1 });
    const shown = exampleOf(3, 400, 1); // what the page draws by itself
    expect(example.x0).toEqual(shown.x0);
    expect(example.eps).toEqual(shown.eps);
    xt.forEach((v, i) => {
      expect(v).toBeCloseTo(example.xt[i], 5);
      expect(v).toBeCloseTo(shown.xt[i], 5);
    });
    correct.epsHat.forEach((v, i) => {
      expect(v).toBeCloseTo(example.epsHat[i], 3);
    });
    expect(wrong.epsHat).not.toEqual(correct.epsHat);
    run.dispose();
    misled.dispose();
  });
});
