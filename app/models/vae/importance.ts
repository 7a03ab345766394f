/**
 * How far is the ELBO below log p(x)? The importance-weighted bound closes the gap (Burda, Grosse & Salakhutdinov 2016, 1509.00519).
 *
 *   w = p(x|z) p(z) / q(z|x),  L_K = E[log (w_1 + … + w_K) / K],  z_k ~ q(z|x)          (their §3)
 *
 * L_1 is the ELBO; L_K never falls with K, never exceeds log p(x), and reaches it as K grows, if w is bounded. The gap of L_1 is
 * KL(q(z|x) ‖ p(z|x)). In a latent plane log p(x) = log ∫ p(x|z) p(z) dz can be had without q, cell by cell: `evidence`.
 */

import { Adam } from '../nn/adam';
import type { Params } from '../nn/params';
import * as tf from '../tf';
import { PIXELS } from './autoencoder';
import { decode, type Posterior, reparameterise } from './vae';

// #region likelihood
/** log p(x|z) = −‖x − g(z)‖² / 2s² − (768/2) log 2πs², in nats. x [1, 16, 16, 3], z [K, latent] → [K]. */
export function logLikelihood(p: Params, x: tf.Tensor, z: tf.Tensor2D, s2: number): tf.Tensor1D {
  const squares = tf.sum(tf.square(tf.sub(x, decode(p, z))), [1, 2, 3]); // [K]
  return tf.sub(tf.div(squares, -2 * s2), (PIXELS / 2) * Math.log(2 * Math.PI * s2)) as tf.Tensor1D;
}
// #endregion

// #region weights
/** log w of draws z = μ + σ·ε from one face's q. x [1, 16, 16, 3], q of [1, latent], eps [K, latent] → [K]. */
export function logWeights(p: Params, x: tf.Tensor, q: Posterior, eps: tf.Tensor2D, s2: number): tf.Tensor1D {
  const z = reparameterise(q, eps); // [K, latent]
  // log p(z) − log q(z|x): what both Gaussians share, (2π)^(−1/2) a dimension, cancels
  const logRatio = tf.mul(0.5, tf.sum(tf.sub(tf.add(q.logVar, tf.square(eps)), tf.square(z)), 1)); // [K]
  return tf.add(logLikelihood(p, x, z, s2), logRatio);
}
// #endregion

// #region fit
/** How far one face's own q goes: steps of Adam, draws in each, and the step's size in units of the encoder's σ, first and last. */
export const FIT = { steps: 500, draws: 32, lr: [0.3, 0.01] } as const;

/**
 * The q that is best for one face: its ELBO climbed from where the encoder left off (the gap that this closes is amortisation's, the one that stays
 * the Gaussian's: Cremer, Li & Duvenaud 2018, 1801.03558). μ = μ₀ + σ₀ a, log σ² = log σ₀² + b. Yields after each step; the last tensor is the caller's.
 *
 * @param noise [draws, latent] for a step, made within it
 * @returns a and b [2 · latent]
 */
export function* fitted(
  p: Params,
  x: tf.Tensor,
  q: Posterior,
  noise: (step: number) => tf.Tensor2D,
  s2: number,
): Generator<number, tf.Tensor1D> {
  const adam = new Adam(new Float32Array(2 * q.mu.size), { lr: FIT.lr[0] });
  for (let step = 0; step < FIT.steps; step++) {
    tf.tidy(() => {
      const minusElbo = (ab: tf.Tensor) => tf.neg(tf.mean(logWeights(p, x, moved(q, ab as tf.Tensor1D), noise(step), s2)));
      const share = step / (FIT.steps - 1);
      adam.step(tf.grad(minusElbo)(adam.theta()) as tf.Tensor1D, FIT.lr[0] * (FIT.lr[1] / FIT.lr[0]) ** share);
    });
    yield step;
  }
  const found = tf.clone(adam.theta());
  adam.dispose();
  return found;
}

/** q moved by a and b [2 · latent]. */
export function moved({ mu, logVar }: Posterior, ab: tf.Tensor1D): Posterior {
  const [a, b] = tf.split(tf.reshape(ab, [2, mu.size]), 2); // [1, latent] each
  return { mu: tf.add(mu, tf.mul(tf.exp(tf.mul(logVar, 0.5)), a)) as tf.Tensor2D, logVar: tf.add(logVar, b) as tf.Tensor2D };
}
// #endregion

// #region bound
/** log of the mean of exp(v), without overflow. */
export function logMeanExp(values: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]);
  if (most === Number.NEGATIVE_INFINITY) return most;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - most);
  return most + Math.log(sum / values.length);
}
// #endregion

// #region effective
/** How many of the draws count, as a share of 1: (Σw)² / (n Σw²), from log weights (Kong 1992). 1 when all are equal, 1/n when one has all the weight. */
export function effectiveShare(logW: ArrayLike<number>): number {
  const twice = Float64Array.from(logW, (v) => 2 * v);
  return Math.exp(2 * logMeanExp(logW) - logMeanExp(twice));
}
// #endregion

