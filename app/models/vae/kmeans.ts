/**
 * k-means (Lloyd 1982): what the codebook of a VQ-VAE would be if the encodings stood still.
 *
 *   each vector goes to its nearest centre; each centre goes to the mean of its vectors; again
 *
 * A centre without vectors stays where it is.
 */

/** Index of the nearest centre of every vector. vectors [n · D], centres [K · D] → [n]. */
export function nearest(vectors: Float32Array, centres: Float32Array, dim: number): Int32Array {
  const n = vectors.length / dim;
  const k = centres.length / dim;
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let best = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let d = 0; d < dim && sum < best; d++) sum += (vectors[i * dim + d] - centres[c * dim + d]) ** 2;
      if (sum < best) {
        best = sum;
        out[i] = c;
      }
    }
  }
  return out;
}

/** One round of Lloyd's algorithm: the new centres [K · D]. */
export function lloyd(vectors: Float32Array, centres: Float32Array, dim: number): Float32Array {
  const to = nearest(vectors, centres, dim);
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / dim);
  for (let i = 0; i < to.length; i++) {
    counts[to[i]]++;
    for (let d = 0; d < dim; d++) sums[to[i] * dim + d] += vectors[i * dim + d];
  }
  return centres.map((old, i) => (counts[Math.floor(i / dim)] ? sums[i] / counts[Math.floor(i / dim)] : old));
}

/** Mean squared distance of the vectors to their nearest centre. */
export function distortion(vectors: Float32Array, centres: Float32Array, dim: number): number {
  const to = nearest(vectors, centres, dim);
  let sum = 0;
  for (let i = 0; i < to.length; i++) for (let d = 0; d < dim; d++) sum += (vectors[i * dim + d] - centres[to[i] * dim + d]) ** 2;
  return sum / to.length;
}
