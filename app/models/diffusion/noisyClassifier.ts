/**
 * A classifier of *noised* faces: p(attribute | x_t), for every attribute at once, at every t.
 *
 * Its use: Dhariwal & Nichol 2021 (2105.05233), eq. 10 and alg. 2. Its gradient at x_t says how to change a half-finished face
 * so that it looks more like "blue hair"; a classifier that knows only clean faces has no opinion worth following there.
 *
 * Simplified: three convolutions with mean pooling (their classifier is half a U-Net).
 */
import { ATTRIBUTES } from '../../data/faces';
import type { Rng } from '../../data/rng';
import { convInit, denseInit, normInit } from '../nn/init';
import { avgPool2, conv2d, dense, groupNormSilu, silu, sinusoidal } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';

export interface Config {
  /** Channels at 16×16, 8×8 and 4×4; multiples of 8. */
  readonly channels: readonly [number, number, number];
  /** Width of the last hidden layer and of the time embedding. */
  readonly hidden: number;
}

export const defaults: Config = { channels: [32, 48, 64], hidden: 96 };

const TIME_DIM = 32;
const GROUPS = 8;

/** Number of classes of every attribute; the logits lie one attribute after the other. */
export const CLASSES: readonly number[] = ATTRIBUTES.map((a) => a.classes.length);
const TOTAL = CLASSES.reduce((a, b) => a + b, 0);

/** A fresh classifier. */
export function init(rng: Rng, { channels: [c0, c1, c2], hidden }: Config): ParamInit {
  return {
    ...convInit(rng, 'conv0', 3, 3, c0),
    ...normInit('norm0', c0),
    ...convInit(rng, 'conv1', 3, c0, c1),
    ...normInit('norm1', c1),
    ...convInit(rng, 'conv2', 3, c1, c2),
    ...normInit('norm2', c2),
    ...denseInit(rng, 'time', TIME_DIM, hidden),
    ...denseInit(rng, 'hidden', 16 * c2, hidden),
    ...denseInit(rng, 'logits', hidden, TOTAL),
  };
}

/**
 * Logits of every class of every attribute.
 *
 * @param x noised faces x_t [B, 16, 16, 3]
 * @param t step of each, 0 … 1000 [B]
 * @returns one [B, classes] a attribute
 */
// #region forward
export function forward(p: Params, x: tf.Tensor4D, t: Float32Array): tf.Tensor2D[] {
  const stage = (h: tf.Tensor4D, i: number) =>
    groupNormSilu(conv2d(h, p[`conv${i}.w`], p[`conv${i}.b`]), p[`norm${i}.scale`], p[`norm${i}.bias`], GROUPS);
  let h = avgPool2(stage(x, 0)); //                                                                        [B, 8, 8, c0]
  h = avgPool2(stage(h, 1)); //                                                                            [B, 4, 4, c1]
  h = stage(h, 2); //                                                                                      [B, 4, 4, c2]
  const seen = dense(tf.reshape(h, [x.shape[0], -1]), p['hidden.w'], p['hidden.b']); // [B, hidden]
  const when = dense(sinusoidal(t, TIME_DIM), p['time.w'], p['time.b']); //            [B, hidden]
  const logits = dense(silu(tf.add(seen, when)), p['logits.w'], p['logits.b']); // [B, ΣK]
  return tf.split(logits, CLASSES as number[], 1);
}
// #endregion

/** −Σ log p(y_i | x_t): the cross-entropies of all attributes, mean over the batch. `labels` holds one one-hot [B, classes] a attribute. */
// #region loss
export function loss(p: Params, x: tf.Tensor4D, t: Float32Array, labels: readonly tf.Tensor2D[]): tf.Scalar {
  const each = forward(p, x, t).map((logits, i) => tf.neg(tf.mean(logProbability(logits, labels[i])))); // scalars
  return each.reduce((sum, one) => tf.add(sum, one)) as tf.Scalar;
}
// #endregion

/**
 * ∇ₓ Σ log p(y | x_t) of the attributes asked, the push that guidance adds, and log p(y | x_t) of each on the way.
 * ε̃ = ε̂ − s √(1 − ᾱ_t) · gradient (Dhariwal & Nichol, alg. 2).
 *
 * @param conditions rows [B, classes] of every attribute, one-hot where asked, all zero where not; null: asked of no face
 * @returns gradient [B, 16, 16, 3], says [B, attributes asked]; null where nothing is
 */
// #region gradient
export function gradient(p: Params, x: tf.Tensor4D, t: Float32Array, conditions: readonly (tf.Tensor2D | null)[]): Push {
  const asked = conditions.filter((rows) => rows !== null).length;
  if (asked === 0) return { gradient: tf.zerosLike(x), says: null };
  const logLikelihoods = (xt: tf.Tensor): tf.Tensor =>
    tf.stack(
      forward(p, xt as tf.Tensor4D, t).flatMap((logits, i) => {
        const rows = conditions[i];
        return rows ? [logProbability(logits, rows)] : [];
      }),
      1,
    ); //                                                                                [B, asked]
  const { value, grad } = tf.valueAndGrad(logLikelihoods)(x, tf.ones([x.shape[0], asked]));
  return { gradient: grad as tf.Tensor4D, says: value };
}
// #endregion

/** How to change x_t so that it looks more like what is asked, and what a guide says of it now. */
export interface Push {
  /** [B, 16, 16, 3] */
  readonly gradient: tf.Tensor4D;
  /** [B] or [B, attributes asked]; null where nothing is asked. */
  readonly says: tf.Tensor | null;
}

/** log softmax at the marked class [B]; 0 for a row without a mark. */
const logProbability = (logits: tf.Tensor2D, marked: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.mul(marked, tf.logSoftmax(logits)), 1);
