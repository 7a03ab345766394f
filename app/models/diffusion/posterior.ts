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

// #region targets
/** The number the network should have said, for one component: noise ε, picture x₀, velocity v = √ᾱ ε − √(1−ᾱ) x₀, or posterior mean μ̃_t. */
export function targetOf(kind: Target, schedule: Schedule, t: number): (x0: number, eps: number) => number {
  const a = Math.sqrt(schedule.alphaBar[t]);
  const b = Math.sqrt(1 - schedule.alphaBar[t]);
  const { ofX0, ofXt } = posterior(schedule, t, t - 1);
  switch (kind) {
    case 'eps':
      return (_, eps) => eps;
    case 'x0':
      return (x0) => x0;
    case 'v':
      return (x0, eps) => a * eps - b * x0;
    case 'mean':
      return (x0, eps) => ofX0 * x0 + ofXt * (a * x0 + b * eps);
  }
}

/** The picture the network has in mind: x̂₀ from x_t and what it said, for one component. */
export function x0From(kind: Target, schedule: Schedule, t: number): (xt: number, said: number) => number {
  const a = Math.sqrt(schedule.alphaBar[t]);
  const b = Math.sqrt(1 - schedule.alphaBar[t]);
  const { ofX0, ofXt } = posterior(schedule, t, t - 1);
  switch (kind) {
    case 'eps':
      return (xt, said) => (xt - b * said) / a;
    case 'x0':
      return (_, said) => said;
    case 'v':
      return (xt, said) => a * xt - b * said;
    case 'mean':
      return (xt, said) => (said - ofXt * xt) / ofX0;
  }
}
// #endregion

/** ε̂ = (x_t − √ᾱ_t x̂₀) / √(1 − ᾱ_t): the noise that turns x̂₀ into x_t. */
export function epsFrom(schedule: Schedule, t: number): (xt: number, x0: number) => number {
  const a = Math.sqrt(schedule.alphaBar[t]);
  const b = Math.sqrt(1 - schedule.alphaBar[t]);
  return (xt, x0) => (xt - a * x0) / b;
}

// #region learnedVariance
/** σ² = exp(v log β + (1 − v) log β̃) (Nichol & Dhariwal, eq. 15): between the two constants, on a log scale. v in [0, 1] mostly. */
export function interpolatedVariance({ beta, variance }: Posterior, v: number): number {
  return Math.exp(v * Math.log(beta) + (1 - v) * Math.log(Math.max(variance, 1e-20)));
}
// #endregion
