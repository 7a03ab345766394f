/**
 * What is known of x₀ when x_t is seen, for data that are a mixture of Gaussians in the plane: exact. Plain numbers, no tensors.
 *
 * Anderson 1982; Song et al. 2021, "Score-based generative modeling through SDEs" (2011.13456), §4.3: with the exact score the reverse SDE from x_t
 * draws from p(x₀ | x_t), and the flow has the same densities p_t but takes every x_t to one x₀. Given x_t, the mixture stays one:
 *   weights ∝ w_k N(x_t; √ᾱ m_k, (ᾱ s_k² + 1 − ᾱ) I), means m_k + g_k (x_t − √ᾱ m_k) with g_k = √ᾱ s_k² / (ᾱ s_k² + 1 − ᾱ), variances s_k² (1 − √ᾱ g_k).
 */
import type { Mixture } from '../../data/points';

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
