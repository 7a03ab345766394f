/**
 * DALL·E's transformer: one row of tokens, first the words and then the picture, each guessed from those before it.
 *
 * Ramesh et al. 2021, "DALL·E" (2102.12092), §2.2: p(y, z) = Π p(y_i | y_<i) · Π p(z_j | y, z_<j), text tokens from a
 * byte-pair encoding, picture tokens from a discrete autoencoder (here the VQ-VAE), the text's loss weighted 1/8, the
 * picture's 7/8. Radford et al. 2019: GPT-2's blocks.
 *
 * Simplified: full causal attention in place of their sparse patterns; padding is left out of the loss in place of a learned
 * padding token a position.
 */
import type { Rng } from '../data/rng';
import { denseInit, embeddingInit, normInit } from './nn/init';
import { crossEntropy, dense, embedding, layerNorm } from './nn/layers';
import type { ParamInit, Params } from './nn/params';
import * as tf from './tf';
import { block, blockInit, causalMask } from './transformer';

export interface Config {
  /** Tokens a text has: byte pairs, then START, END (which also fills up). */
  readonly textVocabulary: number;
  /** Codes of the VQ-VAE. */
  readonly codes: number;
  /** Places for text, and for the picture. */
  readonly textLength: number;
  readonly imageLength: number;
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
}

export const defaults: Omit<Config, 'textVocabulary'> = { codes: 256, textLength: 24, imageLength: 16, width: 128, heads: 4, blocks: 4 };

/** A fresh transformer. */
export function init(rng: Rng, c: Config): ParamInit {
  const blocks = Array.from({ length: c.blocks }, (_, i) => blockInit(rng, `block${i}`, c.width, c.blocks));
  return {
    ...embeddingInit(rng, 'tokens', c.textVocabulary + c.codes, c.width), // picture token z is row textVocabulary + z
    ...embeddingInit(rng, 'places', c.textLength + c.imageLength, c.width),
    ...Object.assign({}, ...blocks),
    ...normInit('norm', c.width),
    ...denseInit(rng, 'text', c.width, c.textVocabulary, 'xavier'),
    ...denseInit(rng, 'image', c.width, c.codes, 'xavier'),
  };
}

/**
 * What the transformer thinks at every place, having seen the tokens up to there.
 *
 * @param ids START, then text and picture tokens so far, int32 [B, T], T ≤ textLength + imageLength
 * @returns [B, T, D]
 */
// #region forward
export function forward(p: Params, ids: tf.Tensor2D, c: Config): tf.Tensor3D {
  const [B, T] = ids.shape;
  const what = tf.reshape(embedding(p.tokens, tf.reshape(ids, [B * T])), [B, T, c.width]); // [B, T, D]
  const where = tf.slice(p.places, [0, 0], [T, c.width]); //                                  [T, D]
  let h = tf.add(what, where) as tf.Tensor3D; //                                              [B, T, D]
  const mask = causalMask(T); //                                                              [T, T]
  for (let i = 0; i < c.blocks; i++) h = block(p, `block${i}`, h, c.heads, mask); //          [B, T, D]
  return layerNorm(h, p['norm.scale'], p['norm.bias']);
}

/**
 * Logits of the next picture token where the caption is insisted on: (1 + w) ℓ(z | y) − w ℓ(z | ∅), as in guidance without a classifier
 * (Ho & Salimans 2022, 2207.12598, eq. 6; for tokens Gafni et al. 2022, 2203.13131, §3.4). ∅ is the empty text, learned from examples
 * whose caption was left out.
 *
 * @param ids START, all the text and the picture tokens so far: int32 [B, T]
 * @param empty the same with the empty text: int32 [B, T]
 * @param w guidance weight; 0: the caption as it is
 * @returns [B, codes]
 */
export function guidedImageToken(p: Params, ids: tf.Tensor2D, empty: tf.Tensor2D, w: number, c: Config): tf.Tensor2D {
  if (w === 0) return nextImageToken(p, ids, c);
  const [said, unsaid] = tf.split(nextImageToken(p, tf.concat([ids, empty]), c), 2); //       [B, codes] each
  return tf.add(said, tf.mul(w, tf.sub(said, unsaid)));
}

/** Logits of the next picture token, from the last place: [B, codes]. `ids` holds START, all the text and the picture tokens so far. */
export function nextImageToken(p: Params, ids: tf.Tensor2D, c: Config): tf.Tensor2D {
  const [B, T] = ids.shape;
  const last = tf.slice(forward(p, ids, c), [0, T - 1, 0], [B, 1, c.width]); //               [B, 1, D]
  return dense(tf.reshape(last, [B, c.width]), p['image.w'], p['image.b']); //                [B, codes]
}
// #endregion

export interface Batch {
  /** START, text, picture without its last token: int32 [B, textLength + imageLength]. */
  readonly ids: tf.Tensor2D;
  /** The text tokens as one-hot [B·textLength, textVocabulary]; rows of padding are all zero. */
  readonly text: tf.Tensor2D;
  /** The picture tokens as one-hot [B·imageLength, codes]. */
  readonly image: tf.Tensor2D;
}

/** −(1/8) log p(y) − (7/8) log p(z | y), in nats a token (§2.2 and §2.3); both parts as well. */
// #region loss
export function loss(p: Params, { ids, text, image }: Batch, c: Config): { loss: tf.Scalar; text: tf.Scalar; image: tf.Scalar } {
  const B = ids.shape[0];
  const [overText, overImage] = tf.split(forward(p, ids, c), [c.textLength, c.imageLength], 1); // [B, textLength, D], [B, imageLength, D]
  const logitsOf = (h: tf.Tensor, head: string) => dense(tf.reshape(h, [-1, c.width]), p[`${head}.w`], p[`${head}.b`]); // [B·length, vocabulary]
  const onText = tf.div(crossEntropy(logitsOf(overText, 'text'), text), tf.maximum(tf.sum(text), 1)) as tf.Scalar;
  const onImage = tf.div(crossEntropy(logitsOf(overImage, 'image'), image), B * c.imageLength) as tf.Scalar;
  return { loss: tf.add(tf.mul(1 / 8, onText), tf.mul(7 / 8, onImage)), text: onText, image: onImage };
}
// #endregion

/**
 * Draws a token from logits: temperature T, only the k most likely (Fan et al. 2018). T → 0 takes the most likely.
 *
 * @param logits [codes]
 * @param u uniform in [0, 1): the draw
 */
// #region sample
export function sampleToken(logits: ArrayLike<number>, temperature: number, topK: number, u: number): number {
  const order = Array.from(logits, (_, k) => k)
    .sort((a, b) => logits[b] - logits[a] || a - b)
    .slice(0, Math.max(1, topK));
  if (temperature <= 0) return order[0];
  const weights = order.map((k) => Math.exp((logits[k] - logits[order[0]]) / temperature));
  let left = u * weights.reduce((a, b) => a + b);
  for (let i = 0; i < order.length; i++) {
    left -= weights[i];
    if (left < 0) return order[i];
  }
  return order[order.length - 1];
}
// #endregion
