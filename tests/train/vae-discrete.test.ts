/** What the figure on discrete codes says of its claim, over three seeds and 400 steps; the note quotes it. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import discrete, { type DiscreteConfig, type DiscreteFrame } from '../../app/runtime/programs/vae/discrete';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';
import { readShipped } from '../shipped';

beforeAll(initNode);

const CONFIG: DiscreteConfig = { codes: 64, dim: 4, beta: 10, revive: true, lr: 2e-3 };
const SEEDS = [1, 2, 3];
const context = (seed: number) => ({
  ...weightless(seed),
  weights: (model: string, file?: string) => loadWeights(model, file, readShipped),
});

async function trained(seed: number, changed: Partial<DiscreteConfig> = {}, steps = 400) {
  const run = await discrete.start({ ...CONFIG, ...changed }, context(seed));
  await run.frame();
  for (let i = 1; i <= steps; i++) {
    run.step?.();
    if (i % 40 === 0 && i < steps) await run.frame();
  }
  return { run, frame: await run.frame() };
}

const last = (values: Float32Array): number => values[values.length - 1];
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
/** The middle of what was measured after the first step, numbers only. */
const middle = (values: Float32Array): number => {
  const sorted = Array.from(values.subarray(1))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

async function over(beta: number): Promise<DiscreteFrame[]> {
  const frames: DiscreteFrame[] = [];
  for (const seed of SEEDS) {
    const { run, frame } = await trained(seed, { beta });
    frames.push(frame);
    run.dispose();
  }
  return frames;
}
const ratio = (frames: readonly DiscreteFrame[], of: (frame: DiscreteFrame, side: 'vae' | 'vq') => number): number =>
  mean(frames.map((frame) => of(frame, 'vae'))) / mean(frames.map((frame) => of(frame, 'vq')));

describe('a Gaussian and a codebook in the same network', () => {
  it('with as much to say (β = 10) they are level', { timeout: 600_000 }, async () => {
    const frames = await over(10);
    for (const { nats } of frames) expect(nats.vae / nats.vq).toBeCloseTo(1.13, 1); // 75 against at most 67
    const error = ratio(frames, ({ error: e }, side) => last(e[side]));
    expect(error).toBeGreaterThan(0.94);
    expect(error).toBeLessThan(1.06); // measured: 0.117 and 0.116
    const noise = ratio(frames, ({ noise: n }, side) => middle(n[side]));
    expect(noise).toBeGreaterThan(1);
    expect(noise).toBeLessThan(2); // measured: 0.9 and 0.7
  });

  it('allowed to say more (β = 1) the Gaussian is ahead, at every seed', { timeout: 600_000 }, async () => {
    const frames = await over(1);
    for (const { nats, error } of frames) {
      expect(nats.vae).toBeGreaterThan(2.5 * nats.vq);
      expect(last(error.vae)).toBeLessThan(0.9 * last(error.vq));
    }
    expect(ratio(frames, ({ noise: n }, side) => middle(n[side]))).toBeLessThan(0.5); // measured: 0.2 and 0.7
  });

  it('either can die: dimensions under a large β, codes without revival', { timeout: 600_000 }, async () => {
    const { run, frame } = await trained(1, { beta: 100, revive: false, codes: 256 }, 200);
    expect(frame.dead.vae).toBeGreaterThan(25); // measured: 39 of 64
    expect(frame.dead.vq).toBeGreaterThan(90); // measured: 135 of 256
    run.dispose();
  });

  it('the same kind of prior serves both alike; without a fit neither makes faces', { timeout: 600_000 }, async () => {
    const { run } = await trained(1);
    const rows = await run.methods.priors({ n: 128, seed: 1 }, context(1));
    const share = Object.fromEntries(rows.map(({ side, how, own }) => [`${side} ${how}`, own]));
    for (const side of ['vae', 'vq']) {
      expect(share[`${side} own`]).toBeLessThan(0.12); // measured: 0.00 and 0.02
      expect(share[`${side} places`]).toBeGreaterThan(0.45); // 0.76 and 0.61; with seed 2 0.73 and 0.81
      expect(share[`${side} fitted`]).toBeGreaterThan(0.72); // 0.90 and 0.88; with seed 2 0.84 and 0.90
    }
    run.dispose();
  });

  it('comes back from a save, changes β in flight, keeps its tensors level, and judges six priors', { timeout: 600_000 }, async () => {
    const { run, frame } = await trained(5, {}, 40);
    const level = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) run.step?.();
    expect(run.configure?.({ ...CONFIG, beta: 2 })).toBe(true);
    expect(run.configure?.({ ...CONFIG, codes: 16 })).toBe(false);
    await run.frame();
    expect(tf.memory().numTensors).toBe(level);
    const saved = await run.save?.();
    const again = await discrete.start(CONFIG, context(5), saved);
    expect(last((await again.frame()).error.vq)).toBeCloseTo(last((await run.frame()).error.vq), 5);
    expect(frame.painted.vae).toHaveLength(8 * 768);
    const rows = await run.methods.priors({ n: 12, seed: 1 }, context(5));
    expect(rows.map(({ side, how }) => `${side} ${how}`)).toEqual([
      'vae own',
      'vae places',
      'vae fitted',
      'vq own',
      'vq places',
      'vq fitted',
    ]);
    for (const { own, share, pictures } of rows) {
      expect(own).toBeGreaterThanOrEqual(share * 0.5);
      expect(pictures).toHaveLength(8 * 768);
    }
    expect(tf.memory().numTensors).toBeLessThan(level * 2 + 60);
    run.dispose();
    again.dispose();
  });
});
