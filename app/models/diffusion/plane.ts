/**
 * Diffusion in the plane: a small network that says which noise is in a noisy point.
 *
 * Ho et al. 2020, "DDPM" (2006.11239), alg. 1 and eq. 14, with a multilayer perceptron in place of the U-Net. The same network can
 * be asked for ε, x₀, v or the posterior mean (`Target`). Learned variance: Nichol & Dhariwal 2021 (2102.09672), §3.1, L_hybrid.
 * Karras et al. 2022 (2206.00364), §5: what x_t says by itself need not be learned (`vParameterised`).
 * Simplified: three hidden layers; time enters once, as a gate on the first of them.
 */
import type { Rng } from '../../data/rng';
import { denseInit } from '../nn/init';
import { dense } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { timeEmbedding } from './embedding';
import { posterior, type Target, targetOf } from './posterior';
import { type SampleOptions, type Step, sample } from './sampler';
import type { Schedule } from './schedule';

export interface Config {
  /** Width of the hidden layers. */
  readonly hidden: number;
  /** Length of the time embedding, even. */
  readonly timeDim: number;
  /** Off: the network is not told t. */
  readonly time: boolean;
  /** On: two more outputs, where the variance lies between β̃ and β. */
  readonly variance: boolean;
  /**
   * For a network that predicts ε under this schedule: its last layer says only what leaning on x_t leaves open, f = v = √ᾱ ε − √(1 − ᾱ) x₀,
   * and ε̂ = √ᾱ_t f + √(1 − ᾱ_t) x_t. Learns the same in about half the steps. Left out: the last layer says ε̂ itself.
   */
  readonly vParameterised?: Schedule;
}

export const defaults: Config = { hidden: 64, timeDim: 32, time: true, variance: false };

/** A fresh network. The last layer starts small: the first guess is "no noise". */
export function init(rng: Rng, { hidden, timeDim, time, variance }: Config): ParamInit {
  const out = Object.entries(denseInit(rng, 'out', hidden, variance ? 4 : 2));
  return {
    ...denseInit(rng, 'in', 2, hidden),
    ...(time ? { ...denseInit(rng, 'time', timeDim, hidden), ...denseInit(rng, 'gate', hidden, hidden) } : {}),
    ...denseInit(rng, 'hidden1', hidden, hidden),
    ...denseInit(rng, 'hidden2', hidden, hidden),
    ...Object.fromEntries(out.map(([name, { shape, values }]) => [name, { shape, values: values.map((w) => 0.1 * w) }])),
  };
}

/**
 * What the network says about noisy points.
 *
 * @param x x_t [B, 2]
 * @param t the step of each [B], or one for all [1]
 * @returns [B, 2], or [B, 4] with the two variance outputs v last
 */
// #region forward
export function forward(p: Params, x: tf.Tensor2D, t: ArrayLike<number>, config: Config): tf.Tensor2D {
  let h = dense(x, p['in.w'], p['in.b'], 'relu'); //                                     [B, H]
  if (config.time) {
    const waves = tf.tensor2d(timeEmbedding(t, config.timeDim), [t.length, config.timeDim]); // [B or 1, E]
    const e = dense(waves, p['time.w'], p['time.b'], 'relu'); //                         [B or 1, H]
    h = tf.mul(h, dense(e, p['gate.w'], p['gate.b'])); //                                [B, H]
  }
  h = dense(h, p['hidden1.w'], p['hidden1.b'], 'relu'); //                               [B, H]
  h = dense(h, p['hidden2.w'], p['hidden2.b'], 'relu'); //                               [B, H]
  const modelOutput = dense(h, p['out.w'], p['out.b']); //                               [B, 2] or [B, 4]
  if (!config.vParameterised) return modelOutput;
  const { alphaBar } = config.vParameterised;
  const column = (f: (bar: number) => number) =>
    tf.tensor2d(
      Float32Array.from(t, (step) => f(alphaBar[step])),
      [t.length, 1],
    );
  return tf.add(
    tf.mul(column(Math.sqrt), modelOutput),
    tf.mul(
      column((bar) => Math.sqrt(1 - bar)),
      x,
    ),
  ); // √ᾱ_t f + √(1 − ᾱ_t) x_t
}
// #endregion

/** One batch of algorithm 1: noisy points, their steps, and the answer that would have been right. */
export interface Batch {
  /** x_t [B, 2]. */
  readonly xt: Float32Array;
  /** The step of each, 1 … T [B]. */
  readonly t: Float32Array;
  /** What the network should say, by `targetOf` [B, 2]. */
  readonly target: Float32Array;
  /** The noise itself [B, 2]. */
  readonly eps: Float32Array;
}

/**
 * Takes clean points and gives each a step and a noise (alg. 1, lines 2–4, and eq. 4).
 *
 * @param x0 clean points [B, 2]
 * @param steps the step of each [B]; when left out, spread evenly over 1 … T from a random start: each is uniform, the batch misses none (Kingma et al. 2021)
 */
