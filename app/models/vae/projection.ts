/**
 * Two directions to look at vectors of many dimensions along: the principal components of a cloud (Pearson 1901), by power
 * iteration with deflation. Vectors of two dimensions are left as they are.
 */

/** mean [D] and two orthonormal directions [2, D]. */
export interface Projection {
  readonly dim: number;
  readonly mean: Float32Array;
  readonly axes: readonly [Float32Array, Float32Array];
  /** Share of the variance that is seen. */
  readonly share: number;
}

/** The projection of vectors [n · D] that keeps most of their variance. */
export function principalPlane(vectors: Float32Array, dim: number): Projection {
  const n = vectors.length / dim;
  const mean = new Float32Array(dim);
  for (let i = 0; i < vectors.length; i++) mean[i % dim] += vectors[i] / n;
  if (dim === 2) return { dim, mean: new Float32Array(2), axes: [Float32Array.of(1, 0), Float32Array.of(0, 1)], share: 1 };
  const covariance = new Float64Array(dim * dim);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < dim; a++)
      for (let b = 0; b < dim; b++) covariance[a * dim + b] += ((vectors[i * dim + a] - mean[a]) * (vectors[i * dim + b] - mean[b])) / n;
  let total = 0;
  for (let a = 0; a < dim; a++) total += covariance[a * dim + a];
  const first = leading(covariance, dim);
  for (let a = 0; a < dim; a++) for (let b = 0; b < dim; b++) covariance[a * dim + b] -= first.value * first.vector[a] * first.vector[b];
  const second = leading(covariance, dim);
  return { dim, mean, axes: [first.vector, second.vector], share: total > 0 ? (first.value + second.value) / total : 1 };
}

/** The largest eigenvalue of a symmetric matrix and its unit vector, whose largest entry is made positive. */
function leading(m: Float64Array, dim: number): { value: number; vector: Float32Array } {
  let v = Float64Array.from({ length: dim }, (_, i) => 1 + 0.1 * i);
  let value = 0;
  for (let round = 0; round < 200; round++) {
    const next = new Float64Array(dim);
    for (let a = 0; a < dim; a++) for (let b = 0; b < dim; b++) next[a] += m[a * dim + b] * v[b];
    value = Math.hypot(...next);
    if (value < 1e-12) break;
    v = next.map((x) => x / value);
  }
  const largest = v.reduce((best, x, i) => (Math.abs(x) > Math.abs(v[best]) ? i : best), 0);
  const sign = v[largest] < 0 ? -1 : 1;
  return { value, vector: Float32Array.from(v, (x) => sign * x) };
}

/** Vectors [n · D] as points of the plane [n · 2]. Differences of vectors (gradients) are projected with `direction`. */
export function project({ dim, mean, axes }: Projection, vectors: Float32Array, direction = false): Float32Array {
  const n = vectors.length / dim;
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < 2; k++) {
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += (vectors[i * dim + d] - (direction ? 0 : mean[d])) * axes[k][d];
      out[2 * i + k] = sum;
    }
  return out;
}
