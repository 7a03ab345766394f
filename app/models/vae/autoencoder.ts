/**
 * The plain autoencoder: a face is squeezed through a few numbers and painted again (Hinton & Salakhutdinov 2006).
 *
 *   z = f(x),  x̂ = g(z),  L = ‖x − x̂‖² / D
 *
 * The VAE beside it (vae.ts) has this very decoder, and this encoder with two outputs a dimension instead of one.
 * Faces are 16×16 RGB in [−1, 1]. Inside, 2×2 pixels are one position with 12 channels ("sub-pixel convolution",
 * Shi et al. 2016): a quarter of the positions, hence of the work. The output is linear; clip it for the eye.
 */
import type { Rng } from '../../data/rng';
import { conv2d, dense, upsample2 } from '../nn/layers';
import { convInit, denseInit } from '../nn/init';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';

export interface Config {
  /** Size of the bottleneck. */
  readonly latent: number;
  /** Channels of the convolutions. */
  readonly width: number;
  /** Units of the dense layers on both sides of the bottleneck. */
  readonly hidden: number;
  /** Numbers the encoder gives for a latent dimension: 1 here, 2 (μ and log σ²) in the VAE. */
  readonly outputs: 1 | 2;
}

export const autoencoderConfig = (latent: number): Config => ({ latent, width: 64, hidden: 96, outputs: 1 });

export function init(rng: Rng, { latent, width, hidden, outputs }: Config): ParamInit {
  return {
    ...convInit(rng, 'enc.conv1', 3, 12, width),
    ...convInit(rng, 'enc.conv2', 3, width, width),
    ...denseInit(rng, 'enc.dense', 16 * width, hidden),
    ...denseInit(rng, 'enc.out', hidden, outputs * latent, 'xavier'),
    ...denseInit(rng, 'dec.in', latent, hidden),
    ...denseInit(rng, 'dec.dense', hidden, 16 * width),
    ...convInit(rng, 'dec.conv1', 3, width, width),
    ...convInit(rng, 'dec.conv2', 3, width, width),
    ...convInit(rng, 'dec.out', 3, width, 12, 'xavier'),
  };
}

// #region encode
/** x [B, 16, 16, 3] → [B, outputs · latent]. */
export function encode(p: Params, x: tf.Tensor): tf.Tensor2D {
  let h: tf.Tensor = toBlocks(x); // [B, 8, 8, 12]
  h = tf.relu(conv2d(h, p['enc.conv1.w'], p['enc.conv1.b'])); // [B, 8, 8, W]
  h = tf.relu(conv2d(h, p['enc.conv2.w'], p['enc.conv2.b'], 2)); // [B, 4, 4, W]
  h = tf.reshape(h, [x.shape[0], -1]); // [B, 16·W]
  h = dense(h, p['enc.dense.w'], p['enc.dense.b'], 'relu'); // [B, hidden]
  return dense(h, p['enc.out.w'], p['enc.out.b']); // [B, outputs · latent]
}
// #endregion

// #region decode
/** z [B, latent] → x̂ [B, 16, 16, 3]. */
export function decode(p: Params, z: tf.Tensor): tf.Tensor4D {
  let h: tf.Tensor = dense(z, p['dec.in.w'], p['dec.in.b'], 'relu'); // [B, hidden]
  h = dense(h, p['dec.dense.w'], p['dec.dense.b'], 'relu'); // [B, 16·W]
  h = upsample2(tf.reshape(h, [z.shape[0], 4, 4, -1])); // [B, 8, 8, W]
  h = tf.relu(conv2d(h, p['dec.conv1.w'], p['dec.conv1.b'])); // [B, 8, 8, W]
  h = tf.add(h, tf.relu(conv2d(h, p['dec.conv2.w'], p['dec.conv2.b']))); // [B, 8, 8, W], a residual step
  return fromBlocks(conv2d(h, p['dec.out.w'], p['dec.out.b'])); // [B, 16, 16, 3]
}
// #endregion

// #region loss
/** Mean squared error of the reconstruction, over pixels and channels. */
export function loss(p: Params, x: tf.Tensor): tf.Scalar {
  return tf.mean(tf.square(tf.sub(x, decode(p, encode(p, x)))));
}
// #endregion

/** Blocks of 2×2 pixels as channels. [B, H, W, C] → [B, H/2, W/2, 4C]. */
export function toBlocks(x: tf.Tensor): tf.Tensor4D {
  const [b, h, w, c] = x.shape;
  const rows = tf.reshape(x, [(b * h) / 2, 2, w / 2, 2 * c]); // [B·H/2, row in block, block, pixels in a row]
  return tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [b, h / 2, w / 2, 4 * c]);
}

/** The other way. [B, H, W, 4C] → [B, 2H, 2W, C]. */
export function fromBlocks(x: tf.Tensor): tf.Tensor4D {
  const [b, h, w, c4] = x.shape;
  const blocks = tf.reshape(x, [b * h, w, 2, c4 / 2]); // [B·H, block, row in block, pixels in a row]
  return tf.reshape(tf.transpose(blocks, [0, 2, 1, 3]), [b, 2 * h, 2 * w, c4 / 4]);
}