// #region ladder
/** L_K from one stream of log weights, for all K = 1, 2, 4, … at once: pairs are added up, pairs of pairs, and so on. Every group counts once. */
export class Ladder {
  private readonly rungs: { n: number; mean: number; squares: number; waiting: number | null }[];

  /** @param height number of rungs: K goes up to 2^(height − 1) */
  constructor(height: number) {
    this.rungs = Array.from({ length: height }, () => ({ n: 0, mean: 0, squares: 0, waiting: null }));
  }

  add(logWeights: ArrayLike<number>): void {
    for (let i = 0; i < logWeights.length; i++) this.climb(logWeights[i]);
  }

  /** A sum of weights, as a logarithm, goes up as long as it finds its equal waiting. */
  private climb(logSum: number): void {
    for (const [j, rung] of this.rungs.entries()) {
      const value = logSum - j * Math.LN2; // log of the mean of 2^j weights
      rung.n++;
      const off = value - rung.mean;
      rung.mean += off / rung.n;
      rung.squares += off * (value - rung.mean);
      if (rung.waiting === null) {
        rung.waiting = logSum;
        return;
      }
      const [less, more] = logSum < rung.waiting ? [logSum, rung.waiting] : [rung.waiting, logSum];
      logSum = more + Math.log1p(Math.exp(less - more));
      rung.waiting = null;
    }
  }

  /** L_K with its standard error, of those K that have at least `least` groups. */
  read(least = 2): { k: number; groups: number; mean: number; error: number }[] {
    return this.rungs
      .map(({ n, mean, squares }, j) => ({ k: 2 ** j, groups: n, mean, error: Math.sqrt(squares / (n - 1) / n) }))
      .filter(({ groups }) => groups >= least);
  }
}
// #endregion

/** log p(x) in a latent plane, and what the posterior looks like there. */
export interface Evidence {
  readonly logP: number;
  /** By how much the last refinement changed it. */
  readonly change: number;
  /** Mean and standard deviations of p(z|x), axis by axis. */
  readonly mean: readonly [number, number];
  readonly spread: readonly [number, number];
}

/** The square that is searched: the prior has 1e-5 of its mass outside. */
const REACH = 4.6;

/**
 * log ∫ p(x, z) dz over a plane: a grid of squares, each by the value in its middle; those that matter are cut in four, again and again.
 * Which values are wanted is yielded (z [n · 2]), and log p(x, z) of them sent back: only the driver knows how it may read them.
 *
 * @param cells squares along a side to begin with @param rounds how often to refine
 * @param deep squares with less than e^−deep of the heaviest one's mass stay whole
 */
// #region evidence
export function* evidence(cells = 192, rounds = 5, deep = 30): Generator<Float32Array, Evidence, Float32Array> {
  let side = (2 * REACH) / cells;
  let z = Float32Array.from({ length: 2 * cells * cells }, (_, i) => {
    const at = i % 2 ? Math.floor(i / 2 / cells) : (i / 2) % cells;
    return (at + 0.5) * side - REACH;
  });
  let values = yield z;
  const [left, middles]: [number[], number[]] = [[], []]; // log mass of squares that stay whole, and where they are
  let before = Number.NaN;
  for (let round = 0; ; round++) {
    const area = 2 * Math.log(side);
    const top = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const cut = Array.from(values.keys()).filter((i) => round < rounds && values[i] > top - deep);
    const now = [...left, ...Array.from(values, (v) => v + area)];
    if (cut.length === 0 || round === rounds) return summed(now, [...middles, ...z], before);
    before = logSumExp(now);
    const taken = new Set(cut);
    for (const [i, v] of values.entries()) if (!taken.has(i)) left.push(v + area);
    for (const [i] of values.entries()) if (!taken.has(i)) middles.push(z[2 * i], z[2 * i + 1]);
    side /= 2;
    const old: Float32Array = z;
    z = Float32Array.from(
      cut.flatMap((i) => [-1, 1].flatMap((v) => [-1, 1].flatMap((u) => [old[2 * i] + (u * side) / 2, old[2 * i + 1] + (v * side) / 2]))),
    );
    values = yield z;
  }
}
// #endregion

const logSumExp = (values: ArrayLike<number>): number => logMeanExp(values) + Math.log(values.length);

/** Total of masses given as logarithms at places [n · 2], and the first two moments of them. */
function summed(logMass: readonly number[], at: readonly number[], before: number): Evidence {
  const logP = logSumExp(logMass);
  const sums = [0, 0, 0, 0];
  logMass.forEach((v, i) => {
    const p = Math.exp(v - logP);
    for (const axis of [0, 1]) {
      sums[axis] += p * at[2 * i + axis];
      sums[2 + axis] += p * at[2 * i + axis] ** 2;
    }
  });
  const spread = (axis: number) => Math.sqrt(Math.max(0, sums[2 + axis] - sums[axis] ** 2));
  return { logP, change: Math.abs(logP - before), mean: [sums[0], sums[1]], spread: [spread(0), spread(1)] };
}
