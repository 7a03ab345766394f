/**
 * The Fréchet distance between two Gaussians fitted to features (Dowson & Landau 1982; as FID, Heusel et al. 2017, 1706.08500, eq. 6):
 *
 *   d² = ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁^½ Σ₂ Σ₁^½)^½)
 */

/** Mean [F] and covariance [F · F] of a cloud of features. */
export interface Gaussian {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** features [n · F], row by row. */
export function fitGaussian(features: Float32Array, size: number): Gaussian {
  const n = features.length / size;
  const mean = new Float64Array(size);
  for (let i = 0; i < features.length; i++) mean[i % size] += features[i] / n;
  const covariance = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < size; a++) centred[a] = features[i * size + a] - mean[a];
    for (let a = 0; a < size; a++) for (let b = 0; b <= a; b++) covariance[a * size + b] += centred[a] * centred[b];
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      covariance[a * size + b] /= n - 1;
      covariance[b * size + a] = covariance[a * size + b];
    }
  }
  return { mean, covariance };
}

/** d², not its root, as FID is. */
export function frechetDistance(one: Gaussian, two: Gaussian): number {
  const size = one.mean.length;
  let distance = 0;
  for (let i = 0; i < size; i++) distance += (one.mean[i] - two.mean[i]) ** 2;
  const root = matrixRoot(one.covariance, size);
  const inner = multiply(multiply(root, two.covariance, size), root, size);
  const { values } = eigen(inner, size);
  for (let i = 0; i < size; i++) {
    distance += one.covariance[i * size + i] + two.covariance[i * size + i] - 2 * Math.sqrt(Math.max(0, values[i]));
  }
  return Math.max(0, distance);
}

/** The symmetric square root of a symmetric positive semi-definite matrix. */
function matrixRoot(m: Float64Array, size: number): Float64Array {
  const { values, vectors } = eigen(m, size);
  const out = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const s = Math.sqrt(Math.max(0, values[k]));
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[i * size + j] += s * vectors[i * size + k] * vectors[j * size + k];
  }
  return out;
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) for (let j = 0; j < size; j++) out[i * size + j] += a[i * size + k] * b[k * size + j];
  return out;
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan §8.5). */
export function eigen(symmetric: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = symmetric.slice();
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    let all = 0;
    for (let i = 0; i < size * size; i++) {
      all += a[i] ** 2;
      if (i % (size + 1) !== 0) off += a[i] ** 2;
    }
    if (off <= 1e-22 * all) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]), vectors: v };
}

/** One rotation in the plane (p, q) that makes a[p, q] zero. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[k * size + p], a[k * size + q]];
    a[k * size + p] = c * x - s * y;
    a[k * size + q] = s * x + c * y;
  }
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[p * size + k], a[q * size + k]];
    a[p * size + k] = c * x - s * y;
    a[q * size + k] = s * x + c * y;
    const [vx, vy] = [v[k * size + p], v[k * size + q]];
    v[k * size + p] = c * vx - s * vy;
    v[k * size + q] = s * vx + c * vy;
  }
}
