/**
 * What is known of x₀ when x_t is seen, for data that are a mixture of Gaussians in the plane: exact, and as the sampler's network would say it.
 *
 * Anderson 1982; Song et al. 2021, "Score-based generative modeling through SDEs" (2011.13456), §4.3: with the exact score the reverse SDE from x_t
 * draws from p(x₀ | x_t), and the flow has the same densities p_t but takes every x_t to one x₀. Given x_t, the mixture stays one:
 *   weights ∝ w_k N(x_t; √ᾱ m_k, (ᾱ s_k² + 1 − ᾱ) I), means m_k + g_k (x_t − √ᾱ m_k) with g_k = √ᾱ s_k² / (ᾱ s_k² + 1 − ᾱ), variances s_k² (1 − √ᾱ g_k).
 */
import type { Mixture } from '../../data/points';
import * as tf from '../tf';
import type { Denoiser } from './sampler';
import type { Schedule } from './schedule';

// #region given
/** p(x₀ | x_t): its mean, and its spread, the root of the sum of both variances. */
export function given({ means, weights, variances }: Mixture, alphaBar: number, x: number, y: number) {
  const a = Math.sqrt(alphaBar);
  const logs = weights.map((w, k) => {
    const v = alphaBar * variances[k] + 1 - alphaBar;
    return Math.log(w / v) - ((x - a * means[2 * k]) ** 2 + (y - a * means[2 * k + 1]) ** 2) / (2 * v);
  });
  const top = logs.reduce((most, l) => Math.max(most, l), -Infinity);
  let [all, mx, my, squares] = [0, 0, 0, 0];
  for (let k = 0; k < weights.length; k++) {
    const share = Math.exp(logs[k] - top);
    const gain = (a * variances[k]) / (alphaBar * variances[k] + 1 - alphaBar);
    const cx = means[2 * k] + gain * (x - a * means[2 * k]);
    const cy = means[2 * k + 1] + gain * (y - a * means[2 * k + 1]);
    all += share;
    mx += share * cx;
    my += share * cy;
    squares += share * (cx * cx + cy * cy + 2 * variances[k] * (1 - a * gain));
  }
  const mean = [mx / all, my / all] as const;
  return { mean, spread: Math.sqrt(Math.max(0, squares / all - mean[0] ** 2 - mean[1] ** 2)) };
}
// #endregion

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
