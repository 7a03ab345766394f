/**
 * Samplers: from noise to data, one step at a time, every quantity of a step laid open.
 *
 * Ho et al. 2020, "DDPM" (2006.11239), alg. 2: x_{t−1} = μ_θ(x_t, t) + σ_t z.
 * Song et al. 2021, "DDIM" (2010.02502), eq. 12 and 16: any sub-sequence of steps, and η between 0 (deterministic) and 1 (DDPM with β̃).
 * Inpainting: the known part is replaced at every step by its own noised self (Song et al. 2021, 2011.13456, appendix I.2).
 * The network is passed in as a function: what is left is arithmetic, the same for points and pictures. `sample` is the only loop there is:
 * training runs it to its end, a page breathes between its steps, a figure takes one `next()` a step.
 */
import * as layers from '../nn/layers';
import * as tf from '../tf';
import { epsFrom, type Pair, posterior, type Target, x0From } from './posterior';
import type { Schedule } from './schedule';

export interface StepOptions {
  /** What `modelOutput` is; default ε. */
  readonly target?: Target;
  /** 0: DDIM, no new noise; 1 (default): DDPM. Between: DDIM's family. Used with variance 'posterior'. */
  readonly eta?: number;
  /** σ²: 'posterior' η² β̃ (default), 'beta' β, or 'learned': between the two by `v`. */
  readonly variance?: 'posterior' | 'beta' | 'learned';
  /** What the variance outputs said, shaped like x. */
  readonly v?: tf.Tensor;
  /** x̂₀ is clipped to [−clip, clip], where data live: pictures 1. Left out: not at all. */
  readonly clip?: number;
}

/** One step from t to s, opened up. All tensors are shaped like x. */
export interface Step {
  /** Which step it was, 0 at x_T, and from where to where it led. */
  readonly index: number;
  readonly t: number;
  readonly s: number;
  /** x_t, that the network saw. */
  readonly x: tf.Tensor;
  /** The clean picture that the network has in mind, clipped. */
  readonly x0: tf.Tensor;
  /** The noise in x_t that belongs to that x̂₀. */
  readonly eps: tf.Tensor;
  /** The mean of x_s. */
  readonly mean: tf.Tensor;
  /** σ of the noise put back; null where it is learned and differs from place to place. */
  readonly sigma: number | null;
  /** x_s = μ + σ z. */
  readonly next: tf.Tensor;
}

/** p · x + q · y, clipped where asked. */
const combine = ([p, q]: Pair, x: tf.Tensor, y: tf.Tensor, clip?: number): tf.Tensor => layers.combine(p, x, q, y, clip);

// #region x0
/** x̂₀: the clean picture that the network has in mind, clipped. For ε: (x_t − √(1−ᾱ_t) ε̂) / √ᾱ_t. Shapes broadcast. */
export function predictedX0(
  schedule: Schedule,
  x: tf.Tensor,
  modelOutput: tf.Tensor,
  t: number,
  { target = 'eps', clip }: Pick<StepOptions, 'target' | 'clip'>,
): tf.Tensor {
  return combine(x0From(target, schedule, t), x, modelOutput, clip);
}
// #endregion

// #region step
/**
 * x_t → x_s, 0 ≤ s < t ≤ T.
 *
 * @param x x_t, any shape
 * @param modelOutput what the network said about it, same shape
 * @param z standard normal noise, same shape; not read when σ = 0
 */
export function step(
  schedule: Schedule,
  x: tf.Tensor,
  modelOutput: tf.Tensor,
  t: number,
  s: number,
  z: tf.Tensor | null,
  options: StepOptions = {},
): Omit<Step, 'index' | 't' | 's' | 'x'> {
  const { eta = 1, variance = 'posterior' } = options;
  const q = posterior(schedule, t, s);
  const alphaBar = schedule.alphaBar[s];

  const x0 = predictedX0(schedule, x, modelOutput, t, options);
  const eps = combine(epsFrom(schedule, t), x, x0); //                      a clipped x̂₀ means another ε̂

  if (variance === 'posterior') {
    const sigma = eta * Math.sqrt(q.variance); //                           DDIM eq. 16
    const direction = Math.sqrt(Math.max(0, 1 - alphaBar - sigma * sigma));
    const mean = combine([Math.sqrt(alphaBar), direction], x0, eps); //     DDIM eq. 12
    return { x0, eps, mean, sigma, next: sigma > 0 && z ? combine([1, sigma], mean, z) : mean };
  }
  const mean = combine([q.ofX0, q.ofXt], x0, x); //                         DDPM eq. 7
  if (s === 0 || !z) return { x0, eps, mean, sigma: 0, next: mean }; //     the last step adds nothing
  if (variance === 'beta') {
    const sigma = Math.sqrt(q.beta);
    return { x0, eps, mean, sigma, next: combine([1, sigma], mean, z) };
  }
  const sigma = tf.exp(
    combine([0.5 * Math.log(q.beta / q.variance), 0.5 * Math.log(q.variance)], options.v ?? tf.zerosLike(x), tf.onesLike(x)),
  );
  return { x0, eps, mean, sigma: null, next: tf.add(mean, tf.mul(sigma, z)) };
}
// #endregion

