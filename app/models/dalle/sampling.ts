/**
 * From logits to a token: guidance, temperature, the k most likely, the nucleus, and the draw.
 *
 * Guidance without a classifier: Ho & Salimans 2022 (2207.12598, eq. 6), for tokens Gafni et al. 2022 (2203.13131, §3.4). The k most likely:
 * Fan et al. 2018 (1805.04833, §5.4). The nucleus ("top-p"): Holtzman et al. 2020 (1904.09751, §3.1). All of it on the device, with the
 * draw's randomness handed in, so that a whole picture is drawn without waiting for a single number to be read back.
 */
import { combine } from '../nn/layers';
import { has, ops, own } from '../nn/ops';
import * as tf from '../tf';

export interface Drawing {
  /** T: below 1 the likely gets likelier; at 0 the most likely is taken. */
  readonly temperature: number;
  /** Only so many of the most likely codes may be drawn. */
  readonly topK: number;
  /** Only the fewest most likely codes that together have this probability may be drawn; 1: all. */
  readonly topP: number;
  /** Guidance weight; 0: the caption as it is. */
  readonly w: number;
}

/** Guided logits (1 + w) ℓ(z | y) − w ℓ(z | ∅). said [B, K]; unsaid [B, K], or null where nothing was asked without words (then w must be 0). */
// #region guide
export function guided(said: tf.Tensor2D, unsaid: tf.Tensor2D | null, w: number): tf.Tensor2D {
  return unsaid && w !== 0 ? combine(1 + w, said, -w, unsaid) : said;
}
// #endregion

/**
 * Probabilities after temperature, top-k and top-p, in this order. Codes that are equal to the last one kept are kept too.
 *
 * @param logits [B, K]
 * @returns [B, K]: rows sum to 1, zero where a code may not be drawn
 */
// #region filter
export function filtered(logits: tf.Tensor2D, { temperature, topK, topP }: Omit<Drawing, 'w'>): tf.Tensor2D {
  const K = logits.shape[1];
  const cool = Math.max(temperature, 1e-3); // as good as 0: a lead of 0.1 becomes e¹⁰⁰
  if (K <= MOST_CODES && has(own.filter)) return ops.filter(logits, { cool, topK: temperature <= 0 ? 1 : Math.max(1, topK), topP });
  let p = tf.softmax(tf.div(logits, cool)) as tf.Tensor2D; //                                  [B, K]
  if (topK < K || temperature <= 0) {
    const { values } = tf.topk(p, temperature <= 0 ? 1 : Math.max(1, topK)); //                [B, k], falling
    const least = tf.min(values, 1, true); //                                                  [B, 1]
    p = renormalised(p, tf.greaterEqual(p, least));
  }
  if (topP < 1) {
    const { values } = tf.topk(p, K); //                                                       [B, K], falling
    const before = tf.cumsum(values, 1, true); //                                              probability of those before it
    const least = tf.min(tf.where(tf.less(before, topP), values, tf.onesLike(values)), 1, true); // the last one needed
    p = renormalised(p, tf.greaterEqual(p, least));
  }
  return p;
}

/** As many as a group of the kernel's threads holds. */
const MOST_CODES = 1_024;

function renormalised(p: tf.Tensor2D, keep: tf.Tensor): tf.Tensor2D {
  const kept = tf.mul(p, tf.cast(keep, 'float32'));
  return tf.div(kept, tf.sum(kept, 1, true));
}
// #endregion

/** Draws a code a row by inverting the cumulative distribution. p [B, K]; u [B] uniform in [0, 1) → int32 [B]. */
// #region draw
export function drawFrom(p: tf.Tensor2D, u: Float32Array): tf.Tensor1D {
  const below = Float32Array.from(u, (v) => Math.min(v, 1 - 2 ** -20)); //                      rounding must not reach the total
  if (p.shape[1] <= MOST_CODES && has(own.draw)) return ops.draw(p, tf.tensor1d(below));
  const cumulative = tf.cumsum(p, 1); //                                                        [B, K]
  const total = tf.slice(cumulative, [0, p.shape[1] - 1], [-1, 1]); //                          [B, 1], 1 but for rounding
  const passed = tf.lessEqual(cumulative, tf.mul(total, tf.tensor2d(below, [u.length, 1]))); // codes whose whole share lies below u
  return tf.cast(tf.sum(tf.cast(passed, 'float32'), 1), 'int32') as tf.Tensor1D;
}
// #endregion
