/**
 * The game that the GANs of faces play, whatever their networks are: each is a `Discriminator`, D(x) as logits.
 *
 * Goodfellow et al. 2014 (1406.2661): the game, and the non-saturating loss of G. What keeps it from collapsing: each painted face is
 * judged beside a real one (Jolicoeur-Martineau 2019, 1807.00734) with D's slope held down at both, R1 and R2 of Mescheder et al. 2018
 * (1801.04406, eq. 9 and its twin): together the loss of R3GAN (Huang et al. 2025, 2501.05441). The slopes are finite differences as in
 * Lin et al. 2025 (2501.08316, eq. 5), because then one more look of D is enough and no second derivative is needed.
 */
import { CLASS_COUNTS } from '../../data/faces';
import * as tf from '../tf';

/** Width of y, a wish: one column a class, all attributes side by side. */
export const CONDITION = CLASS_COUNTS.reduce((a, b) => a + b, 0);
/** What stands in the column of a class that is wished for. */
const ASKED = 1.5;

/** Wishes as rows: classes [n · 10], every attribute named → [n · CONDITION]. */
export function conditionRows(classes: ArrayLike<number>): Float32Array {
  const n = classes.length / CLASS_COUNTS.length;
  const rows = new Float32Array(n * CONDITION);
  for (let i = 0; i < n; i++) {
    let at = i * CONDITION;
    CLASS_COUNTS.forEach((count, a) => {
      rows[at + classes[i * CLASS_COUNTS.length + a]] = ASKED;
      at += count;
    });
  }
  return rows;
}

export interface Rules {
  /** Painted faces are judged beside real ones; false: the game of 2014. */
  readonly paired: boolean;
  /** Weight γ of the penalties on D's slope; 0 leaves them out. */
  readonly gamma: number;
  /** Standard deviation σ of the noise that D's slope is measured with: how far it has to be gentle. */
  readonly sigma: number;
}

/** D, told the wishes: a batch of whatever G paints → how real each of it looks, as a logit [B]. */
export type Discriminator = (x: tf.Tensor) => tf.Tensor1D;

/**
 * D's loss. Paired: −E log σ(D(x) − D(G(z))), every painted face beside a real one. Else −E log D(x) − E log(1 − D(G(z))), with D = σ(logit).
 * Real and painted batches are looked at apart.
 */
// #region lossD
export function lossD(discriminator: Discriminator, real: tf.Tensor, painted: tf.Tensor, { paired }: Rules): tf.Scalar {
  const onReal = discriminator(real); //                                                        [B]
  const onPainted = discriminator(painted); //                                                  [B]
  if (paired) return tf.mean(tf.softplus(tf.sub(onPainted, onReal))); //                        −log σ(a) = softplus(−a)
  return tf.add(tf.mean(tf.softplus(tf.neg(onReal))), tf.mean(tf.softplus(onPainted))); // −log(1 − σ(a)) = softplus(a)
}

/**
 * γ/2 · E‖∇D(x)‖² on real faces (R1) or painted ones (R2), from (D(x + σv) − D(x))² / σ², whose mean over v ~ N(0, I) is ‖∇D(x)‖² as σ → 0.
 *
 * @param v noise, shaped like `x`
 */
export function slopePenalty(discriminator: Discriminator, x: tf.Tensor, v: tf.Tensor, { gamma, sigma }: Rules): tf.Scalar {
  const moved = discriminator(tf.add(x, tf.mul(sigma, v))); //                                  [B]
  const slope = tf.div(tf.sub(moved, discriminator(x)), sigma); //                              [B]
  return tf.mul(gamma / 2, tf.mean(tf.square(slope))) as tf.Scalar;
}
// #endregion

/** G's loss. Paired: −E log σ(D(G(z)) − D(x)). Else, non-saturating: −E log D(G(z)). */
// #region lossG
export function lossG(discriminator: Discriminator, real: tf.Tensor, painted: tf.Tensor, { paired }: Rules): tf.Scalar {
  const onPainted = discriminator(painted); //                                                  [B]
  const beside = paired ? tf.sub(onPainted, discriminator(real)) : onPainted;
  return tf.mean(tf.softplus(tf.neg(beside)));
}
// #endregion

/** How much a batch varies: the mean over features of their standard deviation, a scalar (Karras et al. 2018, 1710.10196, §3). */
export function batchSpread(h: tf.Tensor): tf.Scalar {
  const centred = tf.sub(h, tf.mean(h, 0, true));
  return tf.mean(tf.sqrt(tf.add(tf.mean(tf.square(centred), 0), 1e-8)));
}
