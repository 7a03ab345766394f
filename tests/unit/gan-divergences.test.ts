/** Divergences on a line against closed forms, finite differences and another way to compute the same; the fits against where they must end. */
import { describe, expect, it } from 'vitest';
import {
  coverage,
  DIVERGENCES,
  type Divergence,
  densities1D,
  descend,
  divergence,
  kl1D,
  LINE,
  type Normal,
  slope,
  w1D,
} from '../../app/models/gan/divergences';
import { js1D, optimalD } from '../../app/models/gan/optimalD';

const normal = (mu: number, sigma: number) => densities1D({ weights: [1], means: [mu], sigmas: [sigma] });
const two = (apart: number, share = 0.5) =>
  densities1D({ weights: [share, 1 - share], means: [-apart / 2, apart / 2], sigmas: [0.5, 0.5] });

describe('divergences of densities on the grid', () => {
  it.each([
    [0, 1, 1, 1],
    [-1, 0.5, 2, 1.5],
    [0, 0.3, 3, 0.3],
  ])('KL of N(%d, %d²) and N(%d, %d²) is the closed form', (m1, s1, m2, s2) => {
    const closed = Math.log(s2 / s1) + (s1 * s1 + (m1 - m2) ** 2) / (2 * s2 * s2) - 0.5;
    expect(kl1D(normal(m1, s1), normal(m2, s2), LINE.dx)).toBeCloseTo(closed, 4);
  });

  it('W₁ of two normals of one width is the distance of their means, and of one mean √(2/π) times the difference of their widths', () => {
    for (const d of [0, 0.7, 3, 7]) expect(w1D(normal(0, 0.4), normal(d, 0.4), LINE.dx)).toBeCloseTo(d, 4);
    expect(w1D(normal(1, 0.5), normal(1, 2), LINE.dx)).toBeCloseTo(1.5 * Math.sqrt(2 / Math.PI), 3);
  });

  it('W₁ is the mean distance of sorted draws', () => {
    // Quantiles at (i + ½)/n stand for draws.
    const n = 4000;
    const quantiles = (p: Float64Array) => {
      const out: number[] = [];
      let [sum, i] = [0, 0];
      for (let k = 0; k < n; k++) {
        while (i < p.length - 1 && sum + p[i] * LINE.dx < (k + 0.5) / n) sum += p[i++] * LINE.dx;
        out.push(LINE.from + i * LINE.dx);
      }
      return out;
    };
    const [p, q] = [two(4, 0.3), normal(1, 1.2)];
    const [a, b] = [quantiles(p), quantiles(q)];
    expect(w1D(p, q, LINE.dx)).toBeCloseTo(
      a.reduce((sum, v, k) => sum + Math.abs(v - b[k]) / n, 0),
      2,
    );
  });

  it('JS stands still at log 2 where the humps are far apart', () => {
    const js = (d: number) => divergence('js', normal(0, 0.5), normal(d, 0.5), LINE.dx);
    expect(js(7)).toBeCloseTo(Math.log(2), 6);
    expect(js(7) - js(6)).toBeLessThan(1e-6);
  });
});

