/** Reverse SDE and flow with the exact score: what is known of x₀, the tensor score, and where both ways lead. */
import { beforeAll, describe, expect, it } from 'vitest';
import { components, type Mixture } from '../../app/data/points';
import { createRng } from '../../app/data/rng';
import { exactDenoiser } from '../../app/models/diffusion/exactDenoiser';
import { given } from '../../app/models/diffusion/given';
import { cosine } from '../../app/models/diffusion/schedule';
import { exactEps, noised, scoreAt } from '../../app/models/diffusion/score';
import * as tf from '../../app/models/tf';
import { spreadOf } from '../../app/pages/diffusion/reverseLayers';
import { initNode } from '../../app/runtime/kernels/node';
import reverse from '../../app/runtime/programs/diffusion/reverse';
import { CLOUD, PATHS } from '../../app/runtime/programs/diffusion/reverseSettings';
import { weightless } from '../program';

beforeAll(initNode);
const schedule = cosine(1000);
const eight = components('gaussians8');

describe('p(x₀ | x_t)', () => {
  it('of one Gaussian is Bayes’ rule', () => {
    const one: Mixture = { means: Float32Array.of(0.5, -1), weights: Float32Array.of(1), variances: Float32Array.of(0.3) };
    const [alphaBar, x, y] = [0.4, 1.2, 0.7];
    const { mean, spread } = given(one, alphaBar, x, y);
    const precision = 1 / 0.3 + alphaBar / (1 - alphaBar);
    expect(mean[0]).toBeCloseTo((0.5 / 0.3 + (Math.sqrt(alphaBar) * x) / (1 - alphaBar)) / precision, 6);
    expect(mean[1]).toBeCloseTo((-1 / 0.3 + (Math.sqrt(alphaBar) * y) / (1 - alphaBar)) / precision, 6);
    expect(spread).toBeCloseTo(Math.sqrt(2 / precision), 6);
  });

  it('of a mixture: its mean is Tweedie’s, its spread that of weighted draws', () => {
    const alphaBar = schedule.alphaBar[650];
    const [x, y] = [0.5, 0.3];
    const { mean, spread } = given(eight, alphaBar, x, y);
    const { sx, sy } = scoreAt(noised(eight, alphaBar), x, y);
    expect(mean[0]).toBeCloseTo((x + (1 - alphaBar) * sx) / Math.sqrt(alphaBar), 4);
    expect(mean[1]).toBeCloseTo((y + (1 - alphaBar) * sy) / Math.sqrt(alphaBar), 4);
    const rng = createRng('importance');
    let [all, mx, my, squares] = [0, 0, 0, 0];
    for (let i = 0; i < 200_000; i++) {
      const k = rng.int(8);
      const s = Math.sqrt(eight.variances[k]);
      const [a, b] = [eight.means[2 * k] + s * rng.normal(), eight.means[2 * k + 1] + s * rng.normal()];
      const w = Math.exp(-((x - Math.sqrt(alphaBar) * a) ** 2 + (y - Math.sqrt(alphaBar) * b) ** 2) / (2 * (1 - alphaBar)));
      all += w;
      mx += w * a;
      my += w * b;
      squares += w * (a * a + b * b);
    }
    expect(Math.abs(spread - Math.sqrt(squares / all - (mx / all) ** 2 - (my / all) ** 2))).toBeLessThan(0.02);
  });
});

it('the exact answer in tensors is the one in numbers, also where the data are narrow and the point is far', () => {
  const exact = exactDenoiser(eight, schedule);
  const points = createRng('points')
    .fillNormal(new Float32Array(200))
    .map((v) => 1.5 * v);
  for (const t of [1, 20, 300, 999]) {
    const said = tf.tidy(() => exact.model(tf.tensor2d(points, [100, 2]), t).modelOutput.dataSync());
    const known = exactEps(eight, schedule.alphaBar[t], points);
    for (let i = 0; i < 200; i++) expect(Math.abs(said[i] - known[i])).toBeLessThan(2e-3 * Math.max(1, Math.abs(known[i])));
  }
  exact.dispose();
});

describe('the two ways', { timeout: 120_000 }, () => {
  it('from one place: the SDE’s ends are draws from p(x₀ | x), the flow’s is one point; and the same seed walks the same way', async () => {
    const run = await reverse.start({ data: 'gaussians8', strokes: [] }, weightless('reverse'));
    const before = tf.memory().numTensors;
    for (const [x, y, from] of [
      [0.5, 0.3, 650],
      [-0.2, 0.9, 850],
      [1.2, 0.1, 300],
    ]) {
      const { ode, sde } = await run.methods.ways({ x, y, from, steps: 150 });
      const exact = given(eight, schedule.alphaBar[from], x, y);
      const { mean, spread } = spreadOf(sde.slice(-2 * PATHS));
      // 200 draws: four standard errors of the mean are 0.28 spreads
      expect(Math.hypot(mean[0] - exact.mean[0], mean[1] - exact.mean[1])).toBeLessThan(0.3 * exact.spread + 0.02);
      expect(Math.abs(spread / exact.spread - 1)).toBeLessThan(0.25);
      expect([...ode.slice(0, 2)]).toEqual([...Float32Array.of(x, y)]);
      const again = await run.methods.ways({ x, y, from, steps: 150 });
      expect(again.sde).toEqual(sde);
    }
    expect(tf.memory().numTensors).toBe(before);
    run.dispose();
  });

  it('from all the noise: both clouds have the density p_t at every t', async () => {
    const run = await reverse.start({ data: 'gaussians8', strokes: [] }, weightless('clouds'));
    const { at, ratios, sde } = await run.methods.clouds({ steps: 150 });
    expect(at[0]).toBe(1000);
    expect(at[at.length - 1]).toBe(0);
    expect(sde).toHaveLength(151 * CLOUD * 2);
    for (const way of ['sde', 'ode'] as const) for (const ratio of ratios[way]) expect(ratio).toBeLessThan(2.6);
    run.dispose();
  });
});
