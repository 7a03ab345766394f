/**
 * VQ-VAE: the encoding is looked up in a codebook, and only the numbers of the codes go on (van den Oord et al. 2017, 1711.00937).
 *
 *   k = argmin_i ‖z_e − e_i‖²,  z_q = e_k,  L = ‖x − g(z_q)‖² + β ‖z_e − sg[e_k]‖²          (eqs. 1–3)
 *
 * Eq. 3 has a third term, ‖sg[z_e] − e_k‖², that draws the codes to the encodings. In its place stand moving averages of what falls to each
 * code (the paper's appendix A.1; Razavi et al. 2019, 1906.00446, §2.1), which solve that term exactly: online k-means. A code
 * that nothing falls to any more is put on a random encoding of the batch ("revival", Dhariwal et al. 2020).
 * A patch of pixels is one position of the grid from the start (as in the vision transformer, Dosovitskiy et al. 2021): 4×4 pixels
 * for 4×4 tokens. Two paths are added up on either side: a local one (convolutions; learned `place`s tell them where they are, as
 * faces do not move about) and, for the coarse grid, a global one (dense layers over the whole face), through which a token whose
 * patch is plain can carry what does not fit into a busy one.
 */
import type { Rng } from '../../data/rng';
import { convInit, denseInit, normalInit, zeros } from '../nn/init';
import { conv2d, dense } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';

export interface Config {
  /** Tokens on a side: 4 or 8. */
  readonly grid: 4 | 8;
  /** Number of codes K, and their length D. */
  readonly codes: number;
  readonly dim: number;
  /** Channels of the convolutions, and the reach (1 or 3) of the one in the middle. */
  readonly width: number;
  readonly mix: 1 | 3;
  /** Units of the global path; 0: none. */
  readonly hidden: number;
}

export const vqvaeConfig = (grid: 4 | 8, codes: number): Config =>
  grid === 4 ? { grid, codes, dim: 16, width: 96, mix: 1, hidden: 512 } : { grid, codes, dim: 16, width: 64, mix: 3, hidden: 0 };

/** Weight of the commitment term. */
export const COMMITMENT = 0.25;

export function init(rng: Rng, { grid, codes, dim, width, mix, hidden }: Config): ParamInit {
  const patch = 3 * (16 / grid) ** 2; // channels of a patch
  const all = grid * grid * dim; // numbers of the whole grid
  return {
    ...convInit(rng, 'enc.in', 3, patch, width),
    'enc.place': zeros([1, grid, grid, width]),
    ...convInit(rng, 'enc.mix', mix, width, width),
    ...convInit(rng, 'enc.out', 1, width, dim, 'xavier'),
    ...(hidden ? { ...denseInit(rng, 'enc.face', 768, hidden / 2), ...denseInit(rng, 'enc.spread', hidden / 2, all, 'xavier') } : {}),
    ...convInit(rng, 'dec.in', 3, dim, width),
    'dec.place': zeros([1, grid, grid, width]),
    ...convInit(rng, 'dec.mix', mix, width, width),
    ...convInit(rng, 'dec.out', 1, width, patch, 'xavier'),
    ...(hidden ? { ...denseInit(rng, 'dec.gather', all, hidden), ...denseInit(rng, 'dec.face', hidden, 768, 'xavier') } : {}),
    codebook: normalInit(rng, [codes, dim], 1),
  };
}

const conv = (p: Params, name: string, x: tf.Tensor) => conv2d(x, p[`${name}.w`], p[`${name}.b`]);

/** The local path of either side: in, a residual step, out. */
function local(p: Params, side: 'enc' | 'dec', x: tf.Tensor): tf.Tensor4D {
  let h: tf.Tensor = tf.relu(tf.add(conv(p, `${side}.in`, x), p[`${side}.place`])); // [B, g, g, W]
  h = tf.add(h, tf.relu(conv(p, `${side}.mix`, h))); // [B, g, g, W]
  return conv(p, `${side}.out`, h);
}

/** The global path: two dense layers over everything, to `shape`. */
function global(p: Params, first: string, second: string, x: tf.Tensor, shape: number[]): tf.Tensor {
  const h = dense(tf.reshape(x, [x.shape[0], -1]), p[`${first}.w`], p[`${first}.b`], 'relu'); // [B, hidden]
  return tf.reshape(dense(h, p[`${second}.w`], p[`${second}.b`]), shape);
}

