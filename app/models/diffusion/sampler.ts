/**
 * Samplers: from noise to data, one step at a time, every quantity of a step laid open.
 *
 * Ho et al. 2020, "DDPM" (2006.11239), alg. 2: x_{t−1} = μ_θ(x_t, t) + σ_t z.
 * Song et al. 2021, "DDIM" (2010.02502), eq. 12 and 16: any sub-sequence of steps, and η between 0 (deterministic) and 1 (DDPM with β̃).
 * Inpainting: the known part is replaced at every step by its own noised self (Song et al. 2021, 2011.13456, appendix I.2).
 * Plain arrays: the network is asked outside; what is left is arithmetic, exact to the bit for the same numbers.
 */
import { epsFrom, interpolatedVariance, posterior } from './posterior';
import { qSample, type Schedule } from './schedule';

export interface StepOptions {
  /** 0: DDIM, no new noise; 1: DDPM. Between: DDIM's family. Used with variance 'posterior'. */
  readonly eta?: number;
  /** σ²: 'posterior' β̃ (scaled by η²), 'beta' β, or 'learned' (between the two by `v`, one value a component). */
  readonly variance?: 'posterior' | 'beta' | 'learned';
  /** What the variance head said, in the layout of x. */
  readonly v?: Float32Array;
  /** x̂₀ is clipped to [−clip, clip]; pictures live in [−1, 1]. Infinity: not at all. */
  readonly clip?: number;
}

/** One step from t to s, opened up. All arrays have the layout of x. */
export interface Step {
  readonly t: number;
  readonly s: number;
  /** The noise predicted in x_t, consistent with x̂₀ after clipping. */
  readonly eps: Float32Array;
  /** The clean picture it implies. */
  readonly x0: Float32Array;
  /** The mean of x_s. */
  readonly mean: Float32Array;
  /** σ of the noise put back (the largest, if learned). */
  readonly sigma: number;
  /** x_s = μ + σ z. */
  readonly next: Float32Array;
}

// #region step
/**
 * x_t → x_s, 0 ≤ s < t.
 *
 * @param x x_t, any layout
 * @param epsHat what the network said, ε̂, in the layout of x
 * @param z standard normal noise in the layout of x; not read when σ = 0
 */
export function step(
  schedule: Schedule,
  x: Float32Array,
  epsHat: Float32Array,
  t: number,
  s: number,
  z: Float32Array,
  options: StepOptions = {},
): Step {
  const { eta = 1, variance = 'posterior', v, clip = Infinity } = options;
  const { alphaBar } = schedule;
  const q = posterior(schedule, t, s);
  const a = Math.sqrt(alphaBar[t]);
  const b = Math.sqrt(1 - alphaBar[t]);
  const noiseOf = epsFrom(schedule, t);
  const n = x.length;
  const [eps, x0, mean, next] = [new Float32Array(n), new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const guess = (x[i] - b * epsHat[i]) / a; //                       x̂₀ = (x_t − √(1−ᾱ_t) ε̂) / √ᾱ_t
    x0[i] = Math.max(-clip, Math.min(clip, guess));
    eps[i] = x0[i] === guess ? epsHat[i] : noiseOf(x[i], x0[i]); //    a clipped x̂₀ means another ε̂
    let sigma = 0;
    if (variance === 'posterior') {
      sigma = eta * Math.sqrt(q.variance);
      mean[i] = Math.sqrt(alphaBar[s]) * x0[i] + Math.sqrt(Math.max(0, 1 - alphaBar[s] - sigma * sigma)) * eps[i]; // DDIM eq. 12
    } else {
      mean[i] = q.ofX0 * x0[i] + q.ofXt * x[i]; //                     DDPM eq. 7
      if (s > 0) sigma = Math.sqrt(variance === 'beta' ? q.beta : interpolatedVariance(q, v ? v[i] : 0));
    }
    next[i] = sigma === 0 ? mean[i] : mean[i] + sigma * z[i];
    if (sigma > largest) largest = sigma;
  }
  return { t, s, eps, x0, mean, sigma: largest, next };
}
// #endregion

// #region inpaint
/** Where mask is 1 keep `next`; elsewhere put the known picture, noised to step s with noise `eps`. Pictures of `mask.length` pixels, `channels` each. */
export function keepKnown(
  schedule: Schedule,
  next: Float32Array,
  known: Float32Array,
  mask: Uint8Array,
  s: number,
  eps: Float32Array,
  channels = 3,
): Float32Array {
  const noisedKnown = qSample(schedule, known, s, eps);
  return next.map((value, i) => (mask[Math.floor(i / channels) % mask.length] ? value : noisedKnown[i]));
}
// #endregion

/** ε̂ = (x_t − √ᾱ_t x̂₀) / √(1 − ᾱ_t): the step that a painted x̂₀ implies goes on from here. */
export function epsOfEdited(schedule: Schedule, x: Float32Array, x0: Float32Array, t: number): Float32Array {
  const noiseOf = epsFrom(schedule, t);
  return x.map((value, i) => noiseOf(value, x0[i]));
}

// #region slerp
/** Between two noises on the sphere they live on (Shoemake 1985): a straight line would pass through vectors too short to be noise. u in [0, 1]. */
export function slerp(a: Float32Array, b: Float32Array, u: number): Float32Array {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  const angle = Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(aa * bb))));
  if (angle < 1e-6) return a.map((value, i) => value + u * (b[i] - value));
  const [p, q] = [Math.sin((1 - u) * angle) / Math.sin(angle), Math.sin(u * angle) / Math.sin(angle)];
  return a.map((value, i) => p * value + q * b[i]);
}
// #endregion
