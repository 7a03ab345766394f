/**
 * A GAN of faces: G paints a face from noise, D tells painted from real.
 *
 * Goodfellow et al. 2014 (1406.2661): the game, and the non-saturating loss of G. Radford et al. 2016, "DCGAN" (1511.06434):
 * both nets as convolutions. What keeps it from collapsing: R1 of Mescheder et al. 2018 (1801.04406, eq. 9), here by finite
 * differences as in Lin et al. 2025 (2501.08316, eq. 5), because then one more look of D is enough and no second derivative
 * is needed; a feature that tells D how much a batch varies (Karras et al. 2018, 1710.10196, §3); Adam without momentum;
 * and a slow average of G's weights for looking (Yazıcı et al. 2019, 1806.04498).
 *
 * Deviations from DCGAN: nearest-neighbour up-sampling in place of transposed convolutions, mean pooling in place of strides,
 * group in place of batch normalisation in G, none in D.
 */
import type { Rng } from '../data/rng';
import { convInit, denseInit, normInit } from './nn/init';
import { avgPool2, conv2d, dense, groupNormSilu, leakyRelu, upsample2 } from './nn/layers';
import type { ParamInit, Params } from './nn/params';
import * as tf from './tf';

export interface Config {
  /** Length of the noise z. */
  readonly latent: number;
  /** Channels at 4×4, 8×8 and 16×16, in G; in D the other way round. */
  readonly channels: readonly [number, number, number];
  /** Groups of G's normalisation. */
  readonly groups: number;
  /** Weight γ of the R1 penalty; 0 leaves it out. */
  readonly r1: number;
  /** Standard deviation σ of the noise that R1 measures D's slope with. */
  readonly r1Sigma: number;
}

export const defaults: Config = { latent: 64, channels: [96, 64, 32], groups: 8, r1: 0.5, r1Sigma: 0.05 };

/** A fresh generator. */
export function initG(rng: Rng, { latent, channels: [c4, c8, c16] }: Config): ParamInit {
  return {
    ...denseInit(rng, 'g.in', latent, 16 * c4),
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
export function initD(rng: Rng, { channels: [c4, c8, c16] }: Config): ParamInit {
  return {
    ...convInit(rng, 'd.in', 3, 3, c16),
    ...convInit(rng, 'd.conv16', 3, c16, c8),
    ...convInit(rng, 'd.conv8', 3, c8, c4),
    ...convInit(rng, 'd.conv4', 3, c4 + 1, c4),
    ...denseInit(rng, 'd.out', 16 * c4, 1),
  };
}

/** x = G(z): z [B, latent], standard normal → faces [B, 16, 16, 3] in (−1, 1). */
// #region G
export function generate(p: Params, z: tf.Tensor2D, { channels, groups }: Config): tf.Tensor4D {
  const c4 = channels[0];
  const active = (h: tf.Tensor4D, name: string) => groupNormSilu(h, p[`${name}.scale`], p[`${name}.bias`], groups);
  const conv = (h: tf.Tensor4D, name: string) => conv2d(h, p[`${name}.w`], p[`${name}.b`]);

  const seed = dense(z, p['g.in.w'], p['g.in.b']); //     [B, 16·c4]
  let h = tf.reshape(seed, [z.shape[0], 4, 4, c4]) as tf.Tensor4D; //                   [B, 4, 4, c4]
  h = conv(upsample2(active(h, 'g.norm4')), 'g.conv8'); //                              [B, 8, 8, c8]
  h = conv(upsample2(active(h, 'g.norm8')), 'g.conv16'); //                             [B, 16, 16, c16]
  h = conv(active(h, 'g.norm16'), 'g.fine'); //                                         [B, 16, 16, c16]
  h = conv(active(h, 'g.normOut'), 'g.out'); //                                         [B, 16, 16, 3]
  return tf.sub(tf.mul(2, tf.sigmoid(h)), 1); //                                        a tanh of half the slope: 2σ(h) − 1 = tanh(h/2)
}
// #endregion

/** D(x), a logit: how real each face of the batch looks, beside the others. x [B, 16, 16, 3] → [B]. */
// #region D
export function discriminate(p: Params, x: tf.Tensor4D): tf.Tensor1D {
  const conv = (h: tf.Tensor4D, name: string) => leakyRelu(conv2d(h, p[`${name}.w`], p[`${name}.b`]));

  let h = conv(x, 'd.in'); //                                                           [B, 16, 16, c16]
  h = avgPool2(conv(h, 'd.conv16')); //                                                 [B, 8, 8, c8]
  h = avgPool2(conv(h, 'd.conv8')); //                                                  [B, 4, 4, c4]
  h = conv(tf.concat([h, batchSpread(h)], 3), 'd.conv4'); //                            [B, 4, 4, c4]
  const flat = tf.reshape(h, [x.shape[0], -1]) as tf.Tensor2D; //                       [B, 16·c4]
  return tf.reshape(dense(flat, p['d.out.w'], p['d.out.b']), [-1]); // [B]
}

/** How much the batch varies, told to every place of every picture: a generator that repeats itself shows (Karras et al. 2018, §3). */
function batchSpread(h: tf.Tensor4D): tf.Tensor4D {
  const [B, H, W] = h.shape;
  const centred = tf.sub(h, tf.mean(h, 0, true)); //                                    [B, 4, 4, c4]
  const spread = tf.mean(tf.sqrt(tf.add(tf.mean(tf.square(centred), 0), 1e-8))); //     scalar
  return tf.mul(tf.ones([B, H, W, 1]), spread); //                                      [B, 4, 4, 1]
}
// #endregion

/** D's loss: −E log D(x) − E log(1 − D(G(z))), with D = σ(logit). Real and painted batches are judged apart. */
// #region lossD
export function lossD(p: Params, real: tf.Tensor4D, painted: tf.Tensor4D): tf.Scalar {
  const onReal = tf.mean(tf.softplus(tf.neg(discriminate(p, real)))); //                −log σ(a) = softplus(−a)
  const onPainted = tf.mean(tf.softplus(discriminate(p, painted))); //                  −log(1 − σ(a)) = softplus(a)
  return tf.add(onReal, onPainted) as tf.Scalar;
}

/**
 * R1: γ/2 · E‖∇D(x)‖² on real faces, from (D(x + σv) − D(x))² / σ², whose mean over v ~ N(0, I) is ‖∇D(x)‖² as σ → 0.
 *
 * @param v noise, shaped like `real`
 */
export function r1Penalty(p: Params, real: tf.Tensor4D, v: tf.Tensor4D, { r1, r1Sigma }: Config): tf.Scalar {
  const slope = tf.div(tf.sub(discriminate(p, tf.add(real, tf.mul(r1Sigma, v))), discriminate(p, real)), r1Sigma); // [B]
  return tf.mul(r1 / 2, tf.mean(tf.square(slope))) as tf.Scalar;
}
// #endregion

/** G's loss, non-saturating: −E log D(G(z)). */
// #region lossG
export function lossG(p: Params, discriminator: Params, z: tf.Tensor2D, config: Config): tf.Scalar {
  return tf.mean(tf.softplus(tf.neg(discriminate(discriminator, generate(p, z, config))))) as tf.Scalar;
}
// #endregion
