/**
 * Two ways to the gradient of an expectation whose draws depend on what is to be learned: ∇_φ E_{q_φ(z|x)}[f(z)], f(z) = log p(x|z).
 *
 *   score function     f(z) ∇_φ log q_φ(z|x)                 (Williams 1992: REINFORCE; needs no derivative of f)
 *   reparameterised    ∇_φ f(μ + σ·ε)                        (Kingma & Welling 2014, 1312.6114, §2.3–2.4; Rezende et al. 2014, 1401.4082)
 *
 * Both are right on average; what differs is how far one draw lies from that. φ stands for what the encoder says of one face: μ and
 * log σ². A constant taken off f leaves the mean of the first as it is, since E[∇ log q] = 0: the baseline, here the mean of f over all the
 * other draws (as in Mnih & Rezende 2016, 1602.06725).
 */

import type { Params } from '../nn/params';
import * as tf from '../tf';
import { logLikelihood } from './importance';
import { type Posterior, reparameterise } from './vae';

// #region reparameterised
/** ∂f(μ + σ·ε)/∂(μ, log σ²), a row for each draw. x [1, 16, 16, 3], q of [1, latent], eps [n, latent] → [n, 2 · latent]. */
export function reparameterised(p: Params, x: tf.Tensor, q: Posterior, eps: tf.Tensor2D, s2: number): tf.Tensor2D {
  const f = (z: tf.Tensor) => tf.sum(logLikelihood(p, x, z as tf.Tensor2D, s2)); // rows do not mix: ∂/∂z is each draw's own
  const toZ = tf.grad(f)(reparameterise(q, eps)); // ∂f/∂z [n, latent]
  const sigma = tf.exp(tf.mul(q.logVar, 0.5)); // [1, latent]
  return tf.concat([toZ, tf.mul(toZ, tf.mul(tf.mul(sigma, 0.5), eps))], 1) as tf.Tensor2D; // z = μ + σ·ε, ∂z/∂log σ² = ½ σ ε
}
// #endregion

// #region score
/** f(z) ∇ log q(z|x), f less its mean over the other draws if `baseline` is set. Shapes as above. */
export function scoreFunction(p: Params, x: tf.Tensor, q: Posterior, eps: tf.Tensor2D, s2: number, baseline: boolean): tf.Tensor2D {
  const n = eps.shape[0];
  let f: tf.Tensor = logLikelihood(p, x, reparameterise(q, eps), s2); // [n]
  if (baseline) f = tf.mul(tf.sub(f, tf.mean(f)), n / (n - 1)); // f_i − mean of f_j over j ≠ i
  const sigma = tf.exp(tf.mul(q.logVar, 0.5)); // [1, latent]
  const score = tf.concat([tf.div(eps, sigma), tf.mul(0.5, tf.sub(tf.square(eps), 1))], 1); // ∂ log q/∂(μ, log σ²) [n, 2 · latent]
  return tf.mul(tf.expandDims(f, 1), score);
}
// #endregion

/** Mean and variance of each coordinate, draw after draw (Welford 1962). */
// #region moments
export class Moments {
  n = 0;
  readonly mean: Float64Array;
  private readonly squares: Float64Array;

  constructor(readonly size: number) {
    this.mean = new Float64Array(size);
    this.squares = new Float64Array(size);
  }

  /** rows [n · size] */
  add(rows: ArrayLike<number>): void {
    for (let from = 0; from < rows.length; from += this.size) {
      this.n++;
      for (let j = 0; j < this.size; j++) {
        const off = rows[from + j] - this.mean[j];
        this.mean[j] += off / this.n;
        this.squares[j] += off * (rows[from + j] - this.mean[j]);
      }
    }
  }

  /** Variance of one draw, coordinate by coordinate. */
  variance(): Float64Array {
    return this.squares.map((s) => s / (this.n - 1));
  }

  /** The trace of the covariance: how far, squared, one draw lies from the mean on average. */
  total(): number {
    return this.variance().reduce((a, b) => a + b, 0);
  }
}
// #endregion
