/** The trainer: replays from its seed, resumes from a checkpoint, refuses what is not finite, leaks nothing. */
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { NonFiniteError } from '../../app/runtime/program';
import { Trainer } from '../../app/runtime/trainer';
import { allFinite, buffersOf } from '../../app/runtime/transfer';

beforeAll(() => tf.setBackend('cpu'));

/** Two parameters drawn towards noisy targets. */
const make = (seed: number, saved?: ConstructorParameters<typeof Trainer<'f', 'loss'>>[1], lr = 0.1) =>
  new Trainer<'f', 'loss'>(
    {
      seed,
      nets: { f: { init: (rng) => ({ w: { shape: [2], values: Float32Array.of(rng.normal(), rng.normal()) } }), optimizer: { lr } } },
      update: ({ f }, rng) => {
        const target = tf.tensor1d([1 + 0.1 * rng.normal(), -1 + 0.1 * rng.normal()]);
        return { loss: f.descend((p) => tf.sum(tf.square(tf.sub(p.w, target))) as tf.Scalar) };
      },
    },
    saved,
  );

const run = (trainer: ReturnType<typeof make>, steps: number) => {
  for (let i = 0; i < steps; i++) trainer.step();
  return trainer;
};
const theta = async (trainer: ReturnType<typeof make>) => [...(await trainer.nets.f.optimizer.theta().data())];

describe('trainer', () => {
  it('learns', async () => {
    const trainer = run(make(1), 200);
    const [a, b] = await theta(trainer);
    expect(a).toBeCloseTo(1, 0);
    expect(b).toBeCloseTo(-1, 0);
    expect(trainer.steps).toBe(200);
  });

  it('gives the same numbers from the same seed, and others from another', async () => {
    const [a, b, c] = await Promise.all([theta(run(make(3), 20)), theta(run(make(3), 20)), theta(run(make(4), 20))]);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it('resumed from a checkpoint goes exactly where it would have gone', async () => {
    const whole = await theta(run(make(5), 30));
    const half = run(make(5), 12);
    const resumed = make(5, structuredClone(await half.checkpoint()));
    expect(resumed.steps).toBe(12);
    expect(await theta(run(resumed, 18))).toEqual(whole);
  });

  it('refuses a loss that is not finite', async () => {
    const trainer = run(make(6, undefined, 1e30), 5);
    await expect(trainer.losses()).rejects.toBeInstanceOf(NonFiniteError);
  });

  it('hands out losses, none before the first step', async () => {
    const trainer = make(7);
    expect(await trainer.losses()).toEqual({});
    trainer.step();
    const { loss } = await trainer.losses();
    expect(loss).toBeGreaterThan(0);
  });

  it('keeps the number of tensors level and gives all back', async () => {
    const before = tf.memory().numTensors;
    const trainer = run(make(8), 3);
    const level = tf.memory().numTensors;
    run(trainer, 50);
    await trainer.losses();
    await trainer.checkpoint();
    expect(tf.memory().numTensors).toBe(level);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what leaves the worker', () => {
  it('names every buffer once, however deep', () => {
    const shared = new Float32Array(4);
    const found = buffersOf({ a: shared, b: [{ c: shared.subarray(1) }, Uint8Array.of(1)], d: null, e: 'text', f: new Float32Array(0) });
    expect(found).toHaveLength(2);
    expect(found).toContain(shared.buffer);
  });

  it('sees a number that is none, wherever it is', () => {
    expect(allFinite({ a: [Float32Array.of(1, 2)], b: Uint8Array.of(3), c: Number.NaN })).toBe(true); // only arrays are parameters
    expect(allFinite({ a: [{ b: Float32Array.of(1, Number.POSITIVE_INFINITY) }] })).toBe(false);
  });
});
