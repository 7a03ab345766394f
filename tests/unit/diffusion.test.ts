/** Diffusion in plain numbers: schedules, jumps, posteriors, samplers and scores against their closed forms. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Mixture } from '../../app/data/points';
import { createRng } from '../../app/data/rng';
import { similarity, timeEmbedding } from '../../app/models/diffusion/embedding';
import { epsFrom, interpolatedVariance, posterior, TARGETS, targetOf, x0From } from '../../app/models/diffusion/posterior';
import { inpaintStep, type StepOptions, slerp, step } from '../../app/models/diffusion/sampler';
import { cosine, drawn, linear, qSample, qStep, type Schedule, snr, subsequence } from '../../app/models/diffusion/schedule';
import { empirical, exactEps, gridPoints, noised, scoreAt } from '../../app/models/diffusion/score';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const schedules: [string, Schedule][] = [
  ['linear 1000', linear(1000)],
  ['linear 50', linear(50)],
  ['cosine 1000', cosine(1000)],
  ['cosine 20', cosine(20)],
  ['drawn', drawn(1000, [0.95, 0.8, 0.4, 0.2, 0.05])],
  ['drawn, not monotone', drawn(200, [0.2, 0.9, 0.1, 0.95, 1])],
  ['drawn, all at the bottom', drawn(100, [0, 0, 0, 0, 0])],
];
const moments = (values: ArrayLike<number>) => {
  const n = values.length;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < n; i++) sum += values[i];
  for (let i = 0; i < n; i++) squares += (values[i] - sum / n) ** 2;
  return { mean: sum / n, variance: squares / n };
};

describe('schedules', () => {
  it.each(schedules)('%s: ᾱ falls from 1 to next to nothing, β in (0, 1), SNR falls', (_, s) => {
    expect(s.alphaBar[0]).toBe(1);
    for (let t = 1; t <= s.T; t++) {
      expect(s.alphaBar[t]).toBeLessThan(s.alphaBar[t - 1]);
      expect(s.beta[t]).toBeGreaterThan(0);
      expect(s.beta[t]).toBeLessThan(1);
      expect(snr(s, t)).toBeLessThan(t === 1 ? Infinity : snr(s, t - 1));
    }
    expect(s.alphaBar[s.T]).toBeLessThan(2e-4);
    expect(s.alphaBar[s.T]).toBeGreaterThan(0);
  });

  it('linear is DDPM’s: β_1 = 1e-4, β_1000 = 0.02, ᾱ_1000 = 4.04e-5', () => {
    const s = linear(1000);
    expect(s.beta[1]).toBeCloseTo(1e-4, 12);
    expect(s.beta[1000]).toBeCloseTo(0.02, 12);
    expect(s.alphaBar[1000]).toBeCloseTo(4.036e-5, 7);
  });

  it('cosine is Nichol & Dhariwal’s: half the signal near the middle, β clipped at 0.999', () => {
    const s = cosine(1000);
    const f = (u: number) => Math.cos(((u + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
    for (const t of [1, 250, 500, 900, 999]) expect(s.alphaBar[t]).toBeCloseTo(f(t / 1000) / f(0), 10);
    expect(s.beta[1000]).toBe(0.999);
  });

  it('a drawn schedule goes through its knots', () => {
    const knots = [0.95, 0.8, 0.4, 0.2, 0.05];
    const s = drawn(600, knots);
    for (const [k, knot] of knots.entries()) expect(s.alphaBar[100 * (k + 1)]).toBeCloseTo(knot, 6);
  });

  it.each([
    [1000, 25],
    [1000, 1000],
    [10, 3],
    [4, 4],
    [7, 1],
  ])('sub-sequences of %i in %i leaps: from T to 0, falling', (T, n) => {
    const steps = subsequence(T, n);
    expect(steps[0]).toBe(T);
    expect(steps.at(-1)).toBe(0);
    expect(steps).toHaveLength(n + 1);
    for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeLessThan(steps[i - 1]);
  });
});

describe('forward', () => {
  it.each(schedules)('%s: the chain and the jump have the same mean and variance', (_, s) => {
    // one pixel at 0.7, many times; three standard errors
    const n = 20_000;
    const rng = createRng('chain');
    let x = new Float32Array(n).fill(0.7);
    const stop = Math.min(s.T, 60);
    for (let t = 1; t <= stop; t++) x = qStep(s, x, t, rng.fillNormal(new Float32Array(n))) as Float32Array<ArrayBuffer>;
    const { mean, variance } = moments(x);
    const rest = 1 - s.alphaBar[stop];
    expect(Math.abs(mean - 0.7 * Math.sqrt(s.alphaBar[stop]))).toBeLessThan(4 * Math.sqrt(rest / n));
    expect(Math.abs(variance / rest - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it('chain and jump agree number by number when the jump gets the chain’s own noise', () => {
    const s = cosine(100);
    const rng = createRng('same');
    const x0 = rng.fillNormal(new Float32Array(64));
    let chain = x0;
    let noise = new Float32Array(64); // Σ of what the chain added: x_t − √ᾱ_t x₀
    for (let t = 1; t <= 99; t++) {
      const eps = rng.fillNormal(new Float32Array(64));
      chain = qStep(s, chain, t, eps);
      noise = qStep(s, noise, t, eps) as Float32Array<ArrayBuffer>;
    }
    const jump = qSample(
      s,
      x0,
      99,
      noise.map((v) => v / Math.sqrt(1 - s.alphaBar[99])),
    );
    for (let i = 0; i < 64; i++) expect(chain[i]).toBeCloseTo(jump[i], 5);
  });
});

describe('posterior', () => {
  it('q(x_s | x_t, x₀) is Bayes’ rule: precision and mean of the product of two Gaussians', () => {
    for (const [, s] of schedules) {
      for (const [t, u] of [
        [2, 1],
        [10, 3],
        [20, 19],
        [15, 0],
      ]) {
        const q = posterior(s, t, u);
        if (u === 0) {
          expect(q.ofX0).toBeCloseTo(1, 10);
          expect(q.ofXt).toBeCloseTo(0, 10);
          expect(q.variance).toBeCloseTo(0, 10);
          continue;
        }
        const alpha = s.alphaBar[t] / s.alphaBar[u];
        const precision = 1 / (1 - s.alphaBar[u]) + alpha / (1 - alpha); // prior N(√ᾱ_s x₀, 1−ᾱ_s) times likelihood N(x_t; √α x_s, 1−α)
        expect(q.variance * precision).toBeCloseTo(1, 8);
        expect(q.ofX0).toBeCloseTo(Math.sqrt(s.alphaBar[u]) / (1 - s.alphaBar[u]) / precision, 8);
        expect(q.ofXt).toBeCloseTo(Math.sqrt(alpha) / (1 - alpha) / precision, 8);
      }
    }
  });

  it('one step: the paper’s eq. 7', () => {
    const s = linear(1000);
    const t = 300;
    const q = posterior(s, t, t - 1);
    const { alphaBar: a, beta } = s;
    expect(q.beta).toBeCloseTo(beta[t], 12);
    expect(q.variance).toBeCloseTo(((1 - a[t - 1]) / (1 - a[t])) * beta[t], 12);
    expect(q.ofX0).toBeCloseTo((Math.sqrt(a[t - 1]) * beta[t]) / (1 - a[t]), 12);
    expect(q.ofXt).toBeCloseTo((Math.sqrt(1 - beta[t]) * (1 - a[t - 1])) / (1 - a[t]), 12);
  });

  it('every target leads back to the same x₀ and ε', () => {
    const s = cosine(1000);
    for (const kind of TARGETS) {
      for (const t of [1, 2, 400, 900]) {
        const [x0, eps] = [-0.6, 1.3];
        const xt = Math.sqrt(s.alphaBar[t]) * x0 + Math.sqrt(1 - s.alphaBar[t]) * eps;
        const [ofX0, ofEps] = targetOf(kind, s, t);
        const modelOutput = ofX0 * x0 + ofEps * eps;
        const [p, q] = x0From(kind, s, t);
        const back = p * xt + q * modelOutput;
        expect(back).toBeCloseTo(x0, 8);
        const [r, u] = epsFrom(s, t);
        expect(r * xt + u * back).toBeCloseTo(eps, 8);
      }
    }
  });

  it('a learned variance lies between β̃ and β', () => {
    const q = posterior(linear(1000), 20, 19);
    expect(interpolatedVariance(q, 0)).toBeCloseTo(q.variance, 12);
    expect(interpolatedVariance(q, 1)).toBeCloseTo(q.beta, 12);
    expect(interpolatedVariance(q, 0.5)).toBeCloseTo(Math.sqrt(q.beta * q.variance), 12);
  });
});

describe('samplers', () => {
  beforeAll(initNode);
  const s = cosine(100);
  const rng = createRng('sampler');
  const n = 256;
  const x = rng.fillNormal(new Float32Array(n));
  const eps = rng.fillNormal(new Float32Array(n));
  const z = rng.fillNormal(new Float32Array(n));
  /** One step on arrays. */
  type Options = Omit<StepOptions, 'v'> & { v?: Float32Array };
  const take = (from: Float32Array, modelOutput: Float32Array, t: number, u: number, noise: Float32Array | null, options: Options = {}) => {
    const v = options.v && tf.tensor1d(options.v);
    const out = step(s, tf.tensor1d(from), tf.tensor1d(modelOutput), t, u, noise && tf.tensor1d(noise), { ...options, v });
    const read = (tensor: tf.Tensor) => tensor.dataSync() as Float32Array;
    return { x0: read(out.x0), eps: read(out.eps), mean: read(out.mean), next: read(out.next), sigma: out.sigma };
  };

  it('DDIM with η = 1 is DDPM with β̃: the same mean and the same σ, at every step and leap', () => {
    for (const [t, u] of [
      [2, 1],
      [50, 49],
      [80, 40],
    ]) {
      const ddim = take(x, eps, t, u, z, { eta: 1 });
      const q = posterior(s, t, u);
      expect(ddim.sigma).toBeCloseTo(Math.sqrt(q.variance), 10);
      for (let i = 0; i < n; i++) {
        const mean = q.ofX0 * ddim.x0[i] + q.ofXt * x[i];
        expect(ddim.mean[i]).toBeCloseTo(mean, 4);
        expect(ddim.next[i]).toBeCloseTo(mean + Math.sqrt(q.variance) * z[i], 4);
      }
    }
  });

  it('in law: with the exact ε of N(0, V) every η ends near V, as the recursion of variances says', () => {
    const many = 6_000;
    const V = 0.3;
    for (const eta of [0, 0.5, 1]) {
      const r = createRng(`law ${eta}`);
      let now = r.fillNormal(new Float32Array(many));
      let predicted = 1;
      const timesteps = subsequence(100, 100);
      for (let i = 0; i + 1 < timesteps.length; i++) {
        const [t, u] = [timesteps[i], timesteps[i + 1]];
        const a = s.alphaBar[t];
        const ofNoise = Math.sqrt(1 - a) / (a * V + 1 - a); // E[ε | x] = ofNoise · x
        const next = take(
          now,
          now.map((value) => ofNoise * value),
          t,
          u,
          r.fillNormal(new Float32Array(many)),
          { eta },
        );
        const ofPicture = (1 - Math.sqrt(1 - a) * ofNoise) / Math.sqrt(a);
        const sigma = eta * Math.sqrt(posterior(s, t, u).variance);
        const k = Math.sqrt(s.alphaBar[u]) * ofPicture + Math.sqrt(1 - s.alphaBar[u] - sigma ** 2) * ofNoise;
        predicted = k * k * predicted + sigma * sigma;
        now = next.next;
      }
      expect(Math.abs(moments(now).variance / predicted - 1)).toBeLessThan(4 * Math.sqrt(2 / many));
      expect(Math.abs(predicted / V - 1)).toBeLessThan(0.1);
    }
  });

  it('η = 0 reads no noise and repeats bit for bit; so does η = 1 with the same noise', () => {
    const a = take(x, eps, 60, 40, z, { eta: 0 });
    expect(a.next).toEqual(take(x, eps, 60, 40, new Float32Array(n).fill(Number.NaN), { eta: 0 }).next);
    expect(a.sigma).toBe(0);
    expect(take(x, eps, 60, 40, z).next).toEqual(take(x, eps, 60, 40, z).next);
  });

  it('every target leads to the same step', () => {
    const truth = rng.fillNormal(new Float32Array(n));
    const t = 30;
    const xt = qSample(s, truth, t, eps);
    const expected = take(xt, eps, t, 29, z);
    for (const target of TARGETS) {
      const [p, q] = targetOf(target, s, t);
      const next = take(
        xt,
        truth.map((value, i) => p * value + q * eps[i]),
        t,
        29,
        z,
        { target },
      ).next;
      next.forEach((value, i) => {
        expect(value).toBeCloseTo(expected.next[i], 3);
      });
    }
  });

  it('the last step adds no noise, whatever the variance', () => {
    for (const variance of ['posterior', 'beta', 'learned'] as const) {
      const last = take(x, eps, 1, 0, z, { variance, v: new Float32Array(n).fill(0.5) });
      expect(last.sigma).toBe(0);
      for (let i = 0; i < n; i++) expect(last.next[i]).toBeCloseTo(last.x0[i], 4);
    }
  });

  it('learned variance: v = 0 gives β̃, v = 1 gives β', () => {
    const q = posterior(s, 40, 30);
    for (const [v, expected] of [
      [0, q.variance],
      [1, q.beta],
      [0.5, interpolatedVariance(q, 0.5)],
    ]) {
      const { mean, next } = take(x, eps, 40, 30, z, { variance: 'learned', v: new Float32Array(n).fill(v) });
      for (let i = 0; i < n; i++) expect(next[i] - mean[i]).toBeCloseTo(Math.sqrt(expected) * z[i], 4);
    }
  });

  it('a clipped x̂₀ stays in bounds, and ε̂ is the one that leads to it', () => {
    const { x0, eps: used } = take(x, eps, 95, 80, null, { eta: 0, clip: 1 });
    const a = s.alphaBar[95];
    for (let i = 0; i < n; i++) {
      expect(Math.abs(x0[i])).toBeLessThanOrEqual(1);
      expect(Math.sqrt(a) * x0[i] + Math.sqrt(1 - a) * used[i]).toBeCloseTo(x[i], 4);
    }
  });

  it('inpainting: the known part is the noised known picture, the rest is untouched', () => {
    const known = rng.fillNormal(new Float32Array(12));
    const noise = rng.fillNormal(new Float32Array(12));
    const mask = Float32Array.of(1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    const keep = (m: Float32Array, u: number) =>
      tf.tidy(() => inpaintStep(s, tf.fill([12], 9), tf.tensor1d(known), tf.tensor1d(m), u, tf.tensor1d(noise)).dataSync());
    const expected = qSample(s, known, 40, noise);
    keep(mask, 40).forEach((value, i) => {
      expect(value).toBeCloseTo(mask[i] ? 9 : expected[i], 5);
    });
    expect([...keep(new Float32Array(12), 0)]).toEqual([...known]);
  });

  it('slerp keeps the length of noise, and its ends', () => {
    const half = slerp(x, eps, 0.5);
    expect(moments(half).variance).toBeGreaterThan(0.8);
    const plain = x.map((v, i) => (v + eps[i]) / 2);
    expect(moments(plain).variance).toBeLessThan(0.65);
    for (const [i, v] of slerp(x, eps, 0).entries()) expect(v).toBeCloseTo(x[i], 6);
    for (const [i, v] of slerp(x, eps, 1).entries()) expect(v).toBeCloseTo(eps[i], 6);
  });
});

