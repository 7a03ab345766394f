/**
 * Noise schedules: how fast a picture is drowned, t = 0 … T.
 *
 * Ho et al. 2020, "DDPM" (2006.11239), §2 and §4: q(x_t | x_{t−1}) = N(√(1 − β_t) x_{t−1}, β_t I), β linear from 1e-4 to 0.02.
 * Nichol & Dhariwal 2021 (2102.09672), eq. 17: the cosine schedule. And one whose curve the reader drags.
 * Plain numbers, no tensors: pages compute x_t on their own thread, in the same frame in which t is dragged.
 */

/** Everything about a schedule follows from ᾱ. Index 0 is the clean picture; index T pure noise. */
export interface Schedule {
  /** Number of noising steps. */
  readonly T: number;
  /** ᾱ_t = Π_{s ≤ t} (1 − β_s), the share of the picture's variance that is left. [T + 1], ᾱ_0 = 1. */
  readonly alphaBar: Float64Array;
  /** β_t, the variance of the noise that step t adds. [T + 1], β_0 = 0. */
  readonly beta: Float64Array;
}

export type ScheduleKind = 'linear' | 'cosine' | 'drawn';

/** The largest β a single step may have (Nichol & Dhariwal, §3.2), against a singularity at t = T. */
export const MAX_BETA = 0.999;

// #region linear
/** β from 1e-4 to 0.02 in 1,000 steps (DDPM §4); with another T the steps are larger, so that the end is as noisy. */
export function linear(T = 1000): Schedule {
  const perStep = 1000 / T;
  const from = 1e-4 * perStep;
  const to = 0.02 * perStep;
  const beta = new Float64Array(T + 1);
  for (let t = 1; t <= T; t++) beta[t] = T === 1 ? to : from + ((to - from) * (t - 1)) / (T - 1);
  return fromBeta(beta);
}
// #endregion

// #region cosine
/** ᾱ_t = f(t) / f(0), f(t) = cos²(π/2 · (t/T + s) / (1 + s)), s = 0.008 (Nichol & Dhariwal, eq. 17). */
export function cosine(T = 1000, s = 0.008): Schedule {
  const f = (t: number) => Math.cos(((t / T + s) / (1 + s)) * (Math.PI / 2)) ** 2;
  const beta = new Float64Array(T + 1);
  for (let t = 1; t <= T; t++) beta[t] = Math.min(1 - f(t) / f(t - 1), MAX_BETA);
  return fromBeta(beta);
}
// #endregion

/** ᾱ_T of a drawn schedule: its end is held here, because what is left of the picture must be next to nothing. */
export const DRAWN_END = 1e-4;

/**
 * A schedule through points (t/T, ᾱ) that a reader has placed, monotone and ending at ᾱ_T = 1e-4 whatever they are.
 * ᾱ = cos²θ, and θ is interpolated by a monotone cubic (Fritsch & Carlson 1980), so a straight line of θ is the cosine schedule.
 *
 * @param knots ᾱ in (0, 1) at equal distances between t = 0 and t = T, ends not included; each is pushed below the one before
 */
// #region drawn
export function drawn(T: number, knots: readonly number[]): Schedule {
  const n = knots.length + 1;
  const theta = new Float64Array(n + 1);
  theta[n] = Math.acos(Math.sqrt(DRAWN_END));
  for (let k = 1; k < n; k++) {
    const wanted = Math.acos(Math.sqrt(Math.max(DRAWN_END, Math.min(1, knots[k - 1]))));
    const room = (theta[n] * 0.002 * (n - k)) / n;
    theta[k] = Math.min(Math.max(wanted, theta[k - 1] + 1e-3), theta[n] - room); // never back, never past the end
  }
  const curve = monotoneCubic(theta);
  const beta = new Float64Array(T + 1);
  let before = 1;
  for (let t = 1; t <= T; t++) {
    const now = Math.cos(curve(t / T)) ** 2;
    beta[t] = Math.min(Math.max(1 - now / before, 1e-8), MAX_BETA);
    before = now;
  }
  return fromBeta(beta);
}
// #endregion

