/**
 * The birthday test of Arora & Zhang 2018 (1706.08224): how many different pictures a generator really has, told from how soon it
 * repeats itself.
 *
 * Of N equally likely pictures, two of n draws are the same with a chance of about 1 − exp(−n²/2N): among 23 people two share a birthday
 * as often as not. Nothing is ever exactly the same here, so two pictures count as one below a distance; what that distance calls "the
 * same" has to be tried on real pictures.
 */

/** Mean squared difference of pictures a and b of a list [n · size]; stops early, with a larger number than `limit`, once it is passed. */
export function apart(pictures: Float32Array, a: number, b: number, size: number, limit = Number.POSITIVE_INFINITY): number {
  const most = limit * size;
  let sum = 0;
  for (let i = 0, p = a * size, q = b * size; i < size; i += 16) {
    for (let k = 0; k < 16; k++, p++, q++) sum += (pictures[p] - pictures[q]) ** 2;
    if (sum > most) return sum / size;
  }
  return sum / size;
}

// #region estimate
/**
 * How many equally likely pictures would repeat themselves as often: N = n (n − 1) / 2c, from c equal pairs among all pairs of n draws.
 * Where they are not equally likely it is 1 / Σ p², the number that would be as good as they are. `low` and `high` are one standard
 * deviation of c away (√c: pairs are rare, so Poisson's). Without a pair only a lower bound is known: were N less than n (n − 1) / 6, three
 * pairs or more would be expected, and none is seen in less than 5 of 100 such tests.
 */
export function support(
  n: number,
  pairs: number,
): { readonly estimate: number | null; readonly low: number; readonly high: number | null } {
  const all = (n * (n - 1)) / 2;
  if (pairs === 0) return { estimate: null, low: all / 3, high: null };
  const off = Math.sqrt(pairs);
  return { estimate: all / pairs, low: all / (pairs + off), high: pairs > 1 ? all / (pairs - off) : null };
}

/** The chance that n draws of N equally likely pictures are not all different: 1 − Π (1 − i/N). */
export function chanceOfPair(n: number, of: number): number {
  let different = 1;
  for (let i = 1; i < n; i++) different *= Math.max(0, 1 - i / of);
  return 1 - different;
}

/** How many draws it takes until that chance is one half, at the least; about 1.18 √N. */
export function draws50(of: number): number {
  let n = Math.max(1, Math.floor(1.17 * Math.sqrt(of)));
  while (n > 1 && chanceOfPair(n, of) >= 0.5) n--;
  while (chanceOfPair(n, of) < 0.5) n++;
  return n;
}
// #endregion

// #region exact
/**
 * The chance that two draws are the same, exactly, where all that can be drawn is known: Σ_i Σ_j p_i p_j [i and j no farther apart than
 * `same`]. One over it is what `support` estimates.
 *
 * @param points everything that can be drawn [N · 2], p how likely each is [N]
 */
export function chanceOfSame(points: ArrayLike<number>, p: ArrayLike<number>, same: number): number {
  const all = Array.from({ length: p.length }, (_, i) => i);
  let chance = all.reduce((sum, i) => sum + p[i] * p[i], 0);
  eachSamePair(points, all, same, (i, j) => {
    chance += 2 * p[i] * p[j];
  });
  return chance;
}

/**
 * Calls `found` once for every two of `drawn` (indices of points of a plane) that are no farther apart than `same`, with their places in
 * `drawn`. From left to right, so that only near ones are compared.
 */
export function eachSamePair(
  points: ArrayLike<number>,
  drawn: readonly number[],
  same: number,
  found: (a: number, b: number) => void,
): void {
  const x = Float64Array.from(drawn, (i) => points[2 * i]);
  const byX = Int32Array.from(drawn, (_, a) => a).sort((a, b) => x[a] - x[b]);
  byX.forEach((a, at) => {
    for (let k = at - 1; k >= 0 && (x[a] - x[byX[k]]) ** 2 <= same * same; k--)
      if (near(points, drawn[a], drawn[byX[k]], same)) found(a, byX[k]);
  });
}

/** Whether points i and j of a plane are no farther apart than `same`. */
export const near = (points: ArrayLike<number>, i: number, j: number, same: number): boolean =>
  (points[2 * i] - points[2 * j]) ** 2 + (points[2 * i + 1] - points[2 * j + 1]) ** 2 <= same * same;
// #endregion
