/**
 * How far generated points are from real ones, counted from samples alone: nobody ever writes p_g(x) down. Plain numbers.
 *
 * JS and KL: of two histograms on the same cells, in nats. Samples alone give such estimates an upward bias (two samples of one
 * distribution never agree exactly), so each measure is read against its floor: the same measure of two fresh real samples
 * of the same size.
 * Sliced Wasserstein distance: Rabin et al. 2012, Bonneel et al. 2015: mean over directions of the distance of 1-D projections.
 */
import type { Points } from '../../data/types';

export interface Cells {
  /** The square [−reach, reach]² in n × n cells; points outside count in the nearest border cell. */
  readonly n: number;
  readonly reach: number;
}

/** Share of the points in every cell, row by row: [n²], sums to 1. */
export function histogram(points: Points, { n, reach }: Cells): Float64Array {
  const counts = new Float64Array(n * n);
  const cell = (v: number) => Math.max(0, Math.min(n - 1, Math.floor(((v + reach) / (2 * reach)) * n)));
  const weight = 2 / points.length;
  for (let i = 0; i < points.length; i += 2) counts[cell(points[i + 1]) * n + cell(points[i])] += weight;
  return counts;
}

// #region js
/** Jensen–Shannon divergence of two histograms: ½ KL(p‖m) + ½ KL(q‖m), m = (p + q)/2. Between 0 and log 2. */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const m = (p[i] + q[i]) / 2;
    if (p[i] > 0) sum += 0.5 * p[i] * Math.log(p[i] / m);
    if (q[i] > 0) sum += 0.5 * q[i] * Math.log(q[i] / m);
  }
  return Math.max(0, sum);
}
// #endregion

// #region kl
/**
 * KL(p‖q) of two histograms of `samples` points each. Where q saw nothing, KL would be infinite; as if half a point more had fallen
 * into every cell either of them uses (Krichevsky & Trofimov 1981), it stays finite, and large.
 */
export function kullbackLeibler(p: ArrayLike<number>, q: ArrayLike<number>, samples: number): number {
  let used = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0 || q[i] > 0) used++;
  const smooth = (share: number) => (share * samples + 0.5) / (samples + 0.5 * used);
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0 || q[i] > 0) sum += smooth(p[i]) * Math.log(smooth(p[i]) / smooth(q[i]));
  return Math.max(0, sum);
}
// #endregion

// #region slicedWasserstein
/** Mean over `directions` even directions of the 1-Wasserstein distance between the projections. Equal numbers of points. */
export function slicedWasserstein(a: Points, b: Points, directions = 24): number {
  if (a.length !== b.length) throw new Error(`slicedWasserstein compares equal numbers of points, not ${a.length / 2} and ${b.length / 2}`);
  const n = a.length / 2;
  const [pa, pb] = [new Float32Array(n), new Float32Array(n)];
  let sum = 0;
  for (let k = 0; k < directions; k++) {
    const [c, s] = [Math.cos((Math.PI * k) / directions), Math.sin((Math.PI * k) / directions)];
    for (let i = 0; i < n; i++) {
      pa[i] = c * a[2 * i] + s * a[2 * i + 1];
      pb[i] = c * b[2 * i] + s * b[2 * i + 1];
    }
    pa.sort();
    pb.sort();
    let moved = 0;
    for (let i = 0; i < n; i++) moved += Math.abs(pa[i] - pb[i]);
    sum += moved / n;
  }
  return sum / directions;
}
// #endregion

// #region modes
/** Points near each centre: how many lie within `radius` of it, as a share of all points. centres x0, y0, … → [centres]. */
export function modeShares(points: Points, centres: Points, radius: number): Float64Array {
  const shares = new Float64Array(centres.length / 2);
  for (let i = 0; i < points.length; i += 2) {
    let best = -1;
    let nearest = radius * radius;
    for (let k = 0; k < shares.length; k++) {
      const d = (points[i] - centres[2 * k]) ** 2 + (points[i + 1] - centres[2 * k + 1]) ** 2;
      if (d <= nearest) [best, nearest] = [k, d];
    }
    if (best >= 0) shares[best] += 2 / points.length;
  }
  return shares;
}

/** A mode counts as covered when it gets at least a fifth of its fair share. */
export const modesCovered = (shares: ArrayLike<number>): number => Array.from(shares).filter((s) => s >= 0.2 / shares.length).length;
// #endregion
