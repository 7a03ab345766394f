/**
 * Mixtures of round Gaussians: the one form of nearly every distribution in the plane here, because everything about it is exact.
 *
 * p(x) = Σ_k w_k N(x; m_k, s_k² I). Scaled by a and with noise σ added it stays one: means a·m_k, variances a²·s_k² + σ².
 * A curve with Gaussian breadth is written as many components along it, not more than one standard deviation apart: their sum is
 * flat along the curve to about 1e-8 (the ripple of a Gaussian comb of spacing s is 2·exp(−2π²)).
 */
import type { Rng } from '../rng';
import type { Points } from '../types';

export interface Mixture {
  /** [K, 2] */
  readonly means: Float32Array;
  /** [K], positive, summing to 1. */
  readonly weights: Float32Array;
  /** [K], s_k². */
  readonly variances: Float32Array;
}

export type Component = { x: number; y: number; sd: number; weight: number };

/** A mixture from a list; the weights are scaled to sum to 1. Throws when there is nothing to weigh. */
export function mixture(components: readonly Component[]): Mixture {
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('A mixture needs at least one component of positive weight.');
  return {
    means: Float32Array.from(components.flatMap(({ x, y }) => [x, y])),
    weights: Float32Array.from(components, ({ weight }) => weight / total),
    variances: Float32Array.from(components, ({ sd }) => sd * sd),
  };
}

/** The components as a list. */
export function listComponents({ means, weights, variances }: Mixture): Component[] {
  return Array.from(weights, (weight, k) => ({ x: means[2 * k], y: means[2 * k + 1], sd: Math.sqrt(variances[k]), weight }));
}

/**
 * Components evenly along a curve given by corner points (x0, y0, x1, y1, …), not more than `sd` apart; the weight of a stretch is its length.
 * A closed curve repeats its first point at the end.
 */
export function alongCurve(corners: ArrayLike<number>, sd: number): Component[] {
  const out: Component[] = [];
  for (let i = 0; i + 3 < corners.length; i += 2) {
    const [x0, y0, x1, y1] = [corners[i], corners[i + 1], corners[i + 2], corners[i + 3]];
    const length = Math.hypot(x1 - x0, y1 - y0);
    const n = Math.max(1, Math.ceil(length / sd));
    for (let j = 0; j < n; j++) {
      const t = (j + 0.5) / n;
      out.push({ x: x0 + t * (x1 - x0), y: y0 + t * (y1 - y0), sd, weight: length / n });
    }
  }
  return out;
}

/** A parametrised curve as n components of equal weight; `at` maps t in [0, 1) to a point, and should move at even speed. */
export function alongPath(n: number, sd: number, at: (t: number) => [number, number]): Component[] {
  return Array.from({ length: n }, (_, i) => {
    const [x, y] = at((i + 0.5) / n);
    return { x, y, sd, weight: 1 };
  });
}

/** n independent draws: x0, y0, x1, y1, … */
export function sampleMixture({ means, weights, variances }: Mixture, n: number, rng: Rng): Points {
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    sum += weights[k];
    upTo[k] = sum;
  }
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const u = rng.uniform() * sum;
    let low = 0,
      high = weights.length - 1; // the first k with upTo[k] > u
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > u) high = middle;
      else low = middle + 1;
    }
    const sd = Math.sqrt(variances[low]);
    out[2 * i] = means[2 * low] + sd * rng.normal();
    out[2 * i + 1] = means[2 * low + 1] + sd * rng.normal();
  }
  return out;
}

/** The density at (x, y) of scale·x₀ + sigma·ε, x₀ from the mixture, ε standard normal. */
export function mixtureDensity({ means, weights, variances }: Mixture, x: number, y: number, sigma = 0, scale = 1): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    const variance = scale * scale * variances[k] + sigma * sigma;
    const dx = x - scale * means[2 * k],
      dy = y - scale * means[2 * k + 1];
    sum += (weights[k] / (2 * Math.PI * variance)) * Math.exp(-(dx * dx + dy * dy) / (2 * variance));
  }
  return sum;
}
