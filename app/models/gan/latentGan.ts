/**
 * A conditional GAN that paints with a VQ-VAE's codes: G turns noise and a wish into the 4×4 vectors of a face, the nearest codes take
 * their places, and the VQ-VAE's decoder makes the picture. D judges vectors, not pixels, so that a step costs a small part and single
 * pixels cannot go astray.
 *
 * A generator in the latent space of an autoencoder is as old as adversarial autoencoders (Makhzani et al. 2016, 1511.05644); that the
 * game is easier where pictures are already coded is what VQGAN and latent diffusion live on (Esser et al. 2021, 2012.09841; Rombach et
 * al. 2022, 2112.10752). The wish y goes to both players (Mirza & Osindero 2014, 1411.1784), to D's verdict as a projection (Miyato &
 * Koyama 2018, 1802.05637). Both are dense networks with residual steps: sixteen places need no convolution. No normalisation anywhere;
 * the second half of each step starts small.
 */
import type { Rng } from '../../data/rng';
import { normalInit, zeros } from '../nn/init';
import { dense, leakyRelu } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { decode, lookup, quantize } from '../vae/vqvae';
import { batchSpread, CONDITION, type Rules } from './faceGame';

export interface Config extends Rules {
  /** Length of the noise z, and of the wish y. */
  readonly latent: number;
  readonly condition: number;
  /** Units of every hidden layer of G, and of D. */
  readonly hidden: readonly [number, number];
  /** Residual steps of G, and of D. */
  readonly steps: readonly [number, number];
  /** Places of the VQ-VAE's grid on a side, and length of its codes. */
  readonly grid: number;
  readonly dim: number;
  /** Whether D is told how much a batch varies. The one that ships was trained without. */
  readonly spread?: boolean;
}

export const defaults: Config = {
  latent: 64,
  condition: CONDITION,
  hidden: [256, 512],
  steps: [3, 2],
  grid: 4,
  dim: 16,
  paired: true,
  gamma: 0.1,
  sigma: 0.5,
};

/** `name.w`, normal with variance `gain`² / inputs, and `name.b` = 0: with `active` the numbers keep their size from layer to layer. */
function layerInit(rng: Rng, name: string, inputs: number, outputs: number, gain = 1): ParamInit {
  return { [`${name}.w`]: normalInit(rng, [inputs, outputs], gain / Math.sqrt(inputs)), [`${name}.b`]: zeros([outputs]) };
}

function stepsInit(rng: Rng, name: string, steps: number, hidden: number): ParamInit {
  const each = Array.from({ length: steps }, (_, i) => ({
    ...layerInit(rng, `${name}${i}.a`, hidden, hidden),
    ...layerInit(rng, `${name}${i}.b`, hidden, hidden, 0.3),
  }));
  return Object.assign({}, ...each);
}

/** A fresh generator. */
export function initG(rng: Rng, { latent, condition, hidden: [hidden], steps: [steps], grid, dim }: Config): ParamInit {
  return {
    ...layerInit(rng, 'g.in', latent + condition, hidden),
    ...stepsInit(rng, 'g.step', steps, hidden),
    ...layerInit(rng, 'g.out', hidden, grid * grid * dim),
  };
}

/** A fresh discriminator. */
export function initD(rng: Rng, { condition, hidden: [, hidden], steps: [, steps], grid, dim, spread }: Config): ParamInit {
  return {
    ...layerInit(rng, 'd.in', grid * grid * dim + condition + (spread ? 1 : 0), hidden),
    ...stepsInit(rng, 'd.step', steps, hidden),
    ...layerInit(rng, 'd.out', hidden, 1),
    'd.wish': normalInit(rng, [condition, hidden], 1 / Math.sqrt(condition)),
  };
}

/** What both players are trained on: a VQ-VAE's vectors, in units of their root mean square over the codebook [K, D]. */
export const unitOf = (codebook: tf.Tensor): tf.Scalar => tf.sqrt(tf.mean(tf.square(codebook)));

/** 1.38 · leakyRelu(h): of a standard normal the mean square is 1 again. */
const active = (h: tf.Tensor2D): tf.Tensor2D => tf.mul(1.38, leakyRelu(h));

const layer = (p: Params, h: tf.Tensor, name: string) => dense(h, p[`${name}.w`], p[`${name}.b`]);

/** h + B(a(A(a(h)))), as often as there are such steps. h [B, hidden] → the same. */
function residual(p: Params, h: tf.Tensor2D, name: string): tf.Tensor2D {
  for (let i = 0; `${name}${i}.a.w` in p; i++) h = tf.add(h, layer(p, active(layer(p, active(h), `${name}${i}.a`)), `${name}${i}.b`));
  return h;
}

/** G(z, y): z [B, latent], standard normal, y [B, condition] (`conditionRows`) → vectors [B, grid·grid·dim], in units of `unitOf`. */
// #region G
export function paint(p: Params, z: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  const h = residual(p, layer(p, tf.concat([z, y], 1), 'g.in'), 'g.step'); //           [B, hidden]
  return layer(p, active(h), 'g.out'); //                                               [B, 256]
}

/** The face of noise z and wish y: nearest codes for G's vectors, then the VQ-VAE's decoder. → [B, 16, 16, 3], about [−1, 1]. */
export function generate(p: Params, vqvae: Params, z: tf.Tensor2D, y: tf.Tensor2D, { grid, dim }: Config): tf.Tensor4D {
  const vectors = tf.reshape(tf.mul(unitOf(vqvae.codebook), paint(p, z, y)), [z.shape[0], grid, grid, dim]);
  return decode(vqvae, lookup(vqvae.codebook, quantize(vectors, vqvae.codebook)));
}
// #endregion

/**
 * D(x, y), a logit: how real each row of vectors looks as an answer to its wish. x [B, grid·grid·dim], y [B, condition] → [B]. Made for it
 * (`spread`), D is told one number more: how much the batch varies.
 */
// #region D
export function discriminate(p: Params, x: tf.Tensor, y: tf.Tensor2D): tf.Tensor1D {
  const told = p['d.in.w'].shape[0] > (x.shape[1] ?? 0) + y.shape[1]; //                       one row more than x and y have
  const spread = () => tf.mul(tf.ones([x.shape[0], 1]), batchSpread(x)); //             [B, 1]
  const h = active(residual(p, layer(p, tf.concat(told ? [x, y, spread()] : [x, y], 1), 'd.in'), 'd.step')); // [B, hidden]
  const asked = tf.matMul(y, p['d.wish'] as tf.Tensor2D); //                            [B, hidden]
  const fits = tf.mul(tf.sum(tf.mul(h, asked), 1), 1 / Math.sqrt(h.shape[1])); //       [B], the projection ⟨h, E y⟩
  return tf.add(tf.reshape(layer(p, h, 'd.out'), [-1]), fits) as tf.Tensor1D; //        [B]
}
// #endregion
