/** Pictures of the reader's own as training data: every variant by brute force, draws from nothing else, and a VAE that learns them by heart. */
import { beforeAll, describe, expect, it } from 'vitest';
import { drawn, ENOUGH, movedBy, nearestOf, variants } from '../../app/data/faces/ownSet';
import { decodePicture, encodePicture } from '../../app/data/faces/pictureText';
import { createRng } from '../../app/data/rng';
import { initNode } from '../../app/runtime/kernels/node';
import predictNoise from '../../app/runtime/programs/diffusion/predictNoise';
import facesTraining from '../../app/runtime/programs/gan/facesTraining';
import gaussian from '../../app/runtime/programs/vae/gaussian';
import { weightless } from '../program';

beforeAll(initNode);

const noise = (seed: number): Float32Array =>
  createRng(seed)
    .fillUniform(new Float32Array(768))
    .map((v) => 2 * v - 1);
const at = (picture: Float32Array, row: number, column: number): number[] => [
  ...picture.subarray(3 * (16 * row + column), 3 * (16 * row + column) + 3),
];

describe('variants', () => {
  it('move the picture with its edge repeated, and mirror it', () => {
    const picture = noise(1);
    for (const mirrored of [false, true])
      for (const [right, down] of [
        [0, 0],
        [1, 0],
        [-1, 1],
      ])
        for (const [row, column] of [
          [0, 0],
          [5, 7],
          [15, 15],
          [15, 0],
        ]) {
          const from = Math.min(15, Math.max(0, column - right));
          expect(at(movedBy(picture, right, down, mirrored), row, column)).toEqual(
            at(picture, Math.min(15, Math.max(0, row - down)), mirrored ? 15 - from : from),
          );
        }
  });

  it('are all eighteen of each while there are few, itself among them, and the pictures alone when there are enough', () => {
    const few = [1, 2, 3, 4].map(noise);
    const all = variants(few);
    expect(all).toHaveLength(4 * 18);
    expect(new Set(all.map(encodePicture)).size).toBe(4 * 18);
    for (const picture of few) expect(Math.max(...nearestOf(picture, all))).toBe(0);
    const many = Array.from({ length: ENOUGH }, (_, i) => noise(i));
    expect(variants(many)).toEqual(many);
  });

  it('are drawn evenly, and nothing else is', () => {
    const all = variants([noise(1), noise(2)]);
    const draws = drawn(all, createRng(3), 3_600);
    expect(Math.max(...nearestOf(draws, all))).toBe(0);
    const first = nearestOf(draws, [all[0]]).filter((d) => d === 0).length; // 100 on the average
    expect(first).toBeGreaterThan(60);
    expect(first).toBeLessThan(140);
  });

  it('the nearest is the nearest', () => {
    const [one, others] = [noise(9), [noise(1), noise(2), noise(3)]];
    const by = others.map((other) => one.reduce((sum, v, i) => sum + (v - other[i]) ** 2, 0) / 768);
    expect(nearestOf(one, others)[0]).toBeCloseTo(Math.min(...by), 6);
  });
});

/** Two colours, each with a bar of its own. */
const own = Array.from({ length: 5 }, (_, k) =>
  encodePicture(
    Float32Array.from({ length: 768 }, (_, i) => {
      const [c, column, row] = [i % 3, Math.floor(i / 3) % 16, Math.floor(i / 48)];
      return (k % 2 ? column : row) < 4 + 2 * k ? (c === k % 3 ? 0.9 : -0.7) : c === (k + 1) % 3 ? 0.6 : -0.4;
    }),
  ),
);

it('a VAE trained on five pictures alone: its error falls, and what it paints from the prior is nearer to them than to faces', {
  timeout: 120_000,
}, async () => {
  const config = { start: 'scratch', beta: 7, tiles: 4, own } as const;
  const run = await gaussian.start(config, weightless('own'));
  const before = await run.frame();
  for (let i = 0; i < 300; i++) run.step?.();
  const after = await run.frame();
  expect(after.attributes).toHaveLength(0);
  expect(after.now.mse).toBeLessThan(before.now.mse / 3);
  const near = after.near as NonNullable<typeof after.near>;
  expect(near.n).toBe(5 * 18);
  expect(near.own).toBeLessThan(near.faces / 2);
  expect(decodePicture(own[0])).toHaveLength(768);
  expect(run.configure?.({ ...config, own: own.slice(1) })).toBe(false);
  expect(run.configure?.({ ...config, beta: 1 })).toBe(true);
  run.dispose();
});

it('a diffusion model trained on five pictures alone: what it samples comes nearer to them, and is nearer to them than to faces', {
  timeout: 120_000,
}, async () => {
  const ctx = weightless('own');
  const run = await predictNoise.start({ from: 'scratch', own }, ctx);
  const before = await run.methods.samples({ seed: 1, at: 0 }, ctx);
  for (let i = 0; i < 90; i++) {
    run.step?.();
    if (i % 10 === 0) await run.frame();
  }
  const after = await run.methods.samples({ seed: 1, at: 90 }, ctx);
  expect(after?.pictures).toHaveLength(8 * 768);
  if (!before?.near || !after?.near) throw new Error('no samples');
  expect(after.near.n).toBe(5 * 18);
  expect(after.near.own).toBeLessThan(0.75 * before.near.own);
  expect(after.near.own).toBeLessThan(0.6 * after.near.faces);
  run.dispose();
});

it('a GAN trained on five pictures alone: what it paints comes nearer to them, and is nearer to them than to faces', {
  timeout: 120_000,
}, async () => {
  const rules = { paired: true, penalty: true, lead: 1, spread: false };
  const config = { from: 'model', ...rules, watched: 3, averaged: true, wish: 8, own } as const;
  const run = await facesTraining.start(config, weightless('own'));
  const before = await run.frame();
  for (let i = 0; i < 24; i++) run.step?.();
  const after = await run.frame();
  expect(after.faces).toHaveLength(16 * 768);
  expect(after.history.step).toEqual(Float32Array.of(0, 24));
  if (!before.near || !after.near) throw new Error('not of own pictures');
  expect(after.near.own).toBeLessThan(before.near.own);
  expect(after.near.own).toBeLessThan(0.75 * after.near.faces);
  expect(run.configure?.({ ...config, penalty: false, watched: 1 })).toBe(true);
  expect((await run.frame()).watched).toEqual(after.faces.slice(768, 2 * 768));
  expect(run.configure?.({ ...config, own: null })).toBe(false);
  run.dispose();
});
