/**
 * Diffusion on faces: what the U-Net is trained on, how it is asked for a face with given attributes, and how it makes one.
 *
 * Loss: Ho et al. 2020 (2006.11239), eq. 14, weighted (see `loss`); sampling: alg. 2. Guidance without a classifier: Ho & Salimans 2022 (2207.12598),
 * alg. 1 (conditions dropped while training) and eq. 6 (sampling). Here a condition is a *set* of attributes, any of which
 * may be left open, so each is dropped alone as well.
 */
import { combine } from '../nn/layers';
import type { Params } from '../nn/params';
import * as tf from '../tf';
import { CONDITION_DIM, type Condition, conditionRows, nullCondition } from './condition';
import { type Denoiser, type SampleOptions, type Step, sample } from './sampler';
import { faceSchedule } from './schedule';
import { alphaSigma, type Config, defaults, type ForwardHook, forward, network } from './unet';

/** The U-Net that ships. */
export const faceConfig: Config = { ...defaults, conditionDim: CONDITION_DIM };

/** x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε (eq. 4): t noising steps in one jump. */
// #region qSample
export function qSample(x0: tf.Tensor4D, alphaBar: tf.Tensor4D, eps: tf.Tensor4D): tf.Tensor4D {
  const signal = tf.mul(tf.sqrt(alphaBar), x0); //                                          [B, 16, 16, 3]
  const noise = tf.mul(tf.sqrt(tf.sub(1, alphaBar)), eps); //                               [B, 16, 16, 3]
  return tf.add(signal, noise);
}
// #endregion

export interface Batch {
  /** Clean faces [B, 16, 16, 3] in [−1, 1]. */
  readonly x0: tf.Tensor4D;
  /** Step of each, 1 … T [B]. */
  readonly t: Float32Array;
  /** ᾱ at that step [B, 1, 1, 1]. */
  readonly alphaBar: tf.Tensor4D;
  /** Conditions [B, CONDITION_DIM]. */
  readonly y: tf.Tensor2D;
}

/** Line 5 of algorithm 1, laid open as `Step` lays open a step of algorithm 2. */
export interface Opened {
  /** What the network saw [B, 16, 16, 3]. */
  readonly xt: tf.Tensor4D;
  /** What its last layer said, v̂ (or ε̂ where t is not told) [B, 16, 16, 3]. */
  readonly modelOutput: tf.Tensor4D;
  /** Mean squared error of each face [B]. */
  readonly errors: tf.Tensor1D;
}

/**
 * Algorithm 1, line 5: the error of what the network says about faces noised with `eps`, mean over the numbers of each face.
 *
 * The noise added *is* the ground truth. What is compared is what the last layer says, v (Salimans & Ho 2022, §4), and
 *   ‖v − v̂‖² = ‖ε − ε̂‖² / ᾱ_t:
 * the squared error of the noise, weighted by 1 / ᾱ_t. L_simple weighs every t alike; so weighted, steps near T, where the noise is easy to
 * name and the picture is not, count as much. A network that is not told t says ε, and its errors are not weighted.
 */
// #region loss
export function opened(p: Params, batch: Batch, eps: tf.Tensor4D, config: Config = faceConfig): Opened {
  const xt = qSample(batch.x0, batch.alphaBar, eps); //                                     [B, 16, 16, 3]
  const modelOutput = network(p, xt, batch.t, batch.y, config); //                          [B, 16, 16, 3]
  const { signal, noise } = alphaSigma(batch.t); //                                         [B, 1, 1, 1] each
  const truth = config.time ? tf.sub(tf.mul(signal, eps), tf.mul(noise, batch.x0)) : eps; // v, or ε where t is not told
  const errors = tf.mean<tf.Tensor1D>(tf.square(tf.sub(truth, modelOutput)), [1, 2, 3]); // [B]
  return { xt, modelOutput, errors };
}

/** The errors alone. [B] */
export const squaredErrors = (p: Params, batch: Batch, eps: tf.Tensor4D, config: Config = faceConfig): tf.Tensor1D =>
  opened(p, batch, eps, config).errors;

/** What training lowers: the mean of `squaredErrors`. */
export const loss = (p: Params, batch: Batch, eps: tf.Tensor4D, config: Config = faceConfig): tf.Scalar =>
  tf.mean(squaredErrors(p, batch, eps, config)); //                                         scalar

/** ‖ε − ε̂‖² of faces at steps t, the terms of L_simple (eq. 14), from their `squaredErrors`: without the weight. Not for networks without time. */
export const noiseErrors = (errors: Float32Array, t: Float32Array): Float32Array => errors.map((e, b) => faceSchedule.alphaBar[t[b]] * e);
// #endregion

/**
 * ε̃ = (1 + w) ε_θ(x_t, t, y) − w ε_θ(x_t, t, ∅) (Ho & Salimans, eq. 6): away from "any face", towards what was asked.
 *
 * @param x noisy faces [B, 16, 16, 3]
 * @param t the step of each [B]
 * @param conditions what is asked of each
 * @param w guidance weight: 0 is the conditional model, −1 the unconditional one, 2 to 4 insist
 */
// #region guided
export function guidedEps(
  p: Params,
  x: tf.Tensor4D,
  t: Float32Array,
  conditions: readonly Condition[],
  w: number,
  config: Config = faceConfig,
  hook?: ForwardHook,
): tf.Tensor4D {
  const rows = (of: readonly Condition[]) => tf.tensor2d(conditionRows(of), [of.length, CONDITION_DIM]);
  const nothing = conditions.map(() => nullCondition);
  if (w === 0) return forward(p, x, t, rows(conditions), config, hook);
  if (w === -1) return forward(p, x, t, rows(nothing), config, hook);
  const both = forward(p, tf.concat([x, x]), Float32Array.of(...t, ...t), rows([...conditions, ...nothing]), config, hook); // [2B, …]
  const [withY, without] = tf.split<tf.Tensor4D>(both, 2); //                                            [B, 16, 16, 3] each
  return combine(1 + w, withY, -w, without);
}
// #endregion

export interface FaceSampling extends Pick<SampleOptions, 'eta' | 'from' | 'after'> {
  /** What is asked of each face, and how hard (w of `guidedEps`). */
  readonly conditions: readonly Condition[];
  readonly w: number;
  readonly config?: Config;
}

/**
 * Faces from noise, one yield a step: algorithm 2 of DDPM (η = 1), DDIM (η = 0), or between. Data live in [−1, 1], and so does x̂₀.
 *
 * @param xT standard normal [B, 16, 16, 3]
 * @param timesteps from T down to 0, all or some
 * @param noise z of a step, shaped like xT; null where none is put back
 */
// #region sample
export function sampleFaces(
  p: Params,
  xT: tf.Tensor4D,
  timesteps: readonly number[],
  noise: (index: number) => tf.Tensor | null,
  { conditions, w, config = faceConfig, ...options }: FaceSampling,
): Generator<Step, void> {
  const model: Denoiser = (x, t) => ({
    modelOutput: guidedEps(p, x as tf.Tensor4D, new Float32Array(conditions.length).fill(t), conditions, w, config),
  });
  return sample(model, xT, timesteps, noise, { schedule: faceSchedule, clip: 1, ...options });
}
// #endregion
