/** The best answer a network could give in the plane, as the sampler asks for it: from the exact score of a mixture of Gaussians (models/diffusion/given.ts). */
import type { Mixture } from '../../data/points';
import * as tf from '../tf';
import type { Denoiser } from './sampler';
import type { Schedule } from './schedule';

// #region exactDenoiser
/** The network that could not be better: E[ε | x_t] = −√(1−ᾱ_t) ∇log p_t(x_t), as the sampler asks it. The caller disposes. */
export function exactDenoiser({ means, weights, variances }: Mixture, { alphaBar }: Schedule): { model: Denoiser; dispose(): void } {
  const K = weights.length;
  const m = tf.tensor2d(Float32Array.from(means), [K, 2]);
  const model: Denoiser = (x, t) => {
    const [a, b] = [Math.sqrt(alphaBar[t]), Math.sqrt(1 - alphaBar[t])];
    const v = Float32Array.from(variances, (s) => alphaBar[t] * s + 1 - alphaBar[t]);
    const centres = tf.mul<tf.Tensor2D>(a, m); //                                                     [K, 2]
    const cross = tf.matMul(x as tf.Tensor2D, centres, false, true); //                               [n, K]
    const squared = tf.add(tf.sub(tf.sum(tf.square(x), 1, true), tf.mul(2, cross)), tf.sum(tf.square(centres), 1)); // ‖x − a m_k‖²: [n, K]
    const prior = tf.tensor1d(Float32Array.from(weights, (w, k) => Math.log(w / v[k]))); //           [K]
    const share = tf.softmax(tf.sub(prior, tf.div(squared, tf.tensor1d(v.map((s) => 2 * s))))); //    [n, K]
    const pull = tf.div<tf.Tensor2D>(share, tf.tensor1d(v)); //                                       [n, K]
    const score = tf.sub(tf.matMul(pull, centres), tf.mul(x, tf.sum(pull, 1, true))); //              Σ_k share (a m_k − x) / v_k: [n, 2]
    return { modelOutput: tf.mul(-b, score) };
  };
  return { model, dispose: () => m.dispose() };
}
// #endregion
