/**
 * The variational autoencoder (Kingma & Welling 2014, 1312.6114) and the β-VAE (Higgins et al. 2017).
 *
 *   q(z|x) = N(μ(x), diag σ(x)²),  p(z) = N(0, I),  p(x|z) = N(g(z), s² I)
 *   L = E_q[‖x − g(z)‖²] / 2s² + β · KL(q(z|x) ‖ p(z))            (the negative ELBO for β = 1, up to a constant)
 *
 * s² = 0.02 is about the error these decoders reach, which is where the likelihood of a Gaussian decoder is largest
 * (Rybkin et al. 2021); it only scales β. Encoder and decoder are the autoencoder's; the encoder has two outputs a dimension.
 */

import type { Params } from '../nn/params';
import * as tf from '../tf';
import { type Config, decode, encode, init } from './autoencoder';

export { decode, init };

/** Variance s² of a pixel given z. */
export const PIXEL_VARIANCE = 0.02;

export const vaeConfig = (latent: number): Config => ({ latent, hidden: [176, 88], outputs: 2 });

/** What the encoder says of a face: a Gaussian, axis by axis. */
export interface Posterior {
  readonly mu: tf.Tensor2D; // [B, latent]
  readonly logVar: tf.Tensor2D; // [B, latent], log σ²
}

// #region posterior
/** q(z|x). x [B, 16, 16, 3]. */
export function posterior(p: Params, x: tf.Tensor): Posterior {
  const [mu, logVar] = tf.split(encode(p, x), 2, 1); // two times [B, latent]
  return { mu: mu as tf.Tensor2D, logVar: logVar as tf.Tensor2D };
}
// #endregion

// #region reparameterise
/** z = μ + σ·ε: the randomness comes from outside, so that the gradient reaches μ and σ. eps [B, latent] standard normal. */
export function reparameterise({ mu, logVar }: Posterior, eps: tf.Tensor): tf.Tensor2D {
  return tf.add(mu, tf.mul(tf.exp(tf.mul(logVar, 0.5)), eps)); // [B, latent]
}
// #endregion

// #region kl
/** KL(q(z|x) ‖ N(0, I)) of every dimension, in nats: ½ (μ² + σ² − log σ² − 1). [B, latent]. */
export function kl({ mu, logVar }: Posterior): tf.Tensor2D {
  return tf.mul(0.5, tf.sub(tf.sub(tf.add(tf.square(mu), tf.exp(logVar)), logVar), 1));
}
// #endregion

/** The terms of the loss, each a mean over faces, in nats. */
export interface Terms {
  readonly reconstruction: tf.Scalar;
  readonly kl: tf.Scalar;
}

// #region loss
/** Reconstruction ‖x − g(z)‖² / 2s² and KL, with z drawn by `eps`. x [B, 16, 16, 3]. */
export function terms(p: Params, x: tf.Tensor, eps: tf.Tensor): Terms {
  const q = posterior(p, x);
  return termsOf(x, q, decode(p, reparameterise(q, eps)));
}

/** The same of any encoder and decoder: of q(z|x) and what came back. x, xHat [B, 16, 16, 3]. */
export function termsOf(x: tf.Tensor, q: Posterior, xHat: tf.Tensor): Terms {
  const faces = x.shape[0];
  return {
    reconstruction: tf.div(tf.sum(tf.square(tf.sub(x, xHat))), 2 * PIXEL_VARIANCE * faces),
    kl: tf.div(tf.sum(kl(q)), faces),
  };
}

/** L = reconstruction + β · KL. β = 1: the negative ELBO. */
export function loss(p: Params, x: tf.Tensor, eps: tf.Tensor, beta: number): tf.Scalar {
  const t = terms(p, x, eps);
  return tf.add(t.reconstruction, tf.mul(beta, t.kl));
}
// #endregion
