/**
 * A GAN in the plane: two small networks, points in, points out.
 *
 * Goodfellow et al. 2014 (1406.2661). G turns noise into points, x = G(z); D gives each point a logit a, and σ(a) is the
 * probability D gives to "real". Both are plain multilayer perceptrons. Nowhere is there a density p(x): all one can do with
 * G is draw from it.
 */
import type { Rng } from '../../data/rng';
import { denseInit } from '../nn/init';
import { dense } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
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

/** Dense layers with tanh between them, so that D's surface and G's grid are smooth. x [B, I] → [B, O]. */
function mlp(p: Params, name: string, net: NetConfig, x: tf.Tensor2D): tf.Tensor2D {
  let h = x;
  for (let i = 0; i < net.layers; i++) h = dense(h, p[`${name}.${i}.w`], p[`${name}.${i}.b`], 'tanh'); // [B, width]
  return dense(h, p[`${name}.${net.layers}.w`], p[`${name}.${net.layers}.b`]); //                       [B, O]
}

// #region generate
/** x = G(z). z [B, noiseDim] → points [B, dataDim]. */
export const generate = (p: Params, z: tf.Tensor2D, config: Config): tf.Tensor2D => mlp(p, 'g', config.g, z);
// #endregion

// #region discriminate
/** D's logit of each point: how much more real than generated it looks. x [B, dataDim] → [B, 1]. */
export const discriminate = (p: Params, x: tf.Tensor2D, config: Config): tf.Tensor2D => mlp(p, 'd', config.d, x);
// #endregion
