/**
 * The VQ-VAE's encoder and decoder with a Gaussian between them instead of a codebook: what the two ways of narrowing the same network can be
 * compared by. Only the encoder's last layer differs, which gives two numbers (μ, log σ²) for each that goes on.
 *
 *   L = E_q[‖x − g(z)‖²] / 2s² + β KL(q(z|x) ‖ N(0, I)),  z = μ + σ·ε at every place of the grid       (vae.ts, per place)
 */
import type { Rng } from '../../data/rng';
import { convInit } from '../nn/init';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { type Posterior, reparameterise, type Terms, termsOf } from './vae';
import { type Config, decode, encode, init as initVq } from './vqvae';

/** Latents of a face: every place's D. */
export const latents = ({ grid, dim }: Config): number => grid * grid * dim;

/** The VQ-VAE's network without its codebook, and 2 D outputs a place. */
export function init(rng: Rng, config: Config): ParamInit {
  const { codebook: _none, ...network } = initVq(rng, config);
  return { ...network, ...convInit(rng, 'enc.out', 1, config.width, 2 * config.dim, 'xavier') };
}

// #region posterior
/** q(z|x), all places in one row. x [B, 16, 16, 3] → μ, log σ² [B, g² · D]. */
export function posterior(p: Params, x: tf.Tensor, config: Config): Posterior {
  const [mu, logVar] = tf.split(encode(p, x, config), 2, 3).map((half) => tf.reshape(half, [x.shape[0], latents(config)])); // [B, g² · D] each
  return { mu: mu as tf.Tensor2D, logVar: logVar as tf.Tensor2D };
}
// #endregion

/** z [B, g² · D] → x̂ [B, 16, 16, 3]. */
export const decodeRows = (p: Params, z: tf.Tensor, { grid, dim }: Config): tf.Tensor4D =>
  decode(p, tf.reshape(z, [z.shape[0], grid, grid, dim]));

// #region loss
/** Reconstruction and KL, means over faces in nats, as in vae.ts. eps [B, g² · D]. */
export function terms(p: Params, x: tf.Tensor, eps: tf.Tensor, config: Config): Terms {
  const q = posterior(p, x, config);
  return termsOf(x, q, decodeRows(p, reparameterise(q, eps), config));
}

/** Reconstruction + β · KL. */
export function loss(p: Params, x: tf.Tensor, eps: tf.Tensor, beta: number, config: Config): tf.Scalar {
  const t = terms(p, x, eps, config);
  return tf.add(t.reconstruction, tf.mul(beta, t.kl));
}
// #endregion
