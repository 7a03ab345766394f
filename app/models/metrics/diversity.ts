/** How far the attributes of a set of faces are from those of the data: Jensen–Shannon distance of the marginals and of the pairs. */
import { CLASS_COUNTS } from '../../data/faces/index';

const ATTRS = CLASS_COUNTS.length;

/** Square root of the Jensen–Shannon divergence to base 2 of two histograms (any totals): 0 alike … 1 disjoint (Endres & Schindelin 2003). */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const sum = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0);
  const [np, nq] = [sum(p), sum(q)];
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    const a = p[i] / np;
    const b = q[i] / nq;
    const m = (a + b) / 2;
    if (a > 0) divergence += 0.5 * a * Math.log2(a / m);
    if (b > 0) divergence += 0.5 * b * Math.log2(b / m);
  }
  return Math.sqrt(Math.max(0, divergence));
}

/** Mean squared distance of two pictures of a set, over all pairs of them. pictures [n · size], n ≥ 2. */
export function meanSquaredDistance(pictures: Float32Array, size: number): number {
  const n = pictures.length / size;
  let sum = 0;
  for (let p = 0; p < size; p++) {
    let [s, q] = [0, 0];
    for (let i = p; i < pictures.length; i += size) {
      s += pictures[i];
      q += pictures[i] * pictures[i];
    }
    sum += n * q - s * s; // Σ over i < j of (v_i − v_j)²
  }
  return sum / size / ((n * (n - 1)) / 2);
}

/** How often each class of attribute a occurs together with each class of attribute b. classes [n · 10] → [classes of a × classes of b]. */
export function jointCounts(classes: Uint8Array, a: number, b: number): Float64Array {
  const counts = new Float64Array(CLASS_COUNTS[a] * CLASS_COUNTS[b]);
  for (let i = 0; i < classes.length; i += ATTRS) counts[classes[i + a] * CLASS_COUNTS[b] + classes[i + b]]++;
  return counts;
}

/** How often each class of attribute a occurs. classes [n · 10] → [classes of a]. */
export function counts(classes: Uint8Array, a: number): Float64Array {
  const out = new Float64Array(CLASS_COUNTS[a]);
  for (let i = a; i < classes.length; i += ATTRS) out[classes[i]]++;
  return out;
}

/** Mean distance over the attributes, and over all pairs of attributes. classes [n · 10] each. */
export function diversity(samples: Uint8Array, data: Uint8Array): { marginals: number; pairs: number } {
  let marginals = 0;
  let pairs = 0;
  for (let a = 0; a < ATTRS; a++) {
    marginals += jensenShannon(counts(samples, a), counts(data, a)) / ATTRS;
    for (let b = 0; b < a; b++) pairs += jensenShannon(jointCounts(samples, a, b), jointCounts(data, a, b)) / ((ATTRS * (ATTRS - 1)) / 2);
  }
  return { marginals, pairs };
}