// #region noise
export function noise(schedule: Schedule, x0: Float32Array, rng: Rng, kind: Target = 'eps', steps?: ArrayLike<number>): Batch {
  const B = x0.length / 2;
  const from = rng.uniform();
  const t = Float32Array.from({ length: B }, (_, b) => steps?.[b] ?? 1 + Math.floor((schedule.T * (b + from)) / B)); // [B]
  const eps = rng.fillNormal(new Float32Array(2 * B)); //                                [B, 2]
  const xt = new Float32Array(2 * B); //                                                 [B, 2]
  const target = new Float32Array(2 * B); //                                             [B, 2]
  for (let b = 0; b < B; b++) {
    const alphaBar = schedule.alphaBar[t[b]];
    const [p, q] = targetOf(kind, schedule, t[b]);
    for (let i = 2 * b; i < 2 * b + 2; i++) {
      xt[i] = Math.sqrt(alphaBar) * x0[i] + Math.sqrt(1 - alphaBar) * eps[i]; //         x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε
      target[i] = p * x0[i] + q * eps[i];
    }
  }
  return { xt, t, target, eps };
}
// #endregion

/** L_simple (eq. 14): the squared error of every point [B, 2]; its mean is what training lowers. */
// #region loss
export function squaredErrors(p: Params, batch: Batch, config: Config): tf.Tensor2D {
  const xt = tf.tensor2d(batch.xt, [batch.t.length, 2]); //                              [B, 2]
  const target = tf.tensor2d(batch.target, [batch.t.length, 2]); //                      [B, 2]
  return tf.square(tf.sub(target, forward(p, xt, batch.t, config)));
}

export function loss(p: Params, batch: Batch, config: Config): tf.Scalar {
  return tf.mean(squaredErrors(p, batch, config)); //                                    scalar
}
// #endregion

/**
 * L_hybrid = L_simple + λ L_vlb (Nichol & Dhariwal, eq. 16), for a network that predicts ε and, in two more outputs, v.
 * L_vlb is the mean KL(q(x_{t−1} | x_t, x₀) ‖ p_θ(x_{t−1} | x_t)); its gradient does not reach the mean (stopped, as in the paper).
 * λ = 0.1, where the paper has 0.001: there L_vlb must not outweigh L_simple in a network that shares all its layers; here the network is
 * small and v is to be seen moving within minutes. The mean learns from L_simple alone either way.
 * At t = 1, where β̃ = 0, the paper's decoder likelihood is replaced by the same KL with β̃_2.
 */
// #region hybrid
export function hybridLoss(p: Params, batch: Batch, config: Config, schedule: Schedule, lambda = 0.1): tf.Scalar {
  const B = batch.t.length;
  const modelOutput = forward(p, tf.tensor2d(batch.xt, [B, 2]), batch.t, config); //     [B, 4]
  const [epsHat, v] = tf.split(modelOutput, 2, 1); //                                    [B, 2] each
  const error = tf.square(tf.sub(tf.tensor2d(batch.eps, [B, 2]), epsHat)); //            [B, 2]

  const at = Array.from(batch.t, (t) => Math.max(2, t));
  const q = at.map((t) => posterior(schedule, t, t - 1));
  const column = (values: number[]) => tf.tensor2d(values, [B, 1]);
  const logRatio = column(q.map((c) => Math.log(c.beta / c.variance))); //               [B, 1], log β − log β̃
  const shift = column(q.map((c, b) => (c.ofX0 ** 2 * (1 / schedule.alphaBar[at[b]] - 1)) / c.variance)); // [B, 1]
  // (μ̃ − μ_θ)² / β̃ = shift · (ε − ε̂)²; log Σ − log β̃ = v (log β − log β̃); KL of two Gaussians:
  const logSigma = tf.mul(v, logRatio); //                                               [B, 2]
  const stopped = tf.customGrad((e) => ({ value: (e as tf.Tensor).clone(), gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy) }))(error);
  const kl = tf.mul(0.5, tf.sub(tf.add(logSigma, tf.mul(tf.add(1, tf.mul(shift, stopped)), tf.exp(tf.neg(logSigma)))), 1));
  return tf.add(tf.mean(error), tf.mul(lambda, tf.mean(kl))); //                         scalar
}
// #endregion

/** What the network says about points x [n, 2] at one step t, and v where it says the variance. Call inside a tidy. */
export function predict(p: Params, x: tf.Tensor2D, t: number, config: Config): { modelOutput: tf.Tensor2D; v?: tf.Tensor2D } {
  const out = forward(p, x, [t], config); //                                             [n, 2] or [n, 4]
  if (!config.variance) return { modelOutput: out };
  const [modelOutput, v] = tf.split(out, 2, 1) as tf.Tensor2D[]; //                                       [n, 2] each
  return { modelOutput, v };
}

/** Points from noise, one yield a step (`sampler.ts`). Data live in [−2, 2]²; a guess at x₀ outside this square is clipped to its edge. */
export const CLIP = 2.5;

// #region sample
export function samplePlane(
  p: Params,
  xT: tf.Tensor2D,
  timesteps: readonly number[],
  noise: (index: number) => tf.Tensor | null,
  { config, ...options }: SampleOptions & { readonly config: Config },
): Generator<Step, void> {
  return sample((x, t) => predict(p, x as tf.Tensor2D, t, config), xT, timesteps, noise, { clip: CLIP, ...options });
}
// #endregion
