/** The bound's terms against closed forms: Gaussian data, whose best ε̂ is known, and the divergence of two Gaussians, integrated. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { decoderOf, endOf, termOf, weightOf } from '../../app/models/diffusion/bound';
import { posterior } from '../../app/models/diffusion/posterior';
import { cosine, linear, type Schedule, snr } from '../../app/models/diffusion/schedule';
import { halfOf, sharesOf, sumOf } from '../../app/pages/diffusion/boundShares';
import { initNode } from '../../app/runtime/kernels/node';
import bound from '../../app/runtime/programs/diffusion/bound';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';
import { readShipped } from '../shipped';

const schedules: [string, Schedule][] = [
  ['linear', linear(1000)],
  ['cosine', cosine(1000)],
];

/** KL(N(m, v) ‖ N(n, w)) in nats, by the midpoint rule. */
function divergence(m: number, v: number, n: number, w: number): number {
  const log = (x: number, mean: number, variance: number) => -0.5 * Math.log(2 * Math.PI * variance) - (x - mean) ** 2 / (2 * variance);
  const cells = 40_000;
  const reach = 12 * Math.sqrt(v);
  let sum = 0;
  for (let i = 0; i < cells; i++) {
    const x = m - reach + (2 * reach * (i + 0.5)) / cells;
    sum += Math.exp(log(x, m, v)) * (log(x, m, v) - log(x, n, w));
  }
  return (sum * 2 * reach) / cells;
}

