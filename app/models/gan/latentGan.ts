/**
 * A GAN that paints with a VQ-VAE's codes: G turns noise into the 4×4 vectors of a face, the nearest codes take their places, and the
 * VQ-VAE's decoder makes the picture. D judges vectors, not pixels, so that a step costs a small part and single pixels cannot go astray.
 *
 * A generator in the latent space of an autoencoder is as old as adversarial autoencoders (Makhzani et al. 2016, 1511.05644); that the
 * game is easier where pictures are already coded is what VQGAN and latent diffusion live on (Esser et al. 2021, 2012.09841; Rombach et
 * al. 2022, 2112.10752). Both players are dense networks with residual steps: sixteen places need no convolution.
 */
import type { Rng } from '../../data/rng';
import { denseInit } from '../nn/init';
import { dense, leakyRelu } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { decode, lookup, quantize } from '../vae/vqvae';
import { batchSpread, type Rules } from './faceGame';

export interface Config extends Rules {
  /** Length of the noise z. */
  readonly latent: number;
  /** Units of every hidden layer of G, and of D. */
  readonly hidden: readonly [number, number];
  /** Places of the VQ-VAE's grid on a side, and length of its codes. */
  readonly grid: number;
  readonly dim: number;
}

export const defaults: Config = { latent: 64, hidden: [176, 256], grid: 4, dim: 16, paired: true, gamma: 0.1, sigma: 0.5 };

/** A fresh generator. */
export function initG(rng: Rng, { latent, hidden: [hidden], grid, dim }: Config): ParamInit {
  return {
    ...denseInit(rng, 'g.in', latent, hidden),
    ...denseInit(rng, 'g.mid1', hidden, hidden),
    ...denseInit(rng, 'g.mid2', hidden, hidden),
    ...denseInit(rng, 'g.out', hidden, grid * grid * dim),
  };
}

/** A fresh discriminator. */
export function initD(rng: Rng, { hidden: [, hidden], grid, dim }: Config): ParamInit {
  return {
    ...denseInit(rng, 'd.in', grid * grid * dim, hidden),
    ...denseInit(rng, 'd.mid', hidden, hidden),
    ...denseInit(rng, 'd.last', hidden + 1, hidden),
    ...denseInit(rng, 'd.out', hidden, 1),
  };
}

/** What both players are trained on: a VQ-VAE's vectors, in units of their root mean square over the codebook [K, D]. */
export const unitOf = (codebook: tf.Tensor): tf.Scalar => tf.sqrt(tf.mean(tf.square(codebook)));

/** G(z): z [B, latent], standard normal → vectors [B, grid·grid·dim], in units of `unitOf`. */
// #region G
export function paint(p: Params, z: tf.Tensor2D): tf.Tensor2D {
  const layer = (h: tf.Tensor2D, name: string) => dense(h, p[`${name}.w`], p[`${name}.b`]);

  let h = leakyRelu(layer(z, 'g.in')); //                                               [B, hidden]
  h = tf.add(h, leakyRelu(layer(h, 'g.mid1'))); //                                      [B, hidden]
  h = tf.add(h, leakyRelu(layer(h, 'g.mid2'))); //                                      [B, hidden]
  return layer(h, 'g.out'); //                                                          [B, 256]
}

/** The face of noise z: nearest codes for G's vectors, then the VQ-VAE's decoder. → [B, 16, 16, 3], about [−1, 1]. */
export function generate(p: Params, vqvae: Params, z: tf.Tensor2D, { grid, dim }: Config): tf.Tensor4D {
  const vectors = tf.reshape(tf.mul(unitOf(vqvae.codebook), paint(p, z)), [z.shape[0], grid, grid, dim]);
  return decode(vqvae, lookup(vqvae.codebook, quantize(vectors, vqvae.codebook)));
}
// #endregion

/** D(x), a logit: how real each row of vectors looks, beside the others. x [B, grid·grid·dim] → [B]. */
// #region D
export function discriminate(p: Params, x: tf.Tensor): tf.Tensor1D {
  const layer = (h: tf.Tensor, name: string) => dense(h, p[`${name}.w`], p[`${name}.b`]);

  let h = leakyRelu(layer(x, 'd.in')); //                                               [B, hidden]
  h = tf.add(h, leakyRelu(layer(h, 'd.mid'))); //                                       [B, hidden]
  const spread = tf.mul(tf.ones([h.shape[0], 1]), batchSpread(h)) as tf.Tensor2D; //    [B, 1]: a generator that repeats itself shows
  h = leakyRelu(layer(tf.concat([h, spread], 1), 'd.last')); //                         [B, hidden]
  return tf.reshape(layer(h, 'd.out'), [-1]); //                                        [B]
}
// #endregion
