/**
 * Directions in which data vary, and how noise makes them all alike.
 *
 * Cov(x_t) = ᾱ_t Cov(x₀) + (1 − ᾱ_t) I: the eigenvectors stay, every eigenvalue λ becomes ᾱ_t λ + 1 − ᾱ_t, and at ᾱ = 0 all are 1.
 * Eigenvalues by Householder tridiagonalisation and the implicit QL method (Golub & Van Loan, §8.3; no vectors needed).
 */

/** Covariance [d, d] of n vectors [n, d]. */
export function covariance(values: ArrayLike<number>, n: number, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) mean[j] += values[i * d + j] / n;
  const cov = new Float64Array(d * d);
  const row = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) row[j] = values[i * d + j] - mean[j];
    for (let j = 0; j < d; j++) {
      const share = row[j] / n;
      for (let k = 0; k <= j; k++) cov[j * d + k] += share * row[k];
    }
  }
  for (let j = 0; j < d; j++) for (let k = 0; k < j; k++) cov[k * d + j] = cov[j * d + k];
  return cov;
}

/** Eigenvalues of a symmetric matrix [d, d], largest first. */
export function eigenvalues(matrix: Float64Array, d: number): Float64Array {
  const a = Float64Array.from(matrix);
  const diagonal = new Float64Array(d);
  const off = new Float64Array(d);
  for (let i = d - 1; i > 0; i--) {
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(a[i * d + k]);
    if (i === 1 || scale === 0) {
      off[i] = a[i * d + i - 1];
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k++) {
      a[i * d + k] /= scale;
      h += a[i * d + k] ** 2;
    }
    const f = a[i * d + i - 1];
    const g = f >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    off[i] = scale * g;
    h -= f * g;
    a[i * d + i - 1] = f - g;
    let sum = 0;
    for (let j = 0; j < i; j++) {
      let dot = 0;
      for (let k = 0; k <= j; k++) dot += a[j * d + k] * a[i * d + k];
      for (let k = j + 1; k < i; k++) dot += a[k * d + j] * a[i * d + k];
      off[j] = dot / h;
      sum += off[j] * a[i * d + j];
    }
    const half = sum / (2 * h);
    for (let j = 0; j < i; j++) {
      const u = a[i * d + j];
      off[j] -= half * u;
      for (let k = 0; k <= j; k++) a[j * d + k] -= u * off[k] + off[j] * a[i * d + k];
    }
  }
  for (let i = 0; i < d; i++) diagonal[i] = a[i * d + i];
  implicitQl(diagonal, off);
  return diagonal.sort().reverse();
}

/** Eigenvalues of a tridiagonal matrix, left in `diagonal`; `off[i]` stands between i − 1 and i. */
function implicitQl(diagonal: Float64Array, off: Float64Array): void {
  const n = diagonal.length;
  off.copyWithin(0, 1);
  off[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    for (let iteration = 0; iteration < 60; iteration++) {
      let m = l;
      while (m < n - 1 && Math.abs(off[m]) > Number.EPSILON * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1]))) m++;
      if (m === l) break;
      let g = (diagonal[l + 1] - diagonal[l]) / (2 * off[l]);
      let r = Math.hypot(g, 1);
      g = diagonal[m] - diagonal[l] + off[l] / (g + (g >= 0 ? r : -r));
      let [s, c, p] = [1, 1, 0];
      for (let i = m - 1; i >= l; i--) {
        const f = s * off[i];
        const b = c * off[i];
        r = Math.hypot(f, g);
        off[i + 1] = r;
        if (r === 0) {
          diagonal[i + 1] -= p;
          off[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = diagonal[i + 1] - p;
        r = (diagonal[i] - g) * s + 2 * c * b;
        p = s * r;
        diagonal[i + 1] = g + p;
        g = c * r - b;
      }
      if (r === 0 && m - l > 1) continue;
      diagonal[l] -= p;
      off[l] = g;
      off[m] = 0;
    }
  }
}

/** The spectrum after noise: λ → ᾱ λ + 1 − ᾱ. */
export const noisedSpectrum = (lambda: ArrayLike<number>, alphaBar: number): Float64Array =>
  Float64Array.from(lambda, (l) => alphaBar * l + 1 - alphaBar);
