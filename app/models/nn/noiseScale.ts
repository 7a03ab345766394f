/**
 * How noisy is a gradient? From gradients g_1 … g_n of n batches at the same parameters: the variance of one of them over the squared
 * length of what they agree on,
 *
 *   S = 1/(n−1) Σ ‖g_i − ḡ‖²,   |G|² = ‖ḡ‖² − S/n,   noise = S / |G|²
 *
 * Times the batch size this is the gradient noise scale (McCandlish et al. 2018, 1812.06162, §2.2, appendix A): the batch at which noise
 * and signal are equal. Both S and |G|² are unbiased; where noise drowns the signal |G|² may come out negative, and there is no number.
 */
import * as tf from '../tf';

// #region noise
/** S and |G|². gradients: n of [N] → [2]. */
export function noiseAndSignal(gradients: readonly tf.Tensor1D[]): tf.Tensor1D {
  const n = gradients.length;
  const mean = tf.div(
    gradients.reduce<tf.Tensor>((sum, g) => tf.add(sum, g), tf.zerosLike(gradients[0])),
    n,
  ); // [N]
  const spread = gradients.map((g) => tf.sum(tf.square(tf.sub(g, mean)))).reduce<tf.Tensor>((sum, v) => tf.add(sum, v), tf.scalar(0));
  const variance = tf.div(spread, n - 1); // S
  return tf.stack([variance, tf.sub(tf.sum(tf.square(mean)), tf.div(variance, n))]) as tf.Tensor1D;
}

/** S / |G|² of those two numbers; NaN where the signal could not be told from nothing. */
export const noiseRatio = ([noise, signal]: ArrayLike<number> & Iterable<number>): number => (signal > 0 ? noise / signal : Number.NaN);
// #endregion
