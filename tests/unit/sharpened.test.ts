/** Densities of guidance in the plane against closed forms, finite differences and each other. */
import { expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { cosine, subsequence } from '../../app/models/diffusion/schedule';
import { noised, scoreAt } from '../../app/models/diffusion/score';
import {
  centres,
  conditional,
  guidedAt,
  guidedDensity,
  guidedPaths,
  type Labelled,
  sharpenedDensity,
} from '../../app/models/diffusion/sharpened';

const data: Labelled = {
  means: Float32Array.of(-0.9, 0.6, 0.5, 0.9, -0.5, -0.5, 0.9, -0.2),
  weights: Float32Array.of(0.25, 0.25, 0.25, 0.25),
  variances: Float32Array.of(0.08, 0.05, 0.06, 0.09),
  labels: [0, 0, 1, 1],
};
const [N, REACH] = [96, 4.5];
const area = ((2 * REACH) / N) ** 2;
const distance = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + Math.abs(v - b[i]), 0) * area;

it('the guided score is the gradient of the density it belongs to', () => {
  const [c, u] = [noised(conditional(data, 0), 0.6), noised(data, 0.6)];
  const e = 1e-4;
  for (const [x, y] of [
    [0.3, -0.2],
    [-1, 0.8],
    [1.4, 1.1],
  ]) {
    const { sx, sy } = guidedAt(c, u, 2, x, y);
    const log = (a: number, b: number) => guidedAt(c, u, 2, a, b).log;
    expect(sx).toBeCloseTo((log(x + e, y) - log(x - e, y)) / (2 * e), 3);
    expect(sy).toBeCloseTo((log(x, y + e) - log(x, y - e)) / (2 * e), 3);
  }
});

it.each([
  [0, conditional(data, 0)],
  [-1, data],
] as const)('w = %s: both densities are the plain mixture, at every t', (w, mixture) => {
  const at = centres(N, REACH);
  for (const alphaBar of [1, 0.7, 0.2]) {
    const plain = noised(mixture, alphaBar);
    const exact = Float32Array.from({ length: N * N }, (_, i) => Math.exp(scoreAt(plain, at[i % N], at[Math.floor(i / N)]).logDensity));
    expect(distance(guidedDensity(data, 0, w, alphaBar, N, REACH), exact)).toBeLessThan(0.01);
    expect(distance(sharpenedDensity(data, 0, w, alphaBar, N, REACH), exact)).toBeLessThan(0.01);
  }
});

it('w = 3: the same at t = 0, different on the way', () => {
  const gap = (alphaBar: number) =>
    distance(guidedDensity(data, 0, 3, alphaBar, N, REACH), sharpenedDensity(data, 0, 3, alphaBar, N, REACH));
  expect(gap(1)).toBeLessThan(1e-6);
  expect(gap(0.5)).toBeGreaterThan(0.1);
});

it('w = 0: paths end as samples of the class; w = 4: farther from the other class', () => {
  const xT = createRng('paths').fillNormal(new Float32Array(600));
  const schedule = cosine();
  const end = (w: number) => guidedPaths(data, 0, w, schedule, xT, subsequence(1000, 60)).at(-1) as Float32Array;
  const mean = (points: Float32Array, k: number) =>
    points.filter((_, i) => i % 2 === k).reduce((sum, v) => sum + v, 0) / (points.length / 2);
  expect(mean(end(0), 0)).toBeCloseTo(-0.2, 0);
  expect(mean(end(0), 1)).toBeCloseTo(0.75, 0);
  expect(mean(end(4), 1)).toBeGreaterThan(mean(end(0), 1) + 0.05);
});
