/**
 * One step back, if x₀ were known: q(x_s | x_t, x₀), and what a network can be asked to predict in place of x₀.
 *
 * Ho et al. 2020 (2006.11239), eq. 6–7, written for any two steps s < t, so that a sampler may leap (s = t − 1 is the paper's).
 * v: Salimans & Ho 2022 (2202.00512). Learned variance: Nichol & Dhariwal 2021 (2102.09672), eq. 15.
 */
import type { Schedule } from './schedule';

/** N(x_s; ofX0 · x₀ + ofXt · x_t, variance · I). */
export interface Posterior {
  /** Weight of x₀ in the mean: √ᾱ_s β_{t|s} / (1 − ᾱ_t). */
  readonly ofX0: number;
  /** Weight of x_t in the mean: √α_{t|s} (1 − ᾱ_s) / (1 − ᾱ_t). */
  readonly ofXt: number;
  /** β̃ = β_{t|s} (1 − ᾱ_s) / (1 − ᾱ_t): right if the data were a single point. */
  readonly variance: number;
  /** β_{t|s} = 1 − ᾱ_t / ᾱ_s, the variance the steps s + 1 … t add: right if the data were N(0, I). */
  readonly beta: number;
}

// #region posterior
/** q(x_s | x_t, x₀) for 0 ≤ s < t ≤ T: Bayes' rule with three Gaussians. */
export function posterior({ alphaBar }: Schedule, t: number, s: number): Posterior {
  const alpha = alphaBar[t] / alphaBar[s]; // α_{t|s}: what the steps from s to t leave of x_s
  const beta = 1 - alpha; //                  β_{t|s}: what they add
  const left = 1 - alphaBar[s];
  const all = 1 - alphaBar[t];
  return {
    ofX0: (Math.sqrt(alphaBar[s]) * beta) / all,
    ofXt: (Math.sqrt(alpha) * left) / all,
    variance: (beta * left) / all,
    beta,
  };
}
// #endregion

/** What the network is trained to say. All four know the same: each follows from any other and x_t. */
export type Target = 'eps' | 'x0' | 'v' | 'mean';
export const TARGETS: readonly Target[] = ['eps', 'x0', 'v', 'mean'];

/** A number that is p times one thing plus q times another. */
export type Pair = readonly [p: number, q: number];

// #region targets
/** What the network should say: p · x₀ + q · ε. The noise ε, the picture x₀, the velocity v = √ᾱ ε − √(1−ᾱ) x₀, or the posterior mean μ̃_t. */
export function targetOf(kind: Target, schedule: Schedule, t: number): Pair {
  const a = Math.sqrt(schedule.alphaBar[t]);
  const b = Math.sqrt(1 - schedule.alphaBar[t]);
  if (kind === 'eps') return [0, 1];
  if (kind === 'x0') return [1, 0];
  if (kind === 'v') return [-b, a];
  const { ofX0, ofXt } = posterior(schedule, t, t - 1);
  return [ofX0 + ofXt * a, ofXt * b];
}

/** The picture the network has in mind: x̂₀ = p · x_t + q · (what it said). */
export function x0From(kind: Target, schedule: Schedule, t: number): Pair {
  const a = Math.sqrt(schedule.alphaBar[t]);
  const b = Math.sqrt(1 - schedule.alphaBar[t]);
  if (kind === 'eps') return [1 / a, -b / a];
  if (kind === 'x0') return [0, 1];
  if (kind === 'v') return [a, -b];
  const { ofX0, ofXt } = posterior(schedule, t, t - 1);
  return [-ofXt / ofX0, 1 / ofX0];
}
// #endregion

/** The noise that turns x̂₀ into x_t: ε̂ = (x_t − √ᾱ_t x̂₀) / √(1 − ᾱ_t) = p · x_t + q · x̂₀. */
export function epsFrom(schedule: Schedule, t: number): Pair {
  const b = Math.sqrt(1 - schedule.alphaBar[t]);
  return [1 / b, -Math.sqrt(schedule.alphaBar[t]) / b];
}

// #region learnedVariance
/** σ² = exp(v log β + (1 − v) log β̃) (Nichol & Dhariwal, eq. 15): between the two constants, on a log scale. v in [0, 1] mostly. */
export function interpolatedVariance({ beta, variance }: Posterior, v: number): number {
  return Math.exp(v * Math.log(beta) + (1 - v) * Math.log(Math.max(variance, 1e-20)));
}
// #endregion
