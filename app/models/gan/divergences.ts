/**
 * How far one density on a line is from another, in five ways, and which way each of them pulls a normal that is to be fitted. Plain numbers.
 *
 * With D at its best, G goes down JS if its loss is that of the min–max game, and KL(p_g‖p_data) − 2 JS if it is the non-saturating one
 * (Arjovsky & Bottou 2017, 1701.04862, Theorem 2.5). W₁ is what a Wasserstein critic measures (Arjovsky et al. 2017, 1701.07875,
 * eq. 1); on a line it is the area between the two distribution functions. KL(p_data‖p_g) is what maximum likelihood goes down.
 *
 * Integrals are sums over an even grid; densities are numbers on it. p: the data, q: what is generated.
 */
import { density1D, js1D, type Mixture1D } from './optimalD';

/** Wide enough for humps seven apart, and fine enough for a width of 0.1. */
export const LINE = { from: -12, to: 12, n: 1201, dx: 0.02 } as const;
export const lineX = (): Float64Array => Float64Array.from({ length: LINE.n }, (_, i) => LINE.from + i * LINE.dx);
const XS = lineX();

export const DIVERGENCES = ['js', 'nonSaturating', 'reverse', 'forward', 'w1'] as const;
export type Divergence = (typeof DIVERGENCES)[number];

/** The density on the grid [n]. */
export const densities1D = (mixture: Mixture1D): Float64Array => XS.map((x) => density1D(mixture, x));

export interface Normal {
  readonly mu: number;
  readonly sigma: number;
}

/** That of one normal [n]. */
export const normal1D = ({ mu, sigma }: Normal): Float64Array => densities1D({ weights: [1], means: [mu], sigmas: [sigma] });

// #region kl
/** KL(p‖q) in nats. Where q has underflowed to 0 and p has not, as if q were the smallest number there is. */
export function kl1D(p: ArrayLike<number>, q: ArrayLike<number>, dx: number): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0) sum += p[i] * Math.log(p[i] / Math.max(q[i], Number.MIN_VALUE));
  return sum * dx;
}
// #endregion

// #region w1
/** W₁(p, q) = ∫ |F − G| dx: the area between the two distribution functions. */
export function w1D(p: ArrayLike<number>, q: ArrayLike<number>, dx: number): number {
  let [difference, area] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    const here = (p[i] - q[i]) * dx;
    area += Math.abs(difference + here / 2); // in the middle of the cell
    difference += here;
  }
  return area * dx;
}
// #endregion

// #region values
/** The divergence itself. */
export function divergence(kind: Divergence, p: ArrayLike<number>, q: ArrayLike<number>, dx: number): number {
  switch (kind) {
    case 'js':
      return js1D(p, q, dx);
    case 'nonSaturating':
      return kl1D(q, p, dx) - 2 * js1D(p, q, dx);
    case 'reverse':
      return kl1D(q, p, dx);
    case 'forward':
      return kl1D(p, q, dx);
    case 'w1':
      return w1D(p, q, dx);
  }
}
// #endregion

/** What q's value at x costs: the divergence of p and q to first order is Σ cost · δq, for every δq that sums to 0. */
function cost(kind: Exclude<Divergence, 'w1'>, p: number, q: number): number {
  const [a, b] = [Math.max(p, Number.MIN_VALUE), Math.max(q, Number.MIN_VALUE)];
  const m = a / 2 + b / 2;
  switch (kind) {
    case 'js':
      return Math.log(b / m) / 2;
    case 'nonSaturating':
      return Math.log(m / a); //            = −log D*(x) − log 2, the loss itself: D* is held still, and yet nothing is lost
    case 'reverse':
      return Math.log(b / a);
    case 'forward':
      return -a / b;
  }
}

// #region gradient
/**
 * The slope of a divergence where q is normal, in its mean μ and in log σ.
 *
 *   ∂q/∂μ = q (x − μ)/σ²,   ∂q/∂log σ = q ((x − μ)²/σ² − 1);   of G, the distribution function: −q and −(x − μ) q
 */
export function slope(
  kind: Divergence,
  p: ArrayLike<number>,
  mu: number,
  sigma: number,
): { readonly mu: number; readonly logSigma: number } {
  let [dMu, dLogSigma, difference] = [0, 0, 0];
  for (let i = 0; i < XS.length; i++) {
    const u = (XS[i] - mu) / sigma;
    const q = Math.exp(-0.5 * u * u) / (sigma * Math.sqrt(2 * Math.PI));
    if (kind === 'w1') {
      const here = (q - p[i]) * LINE.dx;
      const sign = Math.sign(difference + here / 2); //                             of G − F
      difference += here;
      dMu -= sign * q;
      dLogSigma -= sign * q * sigma * u;
    } else if (kind === 'forward') {
      dMu -= (p[i] * u) / sigma; //                                                −p/q ∂q: q cancels, and need not be divided by
      dLogSigma -= p[i] * (u * u - 1);
    } else if (q > 0) {
      const c = cost(kind, p[i], q);
      dMu += (c * q * u) / sigma;
      dLogSigma += c * q * (u * u - 1);
    }
  }
  return { mu: dMu * LINE.dx, logSigma: dLogSigma * LINE.dx };
}
// #endregion

// #region descend
/** Steps are cut to this length in (μ, log σ): far apart, two of the slopes are steep beyond measure. */
export const LONGEST = 0.05;
/** Widths that the grid can carry. */
const WIDTHS = [0.15, 4] as const;

/** One step down the slope. */
export function descend(kind: Divergence, p: ArrayLike<number>, { mu, sigma }: Normal, rate: number): Normal {
  const d = slope(kind, p, mu, sigma);
  const length = rate * Math.hypot(d.mu, d.logSigma);
  const by = length > LONGEST ? (rate * LONGEST) / length : rate;
  return {
    mu: Math.max(-8, Math.min(8, mu - by * d.mu)),
    sigma: Math.max(WIDTHS[0], Math.min(WIDTHS[1], sigma * Math.exp(-by * d.logSigma))),
  };
}
// #endregion

// #region covers
/** What a fit leaves out and what it adds: data within 2σ of its mean, and its own draws where even D* is sure (D* < 0.1). Shares of 1. */
export function coverage(p: ArrayLike<number>, { mu, sigma }: Normal): { readonly covered: number; readonly stray: number } {
  let [covered, stray] = [0, 0];
  const q = normal1D({ mu, sigma });
  for (let i = 0; i < XS.length; i++) {
    if (Math.abs(XS[i] - mu) <= 2 * sigma) covered += p[i] * LINE.dx;
    if (p[i] < 0.1 * (p[i] + q[i])) stray += q[i] * LINE.dx;
  }
  return { covered, stray };
}
// #endregion