// #region encode
/** x [B, 16, 16, 3] → z_e [B, g, g, D]. */
export function encode(p: Params, x: tf.Tensor, { grid }: Config): tf.Tensor4D {
  const ze = local(p, 'enc', toPatches(x, grid)); // [B, g, g, D]
  return 'enc.face.w' in p ? tf.add(ze, global(p, 'enc.face', 'enc.spread', x, ze.shape)) : ze;
}
// #endregion

// #region lookup
/** ‖z − e_i‖² to all codes. z [N, D], codebook [K, D] → [N, K]. */
export function distances(z: tf.Tensor, codebook: tf.Tensor): tf.Tensor2D {
  const zz = tf.sum(tf.square(z), 1, true); // [N, 1]
  const ee = tf.sum(tf.square(codebook), 1); // [K]
  const ze = tf.matMul(z as tf.Tensor2D, tf.transpose(codebook as tf.Tensor2D)); // [N, K]
  return tf.add(tf.sub(zz, tf.mul(2, ze)), ee);
}

/** The nearest code of every encoding. z_e […, D] → tokens int32 […]. Has no gradient. */
export function quantize(ze: tf.Tensor, codebook: tf.Tensor): tf.Tensor {
  const dim = ze.shape[ze.rank - 1];
  return tf.reshape(tf.argMin(distances(tf.reshape(ze, [-1, dim]), codebook), 1), ze.shape.slice(0, -1));
}

/** The codes of tokens. tokens int32 […] → […, D]. */
export const lookup = (codebook: tf.Tensor, tokens: tf.Tensor): tf.Tensor => tf.gather(codebook, tokens);
// #endregion

// #region straightThrough
/** z_q = z_e + sg[e_k − z_e]: forward the code, backward the gradient as if nothing had been looked up. */
export function straightThrough(ze: tf.Tensor, code: tf.Tensor): tf.Tensor {
  return tf.customGrad(() => ({ value: tf.clone(code), gradFunc: (dy) => tf.clone(dy as tf.Tensor) }))(ze);
}
// #endregion

// #region decode
/** z_q [B, g, g, D] → x̂ [B, 16, 16, 3]. */
export function decode(p: Params, zq: tf.Tensor): tf.Tensor4D {
  const x = fromPatches(local(p, 'dec', zq)); // [B, 16, 16, 3]
  return 'dec.face.w' in p ? tf.add(x, global(p, 'dec.gather', 'dec.face', zq, x.shape)) : x;
}
// #endregion

/** tokens int32 [B, g, g] → x̂ [B, 16, 16, 3]. */
export function decodeTokens(p: Params, tokens: tf.Tensor): tf.Tensor4D {
  return decode(p, lookup(p.codebook, tokens));
}

/** x [B, 16, 16, 3] → tokens int32 [B, g, g]. */
export function encodeTokens(p: Params, x: tf.Tensor, config: Config): tf.Tensor {
  return quantize(encode(p, x, config), p.codebook);
}

// #region loss
/** All of a training step's forward pass. x [B, 16, 16, 3]. */
export function forward(
  p: Params,
  x: tf.Tensor,
  config: Config,
): { ze: tf.Tensor4D; xHat: tf.Tensor4D; reconstruction: tf.Scalar; loss: tf.Scalar } {
  const ze = encode(p, x, config); // [B, g, g, D]
  const code = constant(ze, (z) => lookup(p.codebook, quantize(z, p.codebook))); // sg[e_k] [B, g, g, D]
  const xHat = decode(p, straightThrough(ze, code)); // [B, 16, 16, 3]
  const reconstruction = tf.mean(tf.square(tf.sub(x, xHat))) as tf.Scalar;
  const commitment = tf.mean(tf.square(tf.sub(ze, code)));
  return { ze, xHat, reconstruction, loss: tf.add(reconstruction, tf.mul(COMMITMENT, commitment)) };
}

/** ‖x − g(z_q)‖² + β ‖z_e − sg[e_k]‖², both as means. The codebook gets no gradient from it. */
export function loss(p: Params, x: tf.Tensor, config: Config): tf.Scalar {
  return forward(p, x, config).loss;
}
// #endregion

/** The codebook's moving averages: how much falls to each code, and the sum of it. e_i = m_i / N_i. */
export type EmaState = {
  readonly counts: tf.Tensor1D; // N [K]
  readonly sums: tf.Tensor2D; // m [K, D]
};

