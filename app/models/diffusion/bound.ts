/**
 * The bound on −log p(x₀), step by step: what each term weighs, in nats.
 *
 * Ho et al. 2020 (2006.11239), eq. 5, 12 and 13; Sohl-Dickstein et al. 2015 (1503.03585). With σ_t² = β̃_t the weight is half the relative growth of the
 * signal-to-noise ratio over the step, ½ (SNR(t−1) / SNR(t) − 1) (Kingma et al. 2021, 2107.00630, eq. 13 and 14). Plain numbers; all are means over
 * the numbers of a picture, so nats per number.
 */
import { posterior } from './posterior';
import type { Schedule } from './schedule';

/** σ_t² of the step back: β̃_t or β_t. */
export type Sigma = 'posterior' | 'beta';

// #region weight
/** What the bound pays for a squared error of the noise at step t ≥ 2: β_t² / (2 σ_t² (1 − β_t) (1 − ᾱ_t)). The simple loss pays 1. */
export function weightOf(schedule: Schedule, t: number, sigma: Sigma = 'posterior'): number {
  const { beta, alphaBar } = schedule;
  const { variance } = posterior(schedule, t, t - 1);
  return beta[t] ** 2 / (2 * (sigma === 'beta' ? beta[t] : variance) * (1 - beta[t]) * (1 - alphaBar[t]));
}
// #endregion

// #region term
/** L_{t−1}: KL(q(x_{t−1} | x_t, x₀) ‖ p_θ(x_{t−1} | x_t)) for t ≥ 2 from the mean squared error of the noise. With σ² = β the two spreads differ, too. */
export function termOf(schedule: Schedule, t: number, error: number, sigma: Sigma = 'posterior'): number {
  const ofMeans = weightOf(schedule, t, sigma) * error;
  if (sigma === 'posterior') return ofMeans;
  const r = posterior(schedule, t, t - 1).variance / schedule.beta[t];
  return ofMeans + 0.5 * (r - 1 - Math.log(r));
}
// #endregion

// #region end
/** L_T: KL(q(x_T | x₀) ‖ N(0, I)), for a picture whose numbers have this mean square. Nothing in it can be learned. */
export function endOf({ alphaBar, T }: Schedule, meanSquare: number): number {
  const left = 1 - alphaBar[T];
  return 0.5 * (alphaBar[T] * meanSquare + left - 1 - Math.log(left));
}
// #endregion

// #region decoder
/**
 * L_0: −log p_θ(x₀ | x_1), the mass that N(mean, β_1) puts on the bin of each number, of which there are 256 from −1 to 1; the two outermost reach
 * to infinity (eq. 13).
 */
export function decoderOf(schedule: Schedule, x0: Float32Array, mean: Float32Array): number {
  const s = Math.sqrt(2 * schedule.beta[1]);
  let sum = 0;
  for (let i = 0; i < x0.length; i++) {
    const upper = x0[i] > 0.999 ? Infinity : (x0[i] + 1 / 255 - mean[i]) / s;
    const lower = x0[i] < -0.999 ? -Infinity : (x0[i] - 1 / 255 - mean[i]) / s;
    sum -= logMass(lower, upper);
  }
  return sum / x0.length;
}
// #endregion

/** log of ½ (erf b − erf a), also far out in either tail. */
function logMass(a: number, b: number): number {
  if (a > 0) return logMass(-b, -a); // by symmetry in the left tail, where erfc keeps its digits
  if (b > 0) return Math.log1p(-0.5 * (erfc(-a) + erfc(b)));
  const [near, far] = [logErfc(-b), logErfc(-a)];
  return Math.log(0.5) + near + Math.log1p(-Math.exp(far - near));
}

/** erfc(x), x ≥ 0, to 1.2e-7 of itself (Press et al., Numerical Recipes, §6.2). */
const erfc = (x: number): number => Math.exp(logErfc(x));

function logErfc(x: number): number {
  if (x === Infinity) return -Infinity;
  const t = 1 / (1 + 0.5 * x);
  const poly = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223];
  return Math.log(t) - x * x + poly.reduce((sum, c) => sum * t + c, 0);
}
