/**
 * The plain autoencoder: a face is squeezed through a few numbers and painted again (Hinton & Salakhutdinov 2006).
 *
 *   z = f(x),  x̂ = g(z),  L = ‖x − x̂‖² / D
 *
 * The VAE beside it (vae.ts) has this very decoder, and this encoder with two outputs a dimension instead of one. Layers are dense,
 * as in Kingma & Welling 2014 (appendix C): the parts of a face always sit at the same place, so there is nothing for a
 * convolution to share. Faces are 16×16 RGB in [−1, 1]; the output is linear, clip it for the eye.
 */
import type { Rng } from '../../data/rng';
import { denseInit } from '../nn/init';
import { dense } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';

/** Numbers of a face: 16 × 16 pixels × RGB. */
export const PIXELS = 768;

export interface Config {
  /** Size of the bottleneck. */
  readonly latent: number;
  /** Units of the two hidden layers, the wide one next to the pixels. */
  readonly hidden: readonly [wide: number, narrow: number];
  /** Numbers the encoder gives for a latent dimension: 1 here, 2 (μ and log σ²) in the VAE. */
  readonly outputs: 1 | 2;
}

export const autoencoderConfig = (latent: number): Config => ({ latent, hidden: [176, 88], outputs: 1 });

export function init(rng: Rng, { latent, hidden: [wide, narrow], outputs }: Config): ParamInit {
  return {
    ...denseInit(rng, 'enc.wide', PIXELS, wide),
    ...denseInit(rng, 'enc.narrow', wide, narrow),
    ...denseInit(rng, 'enc.out', narrow, outputs * latent, 'xavier'),
    ...denseInit(rng, 'dec.narrow', latent, narrow),
    ...denseInit(rng, 'dec.wide', narrow, wide),
    ...denseInit(rng, 'dec.out', wide, PIXELS, 'xavier'),
  };
}

// #region encode
/** What every layer of the encoder says, the code last. x [B, 16, 16, 3]. */
export function encoderLayers(p: Params, x: tf.Tensor): tf.Tensor2D[] {
  const pixels = tf.reshape(x, [x.shape[0], PIXELS]) as tf.Tensor2D; // [B, 768]
  const wide = dense(pixels, p['enc.wide.w'], p['enc.wide.b'], 'relu'); // [B, wide]
  const narrow = dense(wide, p['enc.narrow.w'], p['enc.narrow.b'], 'relu'); // [B, narrow]
  return [pixels, wide, narrow, dense(narrow, p['enc.out.w'], p['enc.out.b'])]; // …, [B, outputs · latent]
}

/** x [B, 16, 16, 3] → [B, outputs · latent]. */
export const encode = (p: Params, x: tf.Tensor): tf.Tensor2D => encoderLayers(p, x)[3];
// #endregion

// #region decode
/** What every layer of the decoder says, the pixels last. z [B, latent]. */
export function decoderLayers(p: Params, z: tf.Tensor): tf.Tensor2D[] {
  const narrow = dense(z, p['dec.narrow.w'], p['dec.narrow.b'], 'relu'); // [B, narrow]
  const wide = dense(narrow, p['dec.wide.w'], p['dec.wide.b'], 'relu'); // [B, wide]
  return [narrow, wide, dense(wide, p['dec.out.w'], p['dec.out.b'])]; // …, [B, 768]
}

/** z [B, latent] → x̂ [B, 16, 16, 3]. */
export const decode = (p: Params, z: tf.Tensor): tf.Tensor4D => tf.reshape(decoderLayers(p, z)[2], [z.shape[0], 16, 16, 3]);
// #endregion

// #region loss
/** Mean squared error of the reconstruction, over pixels and channels. */
export function loss(p: Params, x: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(x, decode(p, encode(p, x)))));
}
// #endregion
