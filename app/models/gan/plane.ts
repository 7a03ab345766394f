/**
 * A GAN in the plane: two small networks, points in, points out.
 *
 * Goodfellow et al. 2014 (1406.2661). G turns noise into points, x = G(z); D gives each point a logit a, and σ(a) is the
 * probability D gives to "real". Both are plain multilayer perceptrons. Nowhere is there a density p(x): all one can do with
 * G is draw from it.
 */
import type { Rng } from '../../data/rng';
import { denseInit } from '../nn/init';
import type { Flat, ParamInit, Params } from '../nn/params';
import { perceptron } from '../nn/perceptron';
import type * as tf from '../tf';

/** How many hidden layers, how many units in each. */
export interface NetConfig {
  readonly layers: number;
  readonly width: number;
}

export interface Config {
  /** Length of a data point: 2 in the plane, 1 on a line. */
  readonly dataDim: 1 | 2;
  /** Length of the noise z. */
  readonly noiseDim: 1 | 2;
  readonly g: NetConfig;
  readonly d: NetConfig;
}

/** A perceptron's sizes: inputs, hidden layers, outputs. */
const sizes = (inputs: number, net: NetConfig, outputs: number): number[] => [
  inputs,
  ...Array<number>(net.layers).fill(net.width),
  outputs,
];

function initMlp(rng: Rng, name: string, shape: readonly number[]): ParamInit {
  return Object.assign({}, ...shape.slice(1).map((outputs, i) => denseInit(rng, `${name}.${i}`, shape[i], outputs, 'xavier')));
}

/** A fresh generator. */
export const initG = (rng: Rng, config: Config): ParamInit => initMlp(rng, 'g', sizes(config.noiseDim, config.g, config.dataDim));

/** A fresh discriminator. */
export const initD = (rng: Rng, config: Config): ParamInit => initMlp(rng, 'd', sizes(config.dataDim, config.d, 1));

/** Dense layers with tanh between them, so that D's surface and G's grid are smooth. Batches x [B, I] → [B, O]. */
const mlp = (p: Params | Flat, name: string, net: NetConfig, ...xs: tf.Tensor2D[]): tf.Tensor2D[] =>
  perceptron(p, name, net.layers + 1, xs, 'tanh');

// #region generate
/** x = G(z). z [B, noiseDim] → points [B, dataDim]. */
export const generate = (p: Params | Flat, z: tf.Tensor2D, config: Config): tf.Tensor2D => mlp(p, 'g', config.g, z)[0];
// #endregion

// #region discriminate
/** D's logit of each point: how much more real than generated it looks. x [B, dataDim] → [B, 1]. */
export const discriminate = (p: Params | Flat, x: tf.Tensor2D, config: Config): tf.Tensor2D => mlp(p, 'd', config.d, x)[0];

/** The logits of a real and of a generated batch, in one pass. x, fake [B, 2] → two [B, 1]. */
export const discriminateBoth = (p: Params | Flat, x: tf.Tensor2D, fake: tf.Tensor2D, config: Config) =>
  mlp(p, 'd', config.d, x, fake) as [tf.Tensor2D, tf.Tensor2D];
// #endregion