describe('score', () => {
  const data: Mixture = {
    means: Float32Array.of(1.5, 0, -1, 1, 0, -1.5),
    weights: Float32Array.of(0.5, 0.3, 0.2),
    variances: Float32Array.of(0.02, 0.1, 0.05),
  };

  it('∇ log p_t against finite differences', () => {
    for (const alphaBar of [0.999, 0.7, 0.2, 0.001]) {
      const p = noised(data, alphaBar);
      for (const [x, y] of [
        [0.3, -0.4],
        [1.4, 0.2],
        [-2, 2],
      ]) {
        const h = 1e-4;
        const { sx, sy } = scoreAt(p, x, y);
        const dx = (scoreAt(p, x + h, y).logDensity - scoreAt(p, x - h, y).logDensity) / (2 * h);
        const dy = (scoreAt(p, x, y + h).logDensity - scoreAt(p, x, y - h).logDensity) / (2 * h);
        expect(Math.abs(sx - dx)).toBeLessThan(1e-5 * (1 + Math.abs(dx)));
        expect(Math.abs(sy - dy)).toBeLessThan(1e-5 * (1 + Math.abs(dy)));
      }
    }
  });

  it('p_t integrates to 1', () => {
    for (const alphaBar of [0.9, 0.3]) {
      const p = noised(data, alphaBar);
      const n = 120;
      const points = gridPoints(n, 6);
      let sum = 0;
      for (let i = 0; i < n * n; i++) sum += Math.exp(scoreAt(p, points[2 * i], points[2 * i + 1]).logDensity);
      expect(sum * (12 / n) ** 2).toBeCloseTo(1, 2);
    }
  });

  it('exact ε is what the average noise is: no bias among points that landed in one spot', () => {
    const alphaBar = 0.5;
    const rng = createRng('exact');
    const [cx, cy, r] = [0.5, 0.2, 0.12];
    const sums = { ex: 0, ey: 0, px: 0, py: 0, n: 0 };
    for (let i = 0; i < 200_000; i++) {
      const u = rng.uniform();
      const k = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
      const std = Math.sqrt(data.variances[k]);
      const [ex, ey] = [rng.normal(), rng.normal()];
      const x = Math.sqrt(alphaBar) * (data.means[2 * k] + std * rng.normal()) + Math.sqrt(1 - alphaBar) * ex;
      const y = Math.sqrt(alphaBar) * (data.means[2 * k + 1] + std * rng.normal()) + Math.sqrt(1 - alphaBar) * ey;
      if ((x - cx) ** 2 + (y - cy) ** 2 > r * r) continue;
      const [px, py] = exactEps(data, alphaBar, Float32Array.of(x, y));
      sums.ex += ex;
      sums.ey += ey;
      sums.px += px;
      sums.py += py;
      sums.n++;
    }
    expect(sums.n).toBeGreaterThan(1000);
    expect(Math.abs(sums.ex - sums.px) / sums.n).toBeLessThan(4 / Math.sqrt(sums.n));
    expect(Math.abs(sums.ey - sums.py) / sums.n).toBeLessThan(4 / Math.sqrt(sums.n));
  });

  it('far from everything the score is finite and points home', () => {
    const { sx, sy, logDensity } = scoreAt(noised(empirical(Float32Array.of(0.1, 0.2), 0), 0.9999), 50, 50);
    expect(Number.isFinite(logDensity)).toBe(true);
    expect(sx).toBeLessThan(0);
    expect(sy).toBeLessThan(0);
  });
});

describe('time embedding', () => {
  it('has length √(dim/2) everywhere and tells every two steps apart', () => {
    const dim = 32;
    const all = timeEmbedding(
      Array.from({ length: 1001 }, (_, t) => t),
      dim,
    );
    for (let t = 0; t <= 1000; t += 97) {
      let length = 0;
      for (let i = 0; i < dim; i++) length += all[t * dim + i] ** 2;
      expect(length).toBeCloseTo(dim / 2, 3);
    }
    const near = similarity(500, 1000, dim);
    expect(near[500]).toBeCloseTo(1, 5);
    for (const [t, value] of near.entries()) if (t !== 500) expect(value).toBeLessThan(0.999);
  });
});