/** The schedule of that name. `knots` only for 'drawn'. */
export function scheduleOf(kind: ScheduleKind, T: number, knots: readonly number[] = [0.9, 0.7, 0.5, 0.3, 0.1]): Schedule {
  return kind === 'linear' ? linear(T) : kind === 'cosine' ? cosine(T) : drawn(T, knots);
}

/** The schedule of every model of faces: U-Net, its ablations, the classifier of noised faces. */
export const faceSchedule: Schedule = cosine();

/** Steps in which faces are drawn where nothing else is said: for the cards, and on the page of all models. */
export const DDIM_STEPS = 50;

/** ᾱ from β: the product of all 1 − β_s up to t. */
export function fromBeta(beta: Float64Array): Schedule {
  const alphaBar = new Float64Array(beta.length);
  alphaBar[0] = 1;
  for (let t = 1; t < beta.length; t++) alphaBar[t] = alphaBar[t - 1] * (1 - beta[t]);
  return { T: beta.length - 1, alphaBar, beta };
}

/** Signal-to-noise ratio ᾱ_t / (1 − ᾱ_t); ∞ at t = 0. */
export const snr = (schedule: Schedule, t: number): number => schedule.alphaBar[t] / (1 - schedule.alphaBar[t]);

// #region qSample
/** x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε (DDPM eq. 4): t steps in one jump. Any length; all three arrays alike. */
export function qSample(
  schedule: Schedule,
  x0: Float32Array,
  t: number,
  eps: Float32Array,
  out = new Float32Array(x0.length),
): Float32Array {
  const signal = Math.sqrt(schedule.alphaBar[t]);
  const noise = Math.sqrt(1 - schedule.alphaBar[t]);
  for (let i = 0; i < x0.length; i++) out[i] = signal * x0[i] + noise * eps[i];
  return out;
}
// #endregion

// #region qStep
/** x_t = √(1 − β_t) x_{t−1} + √β_t ε_t (DDPM eq. 2): one step of the chain. */
export function qStep(
  schedule: Schedule,
  before: Float32Array,
  t: number,
  eps: Float32Array,
  out = new Float32Array(before.length),
): Float32Array {
  const keep = Math.sqrt(1 - schedule.beta[t]);
  const add = Math.sqrt(schedule.beta[t]);
  for (let i = 0; i < before.length; i++) out[i] = keep * before[i] + add * eps[i];
  return out;
}
// #endregion

/** n + 1 of the steps 0 … T, from T down to 0, evenly spaced: the sub-sequence a sampler visits (DDIM, appendix D). 1 ≤ n ≤ T. */
export function subsequence(T: number, n: number): number[] {
  const steps = Array.from({ length: n + 1 }, (_, i) => Math.round((T * (n - i)) / n));
  return steps.filter((t, i) => i === 0 || t !== steps[i - 1]);
}

/** Which of the steps visited is the first at t or below, a step before the last at most: from there on a picture noised to it goes its way (SDEdit). */
export function firstAtOrBelow(timesteps: readonly number[], t: number): number {
  const at = timesteps.findIndex((step) => step <= t);
  return Math.max(0, Math.min(at, timesteps.length - 2));
}

/** A monotone cubic through (k / n, values[k]), values increasing. */
function monotoneCubic(values: Float64Array): (x: number) => number {
  const n = values.length - 1;
  const secant = (k: number) => (values[k + 1] - values[k]) * n;
  const slope = Float64Array.from(values, (_, k) => {
    if (k === 0) return secant(0);
    if (k === n) return secant(n - 1);
    const [a, b] = [secant(k - 1), secant(k)];
    return a * b <= 0 ? 0 : (2 * a * b) / (a + b); // harmonic mean: stays monotone
  });
  return (x) => {
    const k = Math.min(n - 1, Math.floor(x * n));
    const u = x * n - k;
    const [h00, h10, h01, h11] = [(1 + 2 * u) * (1 - u) ** 2, u * (1 - u) ** 2, u * u * (3 - 2 * u), u * u * (u - 1)];
    return h00 * values[k] + (h10 * slope[k]) / n + h01 * values[k + 1] + (h11 * slope[k + 1]) / n;
  };
}
