/**
 * Time as a vector: what the network sees in place of the number t.
 *
 * Vaswani et al. 2017, §3.5, as DDPM uses it (2006.11239, appendix B): cosines and sines of t with wavelengths from 2π to 2π · 10,000 steps.
 * Neighbouring steps get neighbouring vectors; no two steps get the same one.
 */

/** Longest wavelength over 2π. */
export const MAX_PERIOD = 10_000;

// #region embedding
/** [cos(t ω_0) … cos(t ω_{h−1}), sin(t ω_0) … sin(t ω_{h−1})], ω_i = 10000^{−i/h}, h = dim / 2. One row a t. → [n, dim] */
export function timeEmbedding(t: ArrayLike<number>, dim: number, out = new Float32Array(t.length * dim)): Float32Array {
  const half = dim / 2;
  for (let i = 0; i < half; i++) {
    const omega = MAX_PERIOD ** (-i / half);
    for (let row = 0; row < t.length; row++) {
      const angle = t[row] * omega;
      out[row * dim + i] = Math.cos(angle);
      out[row * dim + half + i] = Math.sin(angle);
    }
  }
  return out;
}
// #endregion

/** Cosine similarity of the embeddings of t and of 0 … T: a peak at t, falling away on both sides. [T + 1] */
export function similarity(t: number, T: number, dim: number): Float32Array {
  const here = timeEmbedding([t], dim);
  const all = timeEmbedding(
    Array.from({ length: T + 1 }, (_, s) => s),
    dim,
  );
  const out = new Float32Array(T + 1);
  for (let s = 0; s <= T; s++) {
    let dot = 0;
    for (let i = 0; i < dim; i++) dot += here[i] * all[s * dim + i];
    out[s] = dot / (dim / 2); // every embedding has length √(dim / 2)
  }
  return out;
}
