/**
 * DALL·E's own first stage, small: a discrete VAE, whose encoder gives a distribution over the codes of every cell, trained through the
 * Gumbel-softmax relaxation.
 *
 *   z̃ = softmax((ℓ + g) / τ),  g = −log(−log u),  L = ‖x − p_θ(z̃)‖² + β KL(q ‖ uniform)
 *
 * Ramesh et al. 2021 (2102.12092, §2.1); Jang et al. 2017 (1611.01144, eq. 2); Maddison et al. 2017 (1611.00712).
 * Simplified: squared error in place of their logit-Laplace likelihood, and two convolutions a side.
 */
import type { Rng } from '../../data/rng';
import { convInit, normalInit, zeros } from '../nn/init';
import { conv2d } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { fromPatches, toPatches } from '../vae/vqvae';

export interface Config {
  /** Codes K, their length D, channels between. Faces are 4 × 4 cells of 4 × 4 pixels. */
  readonly codes: number;
  readonly dim: number;
  readonly width: number;
}
export const dvaeConfig: Config = { codes: 32, dim: 16, width: 64 };
const GRID = 4;
const PATCH = 3 * (16 / GRID) ** 2;

export function init(rng: Rng, { codes, dim, width }: Config): ParamInit {
  return {
    ...convInit(rng, 'enc.in', 3, PATCH, width),
    'enc.place': zeros([1, GRID, GRID, width]),
    ...convInit(rng, 'enc.out', 1, width, codes, 'xavier'),
    codebook: normalInit(rng, [codes, dim], 1),
    ...convInit(rng, 'dec.in', 3, dim, width),
    'dec.place': zeros([1, GRID, GRID, width]),
    ...convInit(rng, 'dec.out', 1, width, PATCH, 'xavier'),
  };
}

const conv = (p: Params, name: string, x: tf.Tensor) => conv2d(x, p[`${name}.w`], p[`${name}.b`]);

/** ℓ of every code at every cell. x [B, 16, 16, 3] → [B, 4, 4, K]. */
export function logits(p: Params, x: tf.Tensor): tf.Tensor4D {
  return conv(p, 'enc.out', tf.relu(tf.add(conv(p, 'enc.in', toPatches(x, GRID)), p['enc.place'])));
}

// #region relax
/** g = −log(−log u): with it added to logits, the largest is a draw from their softmax. u uniform in [0, 1). */
export const gumbel = (u: Float32Array): Float32Array => u.map((v) => -Math.log(-Math.log(Math.max(v, 1e-12))));

/** z̃ = softmax((ℓ + g) / τ): a mixture of codes at every cell, the nearer to one code the smaller τ. [B, 4, 4, K]. */
export const relaxed = (l: tf.Tensor, g: tf.Tensor, tau: number): tf.Tensor4D => tf.softmax(tf.div(tf.add(l, g), tau)) as tf.Tensor4D;

/** The true draw: one code a cell, the one with the largest ℓ + g. Has no gradient. [B, 4, 4, K], ones and zeros. */
export const drawn = (l: tf.Tensor, g: tf.Tensor): tf.Tensor4D =>
  tf.cast(tf.oneHot(tf.cast(tf.argMax(tf.add(l, g), 3), 'int32'), l.shape[3] as number), 'float32') as tf.Tensor4D;
// #endregion

/** Weights of codes at every cell [B, 4, 4, K], soft or hard, → x̂ [B, 16, 16, 3]. */
export function decode(p: Params, z: tf.Tensor): tf.Tensor4D {
  const [B, , , K] = z.shape as [number, number, number, number];
  const mixed = tf.reshape(tf.matMul(tf.reshape(z, [-1, K]) as tf.Tensor2D, p.codebook as tf.Tensor2D), [B, GRID, GRID, -1]); // [B, 4, 4, D]
  return fromPatches(conv(p, 'dec.out', tf.relu(tf.add(conv(p, 'dec.in', mixed), p['dec.place']))));
}

// #region loss
/** KL(q ‖ uniform) in nats a cell: Σ q (log q + log K). l [B, 4, 4, K]. */
export function kl(l: tf.Tensor): tf.Scalar {
  const K = l.shape[3] as number;
  const q = tf.softmax(l as tf.Tensor4D);
  const rows = tf.reshape(l, [-1, K]) as tf.Tensor2D;
  return tf.add(tf.div(tf.sum(tf.mul(tf.reshape(q, [-1, K]), tf.logSoftmax(rows))), rows.shape[0]), Math.log(K)) as tf.Scalar;
}

/** Squared error of what is decoded from the relaxed codes, and what q costs. x [B, 16, 16, 3], g [B, 4, 4, K]. */
export function loss(p: Params, x: tf.Tensor, g: tf.Tensor, tau: number, beta: number): { loss: tf.Scalar; reconstruction: tf.Scalar } {
  const l = logits(p, x);
  const reconstruction = tf.mean(tf.square(tf.sub(x, decode(p, relaxed(l, g, tau))))) as tf.Scalar;
  return { loss: tf.add(reconstruction, tf.mul(beta, kl(l))), reconstruction };
}
// #endregion

/** τ of a step when training cools: from 1 to 1/16, by the same factor each step, then constant (DALL·E: the same ends, appendix A.2). */
export const cooled = (step: number, over: number): number => 16 ** -Math.min(1, step / over);