describe.each(schedules)('%s schedule', (_, schedule) => {
  it('with β̃ the weight is half the growth of the signal-to-noise ratio', () => {
    for (const t of [2, 3, 10, 100, 500, 999]) {
      const growth = 0.5 * (snr(schedule, t - 1) / snr(schedule, t) - 1);
      expect(weightOf(schedule, t) / growth).toBeCloseTo(1, 6);
    }
  });

  it.each(['posterior', 'beta'] as const)('σ² = %s: a term is the divergence of the two steps back', (sigma) => {
    const [x0, eps, said] = [0.7, -0.4, 0.5];
    for (const t of [2, 5, 60, 700]) {
      const [a, b] = [Math.sqrt(schedule.alphaBar[t]), Math.sqrt(1 - schedule.alphaBar[t])];
      const xt = a * x0 + b * eps;
      const q = posterior(schedule, t, t - 1);
      const guess = (xt - b * said) / a;
      const variance = sigma === 'beta' ? schedule.beta[t] : q.variance;
      const exact = divergence(q.ofX0 * x0 + q.ofXt * xt, q.variance, q.ofX0 * guess + q.ofXt * xt, variance);
      expect(termOf(schedule, t, (eps - said) ** 2, sigma) / exact).toBeCloseTo(1, 3);
    }
  });

  it.each([0.25, 1, 4])('N(0, %d): the best network’s terms add up to the information between x₀ and x_1, less that of x_T', (variance) => {
    // E‖ε − E[ε | x_t]‖² = ᾱ s² / (ᾱ s² + 1 − ᾱ); and with I-MMSE (Guo et al. 2005) Σ L_{t−1} → ½ log (1 + s² SNR(1)) / (1 + s² SNR(T)).
    let sum = 0;
    for (let t = 2; t <= schedule.T; t++) {
      const bar = schedule.alphaBar[t];
      sum += termOf(schedule, t, (bar * variance) / (bar * variance + 1 - bar));
    }
    const exact = 0.5 * Math.log((1 + variance * snr(schedule, 1)) / (1 + variance * snr(schedule, schedule.T)));
    expect(sum).toBeGreaterThan(exact); // a sum of steps bounds it from above
    expect(sum / exact).toBeLessThan(1.12);
  });

  it('finer steps come nearer to it', () => {
    const excess = (T: number) => {
      const s = linear(T);
      let sum = 0;
      for (let t = 2; t <= T; t++) sum += termOf(s, t, s.alphaBar[t]);
      return sum / (0.5 * Math.log((1 + snr(s, 1)) / (1 + snr(s, T)))) - 1;
    };
    expect(excess(4000)).toBeLessThan(excess(1000));
    expect(excess(1000)).toBeLessThan(excess(250));
  });

  it('L_T is the divergence of x_T from the standard normal', () => {
    const bar = schedule.alphaBar[schedule.T];
    expect(endOf(schedule, 0.49)).toBeCloseTo(divergence(Math.sqrt(bar) * 0.7, 1 - bar, 0, 1), 6);
  });

  it('L_0: the bins hold all the mass, and near the middle the mass of a bin is density times width', () => {
    const values = Float32Array.from({ length: 256 }, (_, i) => i / 127.5 - 1);
    for (const mean of [-1, 0, 0.3, 0.99]) {
      const mass = Array.from(values, (v) => Math.exp(-decoderOf(schedule, Float32Array.of(v), Float32Array.of(mean))));
      expect(mass.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
    const broad = { ...schedule, beta: Float64Array.from(schedule.beta, () => 0.04) };
    const density = Math.exp(-(0.1 ** 2) / 0.08) / Math.sqrt(2 * Math.PI * 0.04);
    const said = decoderOf(broad, Float32Array.of(values[140]), Float32Array.of(values[140] - 0.1));
    expect(Math.exp(-said)).toBeCloseTo((density * 2) / 255, 5);
    expect(decoderOf(schedule, Float32Array.of(0), Float32Array.of(1))).toBeGreaterThan(3_000); // far off: a number still
  });
});

it('shares and halves of bands are those of their steps', () => {
  const from = Float32Array.of(1, 2, 4, 1001);
  const costs = { mean: Float32Array.of(6, 2, 0), error: Float32Array.of(0.3, 0.2, 0) };
  const shares = sharesOf(costs, from);
  expect(Array.from(shares.slice(0, 4), (v) => Number(v.toFixed(3)))).toEqual([0.6, 0.8, 1, 1]);
  expect(halfOf(shares)).toBe(1);
  expect(sumOf(costs, from).sum).toBe(10);
  expect(sumOf(costs, from).error).toBeCloseTo(0.5, 6);
});

describe('the network that ships', () => {
  beforeAll(initNode);
  it('spends half of the bound at the first two steps, half of the simple loss after t = 120; it needs 3 to 3.4 bits a number', {
    timeout: 240_000,
  }, async () => {
    const run = await bound.start({}, { ...weightless('bound'), weights: (m, f) => loadWeights(m, f, readShipped) });
    for (let i = 0; i < 40; i++) run.step?.();
    const frame = await run.frame();
    const { posterior: terms, noise, picture, from } = frame;
    const { sum, error } = sumOf(terms, from);
    expect((sum + frame.end) / Math.LN2).toBeGreaterThan(3);
    expect((sum + frame.end) / Math.LN2).toBeLessThan(3.4);
    expect(error).toBeLessThan(0.05 * sum);
    expect(halfOf(sharesOf(terms, from))).toBeLessThanOrEqual(2);
    expect(halfOf(sharesOf(noise, from))).toBeGreaterThan(120);
    // easy as a picture, hard as noise at t = 1; the other way round at the end
    expect(noise.mean[0]).toBeGreaterThan(20 * noise.mean[24]);
    expect(picture.mean[24]).toBeGreaterThan(1_000 * picture.mean[0]);
    run.dispose();
  });
});

it('Gaussian data, drawn: the mean term of the best answers is the closed form', () => {
  const [rng, schedule, t, n] = [createRng('gaussian'), cosine(1000), 300, 40_000];
  const [a, b] = [Math.sqrt(schedule.alphaBar[t]), Math.sqrt(1 - schedule.alphaBar[t])];
  let error = 0;
  for (let i = 0; i < n; i++) {
    const [x0, eps] = [2 * rng.normal(), rng.normal()];
    const best = (b * (a * x0 + b * eps)) / (4 * a * a + b * b);
    error += (eps - best) ** 2 / n;
  }
  expect(error / ((4 * a * a) / (4 * a * a + b * b))).toBeCloseTo(1, 1);
});
