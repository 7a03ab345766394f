/** The live trainings of the VAE page: they learn, and nothing leaks. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import clusters from '../../app/runtime/programs/vae/clusters';
import gaussian from '../../app/runtime/programs/vae/gaussian';
import { weightless } from '../program';

beforeAll(initNode);

describe('a VAE in the plane', () => {
  it('learns from scratch, follows β, comes back from a save, and keeps its tensors level', async () => {
    const run = await gaussian.start({ start: 'scratch', beta: 7, tiles: 4 }, weightless('vae training'));
    const first = await run.frame();
    for (let i = 0; i < 5; i++) run.step?.();
    await run.frame();
    const level = tf.memory().numTensors;
    for (let i = 0; i < 60; i++) run.step?.();
    const later = await run.frame();
    expect(tf.memory().numTensors).toBe(level);
    expect(later.now.mse).toBeLessThan(0.8 * first.now.mse);
    expect(later.history.step.at(-1)).toBe(65);
    expect(run.configure?.({ start: 'scratch', beta: 3000, tiles: 4 })).toBe(true);
    for (let i = 0; i < 60; i++) run.step?.();
    const flat = await run.frame();
    expect(flat.now.kl).toBeLessThan(0.5 * later.now.kl);
    const saved = await run.save?.();
    const again = await gaussian.start({ start: 'scratch', beta: 3000, tiles: 4 }, weightless('vae training'), saved);
    expect((await again.frame()).now.mse).toBeCloseTo(flat.now.mse, 5);
    run.dispose();
    again.dispose();
  });
});

describe('a codebook', () => {
  it('learns, revives dead codes only when asked to, and keeps its tensors level', async () => {
    const config = { codes: 32, grid: 4, dim: 2, gamma: 0.97 } as const;
    const run = await clusters.start({ ...config, revive: true }, weightless('vae training'));
    const first = await run.frame();
    for (let i = 0; i < 25; i++) run.step?.();
    await run.frame();
    const level = tf.memory().numTensors;
    for (let i = 0; i < 75; i++) {
      run.step?.();
      if (i % 25 === 0) await run.frame();
    }
    const later = await run.frame();
    expect(tf.memory().numTensors).toBe(level);
    expect(later.history.error.at(-1)).toBeLessThan(0.5 * first.history.error[0]);
    expect(later.revived).toBeGreaterThan(0);
    run.dispose();

    const left = await clusters.start({ ...config, revive: false }, weightless('vae training'));
    for (let i = 0; i < 100; i++) left.step?.();
    const alone = await left.frame();
    expect(alone.revived).toBe(0);
    expect(alone.history.perplexity.at(-1)).toBeLessThan(later.history.perplexity.at(-1) as number);
    left.dispose();
  });
});
