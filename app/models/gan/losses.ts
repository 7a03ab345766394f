/**
 * What D and G are trained to lower: five GAN losses on D's raw output a ("logit"; the probability is D = σ(a)), and two
 * penalties on D's slope.
 *
 * Goodfellow et al. 2014 (1406.2661, eq. 1 and Section 3): the value function, the saturating and the non-saturating loss.
 * Mao et al. 2017 (1611.04076, eq. 2): least squares. Lim & Ye 2017 (1705.02894): hinge. Arjovsky et al. 2017 (1701.07875)
 * and Gulrajani et al. 2017 (1704.00028, eq. 3): WGAN-GP. Mescheder et al. 2018 (1801.04406, eq. 9): R1.
 *
 * Means over the batch stand for expectations. The penalties differentiate D inside the loss, so D must be made of
 * operations that have a second derivative.
 */
import { binaryCrossEntropy } from '../nn/layers';
import * as tf from '../tf';

export type LossName = 'saturating' | 'nonSaturating' | 'leastSquares' | 'hinge' | 'wganGp';

/** D as a function of points: x [B, 2] → logits [B, 1]. */
export type Critic = (x: tf.Tensor2D) => tf.Tensor2D;

const mean = (t: tf.Tensor): tf.Scalar => tf.mean(t) as tf.Scalar;

// #region value
/** V(D, G) = E[log D(x)] + E[log(1 − D(G(z)))], at most 0. real, fake: logits [B, 1] on x and on G(z). */
export function valueFunction(real: tf.Tensor, fake: tf.Tensor): tf.Scalar {
  return tf.neg(tf.add(binaryCrossEntropy(real, 1), binaryCrossEntropy(fake, 0)));
}
// #endregion

// #region lossD
/** D's loss. real, fake: logits [B, 1] on x and on G(z). */
export function lossD(real: tf.Tensor, fake: tf.Tensor, kind: LossName): tf.Scalar {
  switch (kind) {
    case 'saturating':
    case 'nonSaturating': // −V(D, G): D plays the same game in both
      return tf.add(binaryCrossEntropy(real, 1), binaryCrossEntropy(fake, 0));
    case 'leastSquares': // real → 1, generated → 0
      return tf.mul(0.5, tf.add(mean(tf.square(tf.sub(real, 1))), mean(tf.square(fake))));
    case 'hinge': // nothing more to gain beyond a margin of 1
      return tf.add(mean(tf.relu(tf.sub(1, real))), mean(tf.relu(tf.add(1, fake))));
    case 'wganGp': // −(E[D(x)] − E[D(G(z))]), bounded by the penalty on D's slope
      return tf.sub(mean(fake), mean(real));
  }
}
// #endregion

// #region lossG
/** G's loss. fake: logits [B, 1] on G(z). */
export function lossG(fake: tf.Tensor, kind: LossName): tf.Scalar {
  switch (kind) {
    case 'saturating': // E[log(1 − D(G(z)))]: flat where D is sure, just when G is bad
      return tf.neg(binaryCrossEntropy(fake, 0));
    case 'nonSaturating': // −E[log D(G(z))]: same fixed point, steep where D is sure
      return binaryCrossEntropy(fake, 1);
    case 'leastSquares':
      return tf.mul(0.5, mean(tf.square(tf.sub(fake, 1))));
    case 'hinge':
    case 'wganGp':
      return tf.neg(mean(fake));
  }
}
// #endregion

/** ‖∇ₓD(x)‖² of every point. x [B, 2] → [B, 1]. Differentiable in D's parameters. */
function squaredSlope(critic: Critic, x: tf.Tensor2D): tf.Tensor2D {
  const gradient = tf.grad((points: tf.Tensor) => tf.sum(critic(points as tf.Tensor2D)))(x); // [B, 2]: each logit depends on its own point only
  return tf.sum(tf.square(gradient), 1, true);
}

// #region gradientPenalty
/** WGAN-GP: λ E[(‖∇D(x̂)‖ − 1)²] at x̂ = u·x + (1 − u)·G(z). real, fake [B, 2]; u [B, 1] uniform in [0, 1). */
export function gradientPenalty(critic: Critic, real: tf.Tensor2D, fake: tf.Tensor2D, u: tf.Tensor2D, lambda: number): tf.Scalar {
  const between = tf.add(fake, tf.mul(u, tf.sub(real, fake))) as tf.Tensor2D; // [B, 2]
  const slope = tf.sqrt(tf.add(squaredSlope(critic, between), 1e-12)); //        [B, 1]; the root of 0 has no derivative
  return tf.mul(lambda, mean(tf.square(tf.sub(slope, 1))));
}
// #endregion

// #region r1
/** R1: γ/2 E[‖∇D(x)‖²] on real points. real [B, 2]. */
export function r1Penalty(critic: Critic, real: tf.Tensor2D, gamma: number): tf.Scalar {
  return tf.mul(gamma / 2, mean(squaredSlope(critic, real)));
}
// #endregion
