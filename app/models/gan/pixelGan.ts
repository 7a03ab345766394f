/**
 * A conditional GAN of faces: G paints a face from noise and a wish, D tells painted from real. The game itself is in faceGame.ts.
 *
 * Radford et al. 2016, "DCGAN" (1511.06434): both nets as convolutions. A feature tells D how much a batch varies (Karras et al. 2018,
 * 1710.10196, §3). Trained with Adam without momentum, and looked at through a slow average of G's weights (Yazıcı et al. 2019,
 * 1806.04498). The wish y goes to G beside the noise, to D's verdict as a projection (Miyato & Koyama 2018, 1802.05637).
 *
 * Deviations from DCGAN: nearest-neighbour up-sampling in place of transposed convolutions, group in place of batch normalisation in
 * G, none in D.
 */
import type { Rng } from '../../data/rng';
import { convInit, denseInit, normalInit, normInit } from '../nn/init';
import { conv2d, dense, groupNormSilu, leakyRelu, upsample2 } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { batchSpread, CONDITION, type Rules } from './faceGame';

/** Paired, D is told how much a batch varies as well. σ is small: D shall stay free to see speckles. */
export interface Config extends Rules {
  /** Length of the noise z, and of the wish y. */
  readonly latent: number;
  readonly condition: number;
  /** Channels at 4×4, 8×8 and 16×16, in G; in D the other way round. */
  readonly channels: readonly [number, number, number];
  /** Groups of G's normalisation. */
  readonly groups: number;
  /** Channels of D at 16×16. */
  readonly pixels: number;
}

export const defaults: Config = {
  latent: 64,
  condition: CONDITION,
  channels: [96, 64, 32],
  groups: 8,
  pixels: 48,
  paired: true,
  gamma: 0.02,
  sigma: 0.01,
};

/** A fresh generator. */
export function initG(rng: Rng, { latent, condition, channels: [c4, c8, c16] }: Config): ParamInit {
  return {
    ...denseInit(rng, 'g.in', latent + condition, 16 * c4),
    ...normInit('g.norm4', c4),
    ...convInit(rng, 'g.conv8', 3, c4, c8),
    ...normInit('g.norm8', c8),
    ...convInit(rng, 'g.conv16', 3, c8, c16),
    ...normInit('g.norm16', c16),
    ...convInit(rng, 'g.fine', 3, c16, c16),
    ...normInit('g.normOut', c16),
    ...convInit(rng, 'g.out', 3, c16, 3),
  };
}

/** A fresh discriminator. */
export function initD(rng: Rng, { condition, channels: [c4, c8], pixels, paired }: Config): ParamInit {
  return {
    ...convInit(rng, 'd.in', 3, 3, pixels),
    ...convInit(rng, 'd.conv16', 3, pixels, c8),
    ...convInit(rng, 'd.conv8', 3, c8, c4),
    ...convInit(rng, 'd.conv4', 3, paired ? c4 + 1 : c4, c4),
    ...denseInit(rng, 'd.out', 16 * c4, 1),
    'd.wish': normalInit(rng, [condition, 16 * c4], 1 / Math.sqrt(condition)),
  };
}

/** x = G(z, y): z [B, latent], standard normal, y [B, condition] (`conditionRows`) → faces [B, 16, 16, 3] in (−1, 1). */
// #region G
export function generate(p: Params, z: tf.Tensor2D, y: tf.Tensor2D, { channels, groups }: Config): tf.Tensor4D {
  const c4 = channels[0];
  const active = (h: tf.Tensor4D, name: string) => groupNormSilu(h, p[`${name}.scale`], p[`${name}.bias`], groups);
  const conv = (h: tf.Tensor4D, name: string) => conv2d(h, p[`${name}.w`], p[`${name}.b`]);

  const seed = dense(tf.concat([z, y], 1), p['g.in.w'], p['g.in.b']); //                [B, 16·c4]
  let h = tf.reshape(seed, [z.shape[0], 4, 4, c4]) as tf.Tensor4D; //                   [B, 4, 4, c4]
  h = conv(upsample2(active(h, 'g.norm4')), 'g.conv8'); //                              [B, 8, 8, c8]
  h = conv(upsample2(active(h, 'g.norm8')), 'g.conv16'); //                             [B, 16, 16, c16]
  h = conv(active(h, 'g.norm16'), 'g.fine'); //                                         [B, 16, 16, c16]
  h = conv(active(h, 'g.normOut'), 'g.out'); //                                         [B, 16, 16, 3]
  return tf.sub(tf.mul(2, tf.sigmoid(h)), 1); //                                        a tanh of half the slope: 2σ(h) − 1 = tanh(h/2)
}
// #endregion

/** D(x, y), a logit: how real each face of the batch looks as an answer to its wish. x [B, 16, 16, 3], y [B, condition] → [B]. */
// #region D
export function discriminate(p: Params, x: tf.Tensor4D, y: tf.Tensor2D, { paired }: Config): tf.Tensor1D {
  const conv = (h: tf.Tensor4D, name: string, stride: number) => leakyRelu(conv2d(h, p[`${name}.w`], p[`${name}.b`], stride));

  let h = conv(x, 'd.in', 1); //                                                        [B, 16, 16, pixels]
  h = conv(h, 'd.conv16', 2); //                                                        [B, 8, 8, c8]
  h = conv(h, 'd.conv8', 2); //                                                         [B, 4, 4, c4]
  const spread = () => tf.mul(tf.ones([...h.shape.slice(0, 3), 1]), batchSpread(h)) as tf.Tensor4D; // a generator that repeats itself shows
  if (paired) h = tf.concat([h, spread()], 3); //                                       [B, 4, 4, c4 + 1]
  h = conv(h, 'd.conv4', 1); //                                                         [B, 4, 4, c4]
  const flat = tf.reshape(h, [x.shape[0], -1]) as tf.Tensor2D; //                       [B, 16·c4]
  const asked = tf.matMul(y, p['d.wish'] as tf.Tensor2D); //                            [B, 16·c4]
  const fits = tf.mul(tf.sum(tf.mul(flat, asked), 1), 1 / Math.sqrt(flat.shape[1])); // [B], the projection ⟨h, E y⟩
  return tf.add(tf.reshape(dense(flat, p['d.out.w'], p['d.out.b']), [-1]), fits) as tf.Tensor1D; // [B]
}
// #endregion