/** What a network says about x_t; `v` where it says the variance too. */
export type Denoiser = (x: tf.Tensor, t: number) => { readonly modelOutput: tf.Tensor; readonly v?: tf.Tensor };

export interface SampleOptions extends StepOptions {
  readonly schedule: Schedule;
  /** Steps left out at the beginning: `xT` then stands at `timesteps[from]`. Default 0. */
  readonly from?: number;
  /** Done to x_s after every step, e.g. `inpaintStep`. Called inside a tidy. */
  readonly after?: (xs: tf.Tensor, s: number, index: number) => tf.Tensor;
}

// #region sample
/**
 * Algorithm 2 (DDPM), or DDIM: from x_T to x_0, one yield a step.
 *
 * A step's tensors live until the next step is asked for: clone what is to be kept. The generator disposes them, also when it is left early.
 *
 * @param xT noise, any shape; stays the caller's
 * @param timesteps the steps visited, from T down to 0 (`subsequence`)
 * @param noise z of step `index`, shaped like xT; null where none is put back
 */
export function* sample(
  model: Denoiser,
  xT: tf.Tensor,
  timesteps: readonly number[],
  noise: (index: number) => tf.Tensor | null,
  { schedule, from = 0, after = (xs) => xs, ...options }: SampleOptions,
): Generator<Step, void> {
  let x = xT.clone();
  let last: Step | null = null;
  try {
    for (let index = from; index + 1 < timesteps.length; index++) {
      const [t, s] = [timesteps[index], timesteps[index + 1]];
      const now = tidied((): Step => {
        const z = noise(index); //                                                       z ~ N(0, I), or none
        const { modelOutput, v } = model(x, t); //                                       ε_θ(x_t, t)
        const out = step(schedule, x, modelOutput, t, s, z, { ...options, v });
        return { ...out, index, t, s, x: x.clone(), next: after(out.next, s, index) };
      });
      if (last) disposeStep(last);
      last = now;
      yield now;
      x.dispose();
      x = now.next.clone(); //                                                            x_s is the next x_t
    }
  } finally {
    x.dispose();
    if (last) disposeStep(last);
  }
}
// #endregion

/** `tf.tidy` for records that hold numbers and null beside tensors. */
const tidied = <R>(f: () => R): R => tf.tidy(f as () => tf.TensorContainer) as R;

/** Frees a step's tensors. */
export const disposeStep = ({ x, x0, eps, mean, next }: Step): void => tf.dispose([x, x0, eps, mean, next]);

/** Runs a sampler to its end: x_0, which is the caller's to dispose. */
export function sampled(steps: Iterable<Step>): tf.Tensor {
  let end: tf.Tensor | null = null;
  for (const { next } of steps) {
    end?.dispose();
    end = next.clone();
  }
  if (!end) throw new RangeError('A sampler needs two steps to go between.');
  return end;
}

// #region inpaint
/** Where mask is 1 keep `next`; where it is 0 put the known picture, noised to step s: x_s = √ᾱ_s x₀ + √(1 − ᾱ_s) ε. */
export function inpaintStep(schedule: Schedule, next: tf.Tensor, known: tf.Tensor, mask: tf.Tensor, s: number, eps: tf.Tensor): tf.Tensor {
  const alphaBar = schedule.alphaBar[s];
  const noisedKnown = combine([Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar)], known, eps);
  return tf.add(tf.mul(mask, next), tf.mul(tf.sub(1, mask), noisedKnown));
}
// #endregion

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
