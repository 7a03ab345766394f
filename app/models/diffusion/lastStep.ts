/**
 * The noise of the whole jump and the noise of its last step: what the ε of the training target is, and what it is not.
 *
 * Ho et al. 2020 (2006.11239), eq. 2 and 4. Put x_{t−1} = √ᾱ_{t−1} x₀ + √(1−ᾱ_{t−1}) ε' into x_t = √(1−β_t) x_{t−1} + √β_t ε_t: the jump's
 * noise is a sum of two independent ones, of which the last step's own has the share β_t / (1 − ᾱ_t) of the variance.
 */
import type { Schedule } from './schedule';

// #region wholeNoise
/** ε of the jump to t, from ε' of the jump to t − 1 and ε_t of the step between: √(1−ᾱ_t) ε = √(1−β_t) √(1−ᾱ_{t−1}) ε' + √β_t ε_t. */
export function wholeNoise({ alphaBar, beta }: Schedule, t: number, before: Float32Array, own: Float32Array): Float32Array {
  const spread = Math.sqrt(1 - alphaBar[t]);
  const ofBefore = Math.sqrt((1 - beta[t]) * (1 - alphaBar[t - 1])) / spread;
  const ofOwn = Math.sqrt(beta[t]) / spread; //                        ofBefore² + ofOwn² = 1
  return before.map((e, i) => ofBefore * e + ofOwn * own[i]);
}
// #endregion

// #region ownShare
/**
 * √(β_t / (1 − ᾱ_t)): the correlation of ε and ε_t. Also what the best guess at ε_t is of that at ε: both are the same score,
 * E[ε_t | x_t] = −√β_t ∇log p_t and E[ε | x_t] = −√(1−ᾱ_t) ∇log p_t, so no network can know more about the last step than this share of ε̂.
 */
export const ownShare = ({ alphaBar, beta }: Schedule, t: number): number => Math.sqrt(beta[t] / (1 - alphaBar[t]));
// #endregion

/** Correlation of two noises about zero, of equal length: ⟨a, b⟩ / (‖a‖ ‖b‖). */
export function correlation(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / Math.sqrt(aa * bb);
}
