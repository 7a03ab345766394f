/**
 * CLIP: a picture and its caption, each made a point on the same sphere; what belongs together lies close.
 *
 * Radford et al. 2021 (2103.00020), fig. 3: two towers, a matrix of cosine similarities, a symmetric cross-entropy over its
 * rows and columns, a learned temperature. Nichol et al. 2021, "GLIDE" (2112.10741), §2.4: the image tower has seen *noised*
 * pictures and is told t, so that its gradient can guide diffusion.
 *
 * Simplified: the image tower is three convolutions; the text tower two small transformer blocks over byte pairs, 中文 and English.
 */
import type { Rng } from '../../data/rng';
import { convInit, denseInit, embeddingInit, normInit } from '../nn/init';
import { avgPool2, conv2d, crossEntropy, dense, embedding, groupNormSilu, layerNorm, silu, sinusoidal } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import { block, blockInit, causalMask } from '../nn/transformer';
import * as tf from '../tf';

export interface Config {
  /** Length of the vectors that are compared. */
  readonly shared: number;
  /** Image tower: channels at 16×16, 8×8 and 4×4, multiples of 8. */
  readonly channels: readonly [number, number, number];
  /** Text tower: tokens there are (byte pairs, then END, which also fills up), places, width, heads, blocks. */
  readonly vocabulary: number;
  readonly textLength: number;
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
}

export const defaults: Omit<Config, 'vocabulary'> = { shared: 64, channels: [32, 48, 96], textLength: 24, width: 96, heads: 4, blocks: 2 };

const TIME_DIM = 32;
const HIDDEN = 128;
const GROUPS = 8;

/** A fresh pair of towers. */
export function init(rng: Rng, c: Config): ParamInit {
  const [c0, c1, c2] = c.channels;
  const blocks = Array.from({ length: c.blocks }, (_, i) => blockInit(rng, `text.block${i}`, c.width, c.blocks));
  return {
    ...convInit(rng, 'image.conv0', 3, 3, c0),
    ...normInit('image.norm0', c0),
    ...convInit(rng, 'image.conv1', 3, c0, c1),
    ...normInit('image.norm1', c1),
    ...convInit(rng, 'image.conv2', 3, c1, c2),
    ...normInit('image.norm2', c2),
    ...denseInit(rng, 'image.time', TIME_DIM, HIDDEN),
    ...denseInit(rng, 'image.hidden', 16 * c2, HIDDEN),
    ...denseInit(rng, 'image.out', HIDDEN, c.shared, 'xavier'),
    ...embeddingInit(rng, 'text.tokens', c.vocabulary, c.width),
    ...embeddingInit(rng, 'text.places', c.textLength, c.width),
    ...Object.assign({}, ...blocks),
    ...normInit('text.norm', c.width),
    ...denseInit(rng, 'text.out', c.width, c.shared, 'xavier'),
    logScale: { shape: [1], values: Float32Array.of(Math.log(1 / 0.07)) }, // the paper's start, §2.5
  };
}

/** f(x_t, t): noised faces [B, 16, 16, 3] and their steps 0 … 1000 [B] → points on the sphere [B, shared]. */
// #region image
export function encodeImage(p: Params, x: tf.Tensor4D, t: Float32Array): tf.Tensor2D {
  const stage = (h: tf.Tensor4D, i: number) =>
    groupNormSilu(conv2d(h, p[`image.conv${i}.w`], p[`image.conv${i}.b`]), p[`image.norm${i}.scale`], p[`image.norm${i}.bias`], GROUPS);
  let h = avgPool2(stage(x, 0)); //                                                             [B, 8, 8, c0]
  h = avgPool2(stage(h, 1)); //                                                                 [B, 4, 4, c1]
  h = stage(h, 2); //                                                                           [B, 4, 4, c2]
  const seen = dense(tf.reshape(h, [x.shape[0], -1]), p['image.hidden.w'], p['image.hidden.b']); // [B, 128]
  const when = dense(sinusoidal(t, TIME_DIM), p['image.time.w'], p['image.time.b']); //         [B, 128]
  return unit(dense(silu(tf.add(seen, when)), p['image.out.w'], p['image.out.b'])); //          [B, shared]
}
// #endregion

/** Rows of text tokens, cut and filled up with END (the last of the vocabulary), and where each row's first END is. The caller disposes them. */
export function textBatch(
  rows: readonly (readonly number[])[],
  { vocabulary, textLength: T }: Config,
): { ids: tf.Tensor2D; ends: tf.Tensor2D } {
  const ids = new Int32Array(rows.length * T).fill(vocabulary - 1);
  const ends = new Float32Array(rows.length * T);
  rows.forEach((row, i) => {
    const kept = row.slice(0, T - 1);
    ids.set(kept, i * T);
    ends[i * T + kept.length] = 1;
  });
  return { ids: tf.tensor2d(ids, [rows.length, T], 'int32'), ends: tf.tensor2d(ends, [rows.length, T]) };
}

/**
 * g(y): captions → points on the sphere.
 *
 * @param ids tokens, filled up with END: int32 [B, textLength]
 * @param ends 1 at the first END of each row: [B, textLength]; what the tower thinks there is the caption's point
 * @returns [B, shared]
 */
// #region text
export function encodeText(p: Params, ids: tf.Tensor2D, ends: tf.Tensor2D, c: Config): tf.Tensor2D {
  const [B, T] = ids.shape;
  const what = tf.reshape(embedding(p['text.tokens'], tf.reshape(ids, [B * T])), [B, T, c.width]); // [B, T, D]
  let h = tf.add(what, p['text.places']) as tf.Tensor3D; //                                    [B, T, D]
  const mask = causalMask(T); //                                                               [T, T]
  for (let i = 0; i < c.blocks; i++) h = block(p, `text.block${i}`, h, c.heads, mask); //      [B, T, D]
  const atEnd = tf.sum(tf.mul(h, tf.reshape(ends, [B, T, 1])), 1) as tf.Tensor2D; //           [B, D]
  return unit(dense(layerNorm(atEnd, p['text.norm.scale'], p['text.norm.bias']), p['text.out.w'], p['text.out.b'])); // [B, shared]
}
// #endregion

/** Every row scaled to length 1. */
const unit = (x: tf.Tensor2D): tf.Tensor2D => tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-8)));

/** s(x, y) = f·g: cosines of all pairs. images [N, shared], texts [M, shared] → [N, M]. */
export const similarity = (images: tf.Tensor2D, texts: tf.Tensor2D): tf.Tensor2D => tf.matMul(images, texts, false, true);

/** Symmetric cross-entropy (fig. 3): of all captions in the batch this picture's own, of all pictures this caption's own. */
// #region loss
export function loss(p: Params, images: tf.Tensor2D, texts: tf.Tensor2D): tf.Scalar {
  const scale = tf.exp(tf.minimum(p.logScale, Math.log(100))); //                              [1], never above 100 (§2.5)
  const logits = tf.mul<tf.Tensor2D>(similarity(images, texts), scale); //                     [B, B]
  const own = tf.eye(images.shape[0]); //                                                      [B, B]
  return tf.div(tf.add(crossEntropy(logits, own), crossEntropy(tf.transpose(logits), own)), 2 * images.shape[0]) as tf.Scalar;
}
// #endregion
