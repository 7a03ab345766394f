/**
 * What classifier-free guidance samples from, in the plane, where everything is known: three densities that are easily taken for one.
 *
 * Ho & Salimans 2022 (2207.12598), §3.2: at *one* noise level the guided score (1 + w) ∇log p_t(x | y) − w ∇log p_t(x) belongs to the
 * density p_t(x | y)^(1+w) p_t(x)^(−w). Bradley & Nakkiran 2024, "Classifier-Free Guidance is a Predictor-Corrector" (2408.09000): these
 * densities are not the noised versions of the sharpened data p_0(x | y)^(1+w) p_0(x)^(−w), and the sampler reaches neither.
 */
import type { Mixture } from '../../data/points';
import type { Schedule } from './schedule';
import { noised, scoreAt } from './score';

/** A mixture whose components belong to classes. */
export interface Labelled extends Mixture {
  readonly labels: readonly number[];
}

/** p(x | y): the components of one class, their weights made to sum to one. */
export function conditional({ means, weights, variances, labels }: Labelled, y: number): Mixture {
  const of = labels.flatMap((label, k) => (label === y ? [k] : []));
  const total = of.reduce((sum, k) => sum + weights[k], 0);
  return {
    means: Float32Array.from(of.flatMap((k) => [means[2 * k], means[2 * k + 1]])),
    weights: Float32Array.from(of, (k) => weights[k] / total),
    variances: Float32Array.from(of, (k) => variances[k]),
  };
}

// #region guided
/** log of p_t(x | y)^(1+w) p_t(x)^(−w), not normalised, and its gradient: the guided score. Mixtures already noised to t. */
export function guidedAt(withY: Mixture, all: Mixture, w: number, x: number, y: number): { log: number; sx: number; sy: number } {
  const [c, u] = [scoreAt(withY, x, y), scoreAt(all, x, y)];
  return { log: (1 + w) * c.logDensity - w * u.logDensity, sx: (1 + w) * c.sx - w * u.sx, sy: (1 + w) * c.sy - w * u.sy };
}
// #endregion

/** Cell centres of n cells over [−reach, reach]. */
export const centres = (n: number, reach: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => -reach + (2 * reach * (i + 0.5)) / n);

/** Values on an n × n grid, lowest y first, scaled to a density (Σ · cell area = 1). */
function normalised(logs: Float64Array, cell: number): Float32Array {
  const top = logs.reduce((most, v) => Math.max(most, v), -Infinity);
  const values = Float64Array.from(logs, (v) => Math.exp(v - top));
  const total = values.reduce((sum, v) => sum + v, 0) * cell * cell;
  return Float32Array.from(values, (v) => v / total);
}

/** The density that the guided score belongs to at noise level ᾱ, on a grid [n · n]. */
export function guidedDensity(data: Labelled, y: number, w: number, alphaBar: number, n: number, reach: number): Float32Array {
  const [withY, all] = [noised(conditional(data, y), alphaBar), noised(data, alphaBar)];
  const at = centres(n, reach);
  const logs = new Float64Array(n * n);
  for (let r = 0; r < n; r++) for (let c = 0; c < n; c++) logs[r * n + c] = guidedAt(withY, all, w, at[c], at[r]).log;
  return normalised(logs, (2 * reach) / n);
}

// #region sharpened
/**
 * The sharpened data p_0(x | y)^(1+w) p_0(x)^(−w), noised to ᾱ as data are: ∫ p(x₀) N(x; √ᾱ x₀, (1 − ᾱ) I) dx₀. A sum over a grid; the
 * Gaussian is a product, so it is two matrix products. Before any noise (ᾱ = 1) it is the sharpened density itself.
 */
export function sharpenedDensity(data: Labelled, y: number, w: number, alphaBar: number, n: number, reach: number): Float32Array {
  const clean = guidedDensity(data, y, w, 1, n, reach);
  if (alphaBar >= 1 - 1e-9) return clean;
  const at = centres(n, reach);
  const cell = (2 * reach) / n;
  const [shrink, variance] = [Math.sqrt(alphaBar), 1 - alphaBar];
  /** N(x_i; √ᾱ x_j, 1 − ᾱ) dx. */
  const kernel = Float64Array.from({ length: n * n }, (_, ij) => {
    const d = at[Math.floor(ij / n)] - shrink * at[ij % n];
    return (cell * Math.exp((-d * d) / (2 * variance))) / Math.sqrt(2 * Math.PI * variance);
  });
  const across = new Float64Array(n * n); // [row₀, column]
  for (let r = 0; r < n; r++)
    for (let c = 0; c < n; c++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += clean[r * n + k] * kernel[c * n + k];
      across[r * n + c] = sum;
    }
  const out = new Float32Array(n * n);
  for (let r = 0; r < n; r++)
    for (let c = 0; c < n; c++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += across[k * n + c] * kernel[r * n + k];
      out[r * n + c] = sum;
    }
  return out;
}
// #endregion

// #region samples
/**
 * Points led by the guided score from noise to data with DDIM, η = 0 (2010.02502): x_s = √ᾱ_s x̂₀ + √(1 − ᾱ_s) ε̃.
 *
 * @param xT standard normal points [n, 2]
 * @param timesteps from T down to 0
 * @param interval noise levels at which w acts; outside it the conditional score leads
 * @returns where the points stand at every one of `timesteps` [n, 2]
 */
export function guidedPaths(
  data: Labelled,
  y: number,
  w: number,
  schedule: Schedule,
  xT: Float32Array,
  timesteps: readonly number[],
  interval: readonly [number, number] = [0, Infinity],
): Float32Array[] {
  const clean = conditional(data, y);
  const path = [xT];
  for (let i = 0; i + 1 < timesteps.length; i++) {
    const [t, s] = [timesteps[i], timesteps[i + 1]];
    const [at, as] = [schedule.alphaBar[t], schedule.alphaBar[s]];
    const [withY, all] = [noised(clean, at), noised(data, at)];
    const weight = t >= interval[0] && t <= interval[1] ? w : 0;
    const x = path[i];
    const next = new Float32Array(x.length);
    for (let p = 0; p < x.length; p += 2) {
      const { sx, sy } = guidedAt(withY, all, weight, x[p], x[p + 1]);
      for (const [k, score] of [sx, sy].entries()) {
        const eps = -Math.sqrt(1 - at) * score;
        const x0 = (x[p + k] - Math.sqrt(1 - at) * eps) / Math.sqrt(at);
        next[p + k] = Math.sqrt(as) * x0 + Math.sqrt(1 - as) * eps;
      }
    }
    path.push(next);
  }
  return path;
}
// #endregion
