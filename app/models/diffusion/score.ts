/**
 * The exact score of noised data in the plane: which way is uphill on p_t, known in closed form.
 *
 * Song et al. 2021, "Score-based generative modeling through SDEs" (2011.13456). A mixture of Gaussians stays one when noise is added:
 *   p_0 = Σ_k w_k N(m_k, s_k² I)  ⇒  p_t = Σ_k w_k N(√ᾱ m_k, (ᾱ s_k² + 1 − ᾱ) I),
 * and so does a drawn shape, taken as the mixture of its own points. The network's ε̂ is the score in other words:
 *   ∇ log p_t(x) = −E[ε | x] / √(1 − ᾱ_t),   E[x₀ | x] = (x + (1 − ᾱ_t) ∇ log p_t(x)) / √ᾱ_t   (Tweedie).
 */
import type { Mixture } from '../../data/points';

/** Data points as a mixture: one narrow Gaussian a point, standard deviation `s`. */
export function empirical(points: Float32Array, s = 0.04): Mixture {
  const n = points.length / 2;
  return { means: points, weights: new Float32Array(n).fill(1 / n), variances: new Float32Array(n).fill(s * s) };
}

// #region noised
/** The mixture after noise: means shrink by √ᾱ, variances become ᾱ s² + 1 − ᾱ. */
export function noised({ means, weights, variances }: Mixture, alphaBar: number): Mixture {
  const shrink = Math.sqrt(alphaBar);
  return { means: means.map((m) => shrink * m), weights, variances: variances.map((v) => alphaBar * v + 1 - alphaBar) };
}
// #endregion

/** What is known at a point of p_t. */
export interface ScoreAt {
  readonly logDensity: number;
  /** ∇ log p_t. */
  readonly sx: number;
  readonly sy: number;
}

// #region score
/** log p and ∇ log p of a mixture (already noised) at a point: every component pulls towards its mean, by its share of the density. */
export function scoreAt({ means, weights, variances }: Mixture, x: number, y: number): ScoreAt {
  let top = -Infinity;
  let total = 0;
  let sx = 0;
  let sy = 0;
  for (let k = 0; k < weights.length; k++) {
    const dx = means[2 * k] - x;
    const dy = means[2 * k + 1] - y;
    const v = variances[k];
    const log = Math.log(weights[k] / (2 * Math.PI * v)) - (dx * dx + dy * dy) / (2 * v);
    if (log > top) {
      const rescale = Math.exp(top - log); // keeps the largest term at 1: no underflow far from the data
      total *= rescale;
      sx *= rescale;
      sy *= rescale;
      top = log;
    }
    const share = Math.exp(log - top);
    total += share;
    sx += (share * dx) / v;
    sy += (share * dy) / v;
  }
  return { logDensity: top + Math.log(total), sx: sx / total, sy: sy / total };
}
// #endregion

/** Cell centres of an n × n grid over [−extent, extent]², row by row from the lowest y, x fastest: x0, y0, x1, y1 … */
export function gridPoints(n: number, extent: number): Float32Array {
  const points = new Float32Array(2 * n * n);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      points[2 * (r * n + c)] = -extent + (2 * extent * (c + 0.5)) / n;
      points[2 * (r * n + c) + 1] = -extent + (2 * extent * (r + 0.5)) / n;
    }
  }
  return points;
}

/** Scores at many points [n, 2] → [n, 2]; densities too if `densityOut` [n] is given. */
export function scores(mixture: Mixture, points: Float32Array, densityOut?: Float32Array): Float32Array {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length / 2; i++) {
    const { sx, sy, logDensity } = scoreAt(mixture, points[2 * i], points[2 * i + 1]);
    out[2 * i] = sx;
    out[2 * i + 1] = sy;
    if (densityOut) densityOut[i] = Math.exp(logDensity);
  }
  return out;
}

// #region exactEps
/** The best any network can do: E[ε | x_t] = −√(1 − ᾱ_t) ∇ log p_t(x_t), for points [n, 2]. */
export function exactEps(data: Mixture, alphaBar: number, points: Float32Array): Float32Array {
  const b = Math.sqrt(1 - alphaBar);
  return scores(noised(data, alphaBar), points).map((s) => -b * s);
}
// #endregion
