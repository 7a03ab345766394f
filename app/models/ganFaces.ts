/**
 * A GAN of faces: G paints a face from noise, D tells painted from real.
 *
 * Goodfellow et al. 2014 (1406.2661): the game, and the non-saturating loss of G. Radford et al. 2016, "DCGAN" (1511.06434):
 * both nets as convolutions. What keeps it from collapsing: each painted face is judged beside a real one (Jolicoeur-Martineau 2019,
 * 1807.00734) with D's slope held down at both, R1 and R2 of Mescheder et al. 2018 (1801.04406, eq. 9 and its twin): together the loss
 * of R3GAN (Huang et al. 2025, 2501.05441). The slopes are finite differences as in Lin et al. 2025 (2501.08316, eq. 5), because then
 * one more look of D is enough and no second derivative is needed. Also a feature that tells D how much a batch varies (Karras et al.
 * 2018, 1710.10196, §3); Adam without momentum; and a slow average of G's weights for looking (Yazıcı et al. 2019, 1806.04498).
 *
 * Deviations from DCGAN: nearest-neighbour up-sampling in place of transposed convolutions, group in place of batch normalisation in
 * G, none in D.
 */
import type { Rng } from '../data/rng';
import { convInit, denseInit, normInit } from './nn/init';
import { conv2d, dense, groupNormSilu, leakyRelu, upsample2 } from './nn/layers';
import type { ParamInit, Params } from './nn/params';
import * as tf from './tf';

export interface Config {
  /** Length of the noise z. */
  readonly latent: number;
  /** Channels at 4×4, 8×8 and 16×16, in G; in D the other way round. */
  readonly channels: readonly [number, number, number];
  /** Groups of G's normalisation. */
  readonly groups: number;
  /** Channels of D at 16×16. */
  readonly pixels: number;
  /** Painted faces are judged beside real ones, and D is told how much a batch varies; false: the game of 2014. */
  readonly paired: boolean;
  /** Weight γ of the penalties on D's slope; 0 leaves them out. */
  readonly gamma: number;
  /** Standard deviation σ of the noise that D's slope is measured with. Small: D shall stay free to see speckles. */
  readonly sigma: number;
}

export const defaults: Config = { latent: 64, channels: [96, 64, 32], groups: 8, pixels: 48, paired: true, gamma: 0.1, sigma: 0.01 };

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
export function initD(rng: Rng, { channels: [c4, c8], pixels, paired }: Config): ParamInit {
  return {
    ...convInit(rng, 'd.in', 3, 3, pixels),
    ...convInit(rng, 'd.conv16', 3, pixels, c8),
    ...convInit(rng, 'd.conv8', 3, c8, c4),
    ...convInit(rng, 'd.conv4', 3, paired ? c4 + 1 : c4, c4),
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
export function discriminate(p: Params, x: tf.Tensor4D, { paired }: Config): tf.Tensor1D {
  const conv = (h: tf.Tensor4D, name: string, stride: number) => leakyRelu(conv2d(h, p[`${name}.w`], p[`${name}.b`], stride));

  let h = conv(x, 'd.in', 1); //                                                        [B, 16, 16, pixels]
  h = conv(h, 'd.conv16', 2); //                                                        [B, 8, 8, c8]
  h = conv(h, 'd.conv8', 2); //                                                         [B, 4, 4, c4]
  if (paired) h = tf.concat([h, batchSpread(h)], 3); //                                 [B, 4, 4, c4 + 1]
  h = conv(h, 'd.conv4', 1); //                                                         [B, 4, 4, c4]
  const flat = tf.reshape(h, [x.shape[0], -1]) as tf.Tensor2D; //                       [B, 16·c4]
  return tf.reshape(dense(flat, p['d.out.w'], p['d.out.b']), [-1]); //                  [B]
}

/** How much the batch varies, told to every place of every picture: a generator that repeats itself shows (Karras et al. 2018, §3). */
function batchSpread(h: tf.Tensor4D): tf.Tensor4D {
  const [B, H, W] = h.shape;
  const centred = tf.sub(h, tf.mean(h, 0, true)); //                                    [B, 4, 4, c4]
  const spread = tf.mean(tf.sqrt(tf.add(tf.mean(tf.square(centred), 0), 1e-8))); //     scalar
  return tf.mul(tf.ones([B, H, W, 1]), spread); //                                      [B, 4, 4, 1]
}
// #endregion

/**
 * D's loss. Paired: −E log σ(D(x) − D(G(z))), every painted face beside a real one. Else −E log D(x) − E log(1 − D(G(z))), with D = σ(logit).
 * Real and painted batches are looked at apart.
 */
// #region lossD
export function lossD(p: Params, real: tf.Tensor4D, painted: tf.Tensor4D, config: Config): tf.Scalar {
  const onReal = discriminate(p, real, config); //                                      [B]
  const onPainted = discriminate(p, painted, config); //                                [B]
  if (config.paired) return tf.mean(tf.softplus(tf.sub(onPainted, onReal))); //         −log σ(a) = softplus(−a)
  return tf.add(tf.mean(tf.softplus(tf.neg(onReal))), tf.mean(tf.softplus(onPainted))); // −log(1 − σ(a)) = softplus(a)
}

/**
 * γ/2 · E‖∇D(x)‖² on real faces (R1) or painted ones (R2), from (D(x + σv) − D(x))² / σ², whose mean over v ~ N(0, I) is ‖∇D(x)‖² as σ → 0.
 *
 * @param v noise, shaped like `x`
 */
export function slopePenalty(p: Params, x: tf.Tensor4D, v: tf.Tensor4D, config: Config): tf.Scalar {
  const moved = discriminate(p, tf.add(x, tf.mul(config.sigma, v)), config); //         [B]
  const slope = tf.div(tf.sub(moved, discriminate(p, x, config)), config.sigma); //     [B]
  return tf.mul(config.gamma / 2, tf.mean(tf.square(slope))) as tf.Scalar;
}
// #endregion

/** G's loss. Paired: −E log σ(D(G(z)) − D(x)). Else, non-saturating: −E log D(G(z)). */
// #region lossG
export function lossG(p: Params, discriminator: Params, z: tf.Tensor2D, real: tf.Tensor4D, config: Config): tf.Scalar {
  const onPainted = discriminate(discriminator, generate(p, z, config), config); //     [B]
  const beside = config.paired ? tf.sub(onPainted, discriminate(discriminator, real, config)) : onPainted;
  return tf.mean(tf.softplus(tf.neg(beside)));
}
// #endregion