// #region ema
/**
 * One update: N_i ← γ N_i + (1 − γ) n_i,  m_i ← γ m_i + (1 − γ) Σ z_e,  e_i = m_i / N_i.
 * ze [N, D], tokens int32 [N]. Returns new tensors.
 */
export function emaUpdate(state: EmaState, ze: tf.Tensor, tokens: tf.Tensor, gamma = 0.99): EmaState & { codebook: tf.Tensor2D } {
  const hit = tf.oneHot(tokens as tf.Tensor1D, state.counts.shape[0]) as tf.Tensor2D; // [N, K]
  const n = tf.sum(hit, 0); // [K]
  const sum = tf.matMul(hit, ze as tf.Tensor2D, true); // [K, D]
  const counts = tf.add(tf.mul(state.counts, gamma), tf.mul(n, 1 - gamma)) as tf.Tensor1D;
  const sums = tf.add(tf.mul(state.sums, gamma), tf.mul(sum, 1 - gamma)) as tf.Tensor2D;
  return withCodebook(counts, sums);
}

/** The averages with the codes that they are: e_i = m_i / N_i. */
const withCodebook = (counts: tf.Tensor1D, sums: tf.Tensor2D): EmaState & { codebook: tf.Tensor2D } => ({
  counts,
  sums,
  codebook: tf.div(sums, tf.expandDims(tf.add(counts, 1e-5), 1)),
});
// #endregion

/** The same from arrays, counts [K] and sums [K · D]: what was saved, or revived. */
export const emaFrom = (counts: Float32Array, sums: Float32Array): EmaState & { codebook: tf.Tensor2D } =>
  withCodebook(tf.tensor1d(counts), tf.tensor2d(sums, [counts.length, sums.length / counts.length]));

// #region revival
/**
 * Codes with fewer than `least` hits (moving average) move to encodings of this batch, with an average share of hits. Pure arrays: it is rare.
 * @param picks for every code the row of `ze` it would move to.
 * @returns how many moved; `counts`, `sums` are changed in place.
 */
export function revive(counts: Float32Array, sums: Float32Array, ze: Float32Array, picks: (code: number) => number, least: number): number {
  const dim = sums.length / counts.length;
  const fresh = ze.length / dim / counts.length; // hits of a code in even use
  let moved = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] >= least) continue;
    const row = picks(i) * dim;
    counts[i] = fresh;
    for (let d = 0; d < dim; d++) sums[i * dim + d] = fresh * ze[row + d];
    moved++;
  }
  return moved;
}
// #endregion

/** How many codes are in use, of counts [K]. The others are dead. */
export const usedCodes = (counts: ArrayLike<number>): number => Array.from(counts).filter((n) => n > 0).length;

// #region perplexity
/** exp(−Σ p log p) of how often each code is used: the number of codes in even use. counts [K]. */
export function perplexity(counts: ArrayLike<number>): number {
  let total = 0;
  let entropy = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) entropy -= (counts[i] / total) * Math.log(counts[i] / total);
  return Math.exp(entropy);
}
// #endregion

/** Cuts a picture into g×g patches. [B, 16, 16, 3] → [B, g, g, 3·(16/g)²]. */
export function toPatches(x: tf.Tensor, grid: number): tf.Tensor4D {
  const [batch, size, , channels] = x.shape;
  const side = size / grid;
  const rows = tf.reshape(x, [batch * grid, side, grid, side * channels]); // [B·g, row in patch, patch, pixels of the row]
  return tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [batch, grid, grid, side * side * channels]);
}

/** The other way: [B, g, g, 3·s²] → [B, g·s, g·s, 3]. */
export function fromPatches(patches: tf.Tensor): tf.Tensor4D {
  const [batch, grid, , values] = patches.shape;
  const side = Math.sqrt(values / 3);
  const rows = tf.reshape(patches, [batch * grid, grid, side, side * 3]); // [B·g, patch, row in patch, pixels of the row]
  return tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [batch, grid * side, grid * side, 3]);
}

/** f(x) as a constant: sg[f(x)], no gradient goes back to x. */
function constant(x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.customGrad((v) => ({ value: f(v as tf.Tensor), gradFunc: () => tf.zerosLike(x) }))(x);
}
