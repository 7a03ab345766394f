/**
 * How much does each latent dimension know about each true attribute?
 *
 * Mutual information I(z_j; v_k) between a latent coordinate and a discrete attribute, estimated from samples by
 * cutting z_j into equally filled bins, and the Mutual Information Gap of Chen et al. 2018 (arXiv 1802.04942, eq. 6):
 *
 *     MIG = 1/K Σ_k ( I(z_{j1(k)}; v_k) − I(z_{j2(k)}; v_k) ) / H(v_k)
 *
 * with j1, j2 the two dimensions that know most about v_k. Information is in nats. Simplified against the paper: z is
 * the posterior mean of each sample (as most re-implementations do), not a draw, and the plug-in estimate of I, which
 * is never below zero, is corrected by its first-order bias (Miller 1955).
 * Pure TypeScript: the page may call it on the main thread or the worker.
 */

/** Below this many nats a face a dimension counts as dead: the encoder answers with the prior. */
export const DEAD = 0.05;

/** Entropy of a discrete variable in nats, from labels 0…classes−1. */
export function entropy(labels: ArrayLike<number>, classes: number): number {
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  let h = 0;
  for (const c of counts) if (c > 0) h -= (c / labels.length) * Math.log(c / labels.length);
  return h;
}

/** Bin index 0…bins−1 of every value, by rank: equally filled bins, equal values always in the same bin. */
export function quantileBins(values: ArrayLike<number>, bins: number): Uint16Array {
  const n = values.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const out = new Uint16Array(n);
  let bin = 0;
  for (let r = 0; r < n; r++) {
    const tied = r > 0 && values[order[r]] === values[order[r - 1]];
    if (!tied) bin = Math.floor((r * bins) / n);
    out[order[r]] = bin;
  }
  return out;
}

/**
 * Mutual information in nats of two discrete variables given sample by sample: plug-in estimate minus its first-order bias
 * (cells − rows − columns + 1) / 2n over occupied cells, rows and columns, floored at 0.
 */
export function mutualInformation(a: ArrayLike<number>, aClasses: number, b: ArrayLike<number>, bClasses: number): number {
  const n = a.length;
  const joint = new Float64Array(aClasses * bClasses);
  const pa = new Float64Array(aClasses);
  const pb = new Float64Array(bClasses);
  for (let i = 0; i < n; i++) {
    joint[a[i] * bClasses + b[i]]++;
    pa[a[i]]++;
    pb[b[i]]++;
  }
  let info = 0;
  let cells = 0;
  for (let i = 0; i < aClasses; i++)
    for (let j = 0; j < bClasses; j++) {
      const c = joint[i * bClasses + j];
      if (c === 0) continue;
      cells++;
      info += (c / n) * Math.log((c * n) / (pa[i] * pb[j]));
    }
  const occupied = (counts: Float64Array) => counts.reduce((k, c) => k + (c > 0 ? 1 : 0), 0);
  return Math.max(0, info - (cells - occupied(pa) - occupied(pb) + 1) / (2 * n));
}

export interface Disentanglement {
  /** I(z_j; v_k) in nats, [dims, attributes] row by row. */
  readonly info: Float32Array;
  /** H(v_k) in nats, [attributes]. */
  readonly entropies: Float32Array;
  /** Normalised gap of each attribute, [attributes], 0…1. */
  readonly gaps: Float32Array;
  /** Their mean over attributes that vary. */
  readonly mig: number;
}

/**
 * Information table and MIG.
 * @param z latents [n, dims]
 * @param v attribute classes [n, attributes]
 * @param classes number of classes of each attribute
 * @throws RangeError if the lengths do not fit
 */
export function disentanglement(z: Float32Array, dims: number, v: Uint8Array, classes: readonly number[], bins = 20): Disentanglement {
  const n = z.length / dims;
  const attributes = classes.length;
  if (!Number.isInteger(n) || v.length !== n * attributes)
    throw new RangeError(`latents [${z.length}/${dims}] and attributes [${v.length}/${attributes}] are of different sample sizes`);
  const column = (k: number) => Uint8Array.from({ length: n }, (_, i) => v[i * attributes + k]);
  const columns = classes.map((_, k) => column(k));
  const entropies = Float32Array.from(columns, (c, k) => entropy(c, classes[k]));
  const info = new Float32Array(dims * attributes);
  for (let j = 0; j < dims; j++) {
    const binned = quantileBins(
      Float32Array.from({ length: n }, (_, i) => z[i * dims + j]),
      bins,
    );
    columns.forEach((c, k) => {
      info[j * attributes + k] = mutualInformation(binned, bins, c, classes[k]);
    });
  }
  const gaps = new Float32Array(attributes);
  let sum = 0;
  let varying = 0;
  for (let k = 0; k < attributes; k++) {
    if (entropies[k] < 1e-9) continue;
    const ranked = Array.from({ length: dims }, (_, j) => info[j * attributes + k]).sort((a, b) => b - a);
    gaps[k] = (ranked[0] - (ranked[1] ?? 0)) / entropies[k];
    sum += gaps[k];
    varying++;
  }
  return { info, entropies, gaps, mig: varying ? sum / varying : 0 };
}