describe('slopes', () => {
  const at: readonly (readonly [number, number])[] = [
    [0.3, 0.5],
    [-1.2, 1.1],
    [2.5, 0.8],
  ];
  it.each(DIVERGENCES)('%s: the slope is that of finite differences', (kind) => {
    const p = two(4, 0.4);
    const value = (mu: number, logSigma: number) => divergence(kind, p, normal(mu, Math.exp(logSigma)), LINE.dx);
    for (const [mu, sigma] of at) {
      const h = 1e-3;
      const log = Math.log(sigma);
      const found = slope(kind, p, mu, sigma);
      expect(found.mu).toBeCloseTo((value(mu + h, log) - value(mu - h, log)) / (2 * h), 2);
      expect(found.logSigma).toBeCloseTo((value(mu, log + h) - value(mu, log - h)) / (2 * h), 2);
    }
  });

  it('the non-saturating loss with D* held still has the slope of KL(q‖p) − 2 JS, though its value is another (Theorem 2.5)', () => {
    const p = two(3);
    for (const [mu, sigma] of at) {
      const q = normal(mu, sigma);
      const held = p.map((v, i) => -Math.log(Math.max(optimalD(v, q[i]), Number.MIN_VALUE)));
      const loss = (m: number) => normal(m, sigma).reduce((sum, v, i) => sum + v * held[i] * LINE.dx, 0);
      const h = 1e-4;
      const byLoss = (loss(mu + h) - loss(mu - h)) / (2 * h);
      expect(slope('nonSaturating', p, mu, sigma).mu).toBeCloseTo(byLoss, 4);
      expect(slope('reverse', p, mu, sigma).mu - 2 * slope('js', p, mu, sigma).mu).toBeCloseTo(byLoss, 4);
    }
  });

  it('of humps further and further apart JS’s dies, W₁’s stays 1, that of KL − 2 JS grows with the distance', () => {
    const p = normal(0, 0.5);
    const mu = (kind: Divergence, d: number) => slope(kind, p, d, 0.5).mu;
    expect(mu('js', 2)).toBeGreaterThan(0.01);
    expect(mu('js', 4)).toBeLessThan(1e-3);
    // As the note says it: at eight widths a few ten-thousandths, at fourteen less than a ten-billionth.
    expect(mu('js', 4)).toBeGreaterThan(2e-4);
    expect(mu('js', 7)).toBeLessThan(1e-10);
    for (const d of [2, 4, 7]) {
      expect(mu('w1', d)).toBeCloseTo(1, 6);
      expect(mu('nonSaturating', d)).toBeCloseTo(d / 0.25, 0);
    }
  });
});

describe('fits of one normal to two humps', () => {
  const fitted = (kind: Divergence, p: Float64Array, start: Normal) => {
    let q = start;
    for (let i = 0; i < 1500; i++) q = descend(kind, p, q, 0.05);
    return q;
  };

  it('KL(p‖q) ends at the mean and the variance of the data, from anywhere', () => {
    const p = two(4, 0.35);
    for (const start of [
      { mu: 0.2, sigma: 0.4 },
      { mu: 4, sigma: 0.5 },
      { mu: -5, sigma: 2 },
    ]) {
      const { mu, sigma } = fitted('forward', p, start);
      expect(mu).toBeCloseTo(0.35 * -2 + 0.65 * 2, 2);
      expect(sigma).toBeCloseTo(Math.sqrt(0.25 + 4 * 4 * 0.35 * 0.65), 2);
    }
  });

  it('from a narrow start between the humps KL(p‖q), JS and W₁ cover both, KL(q‖p) and KL − 2 JS take one', () => {
    const p = two(4);
    const end = (kind: Divergence) => coverage(p, fitted(kind, p, { mu: 0.2, sigma: 0.4 }));
    for (const kind of ['forward', 'js', 'w1'] as const) {
      expect(end(kind).covered).toBeGreaterThan(0.95);
      expect(end(kind).stray).toBeGreaterThan(0.25);
    }
    for (const kind of ['reverse', 'nonSaturating'] as const) {
      expect(end(kind).covered).toBeLessThan(0.55);
      expect(end(kind).stray).toBeLessThan(0.02);
    }
  });

  it('there are starts from which KL(q‖p) spreads and KL − 2 JS still takes one hump; inside a hump JS stays there too', () => {
    const p = two(4);
    expect(coverage(p, fitted('reverse', p, { mu: 0.5, sigma: 1 })).covered).toBeGreaterThan(0.95);
    expect(coverage(p, fitted('nonSaturating', p, { mu: 0.5, sigma: 1 })).covered).toBeLessThan(0.55);
    expect(coverage(p, fitted('js', p, { mu: -2.1, sigma: 0.4 })).covered).toBeLessThan(0.55);
  });

  it('a normal that is the data strays nowhere and covers 95%', () => {
    const { covered, stray } = coverage(normal(0, 0.5), { mu: 0, sigma: 0.5 });
    expect(covered).toBeCloseTo(0.954, 2);
    expect(stray).toBe(0);
  });

  it('JS of the grid is that of the sum over its definition', () => {
    const [p, q] = [two(2), normal(0.4, 0.9)];
    const m = p.map((v, i) => (v + q[i]) / 2);
    expect(js1D(p, q, LINE.dx)).toBeCloseTo((kl1D(p, m, LINE.dx) + kl1D(q, m, LINE.dx)) / 2, 8);
  });
});
