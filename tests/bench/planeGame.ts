/** The plane GAN that benchmarks train: G 2-8-8-2, D 2-8-8-1, batches of 150 normal numbers, two turns of D for one of G. */
import type { Rng } from '../../app/data/rng';
import { type Batches, type Game, trainStep } from '../../app/models/gan/game';
import { type Config, initD, initG } from '../../app/models/gan/plane';
import { Adam } from '../../app/models/nn/adam';
import { flatten, layoutOf, type ParamInit } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';

const BATCH = 150;
const net = { layers: 2, width: 8 };
const config: Config = { dataDim: 2, noiseDim: 2, g: net, d: net };

/** The two players, what they began with, and one iteration. */
export function planeGame(rng: Rng): { readonly game: Game; readonly init: ParamInit; readonly step: () => void } {
  const [g, d] = [initG(rng, config), initD(rng, config)];
  const game: Game = {
    config,
    rules: { loss: 'nonSaturating', r1: 0, lambda: 10, lrG: 1e-3, lrD: 1e-3, dSteps: 2 },
    g: new Adam(flatten(g), { lr: 1e-3 }),
    d: new Adam(flatten(d), { lr: 1e-3 }),
    layoutG: layoutOf(g),
    layoutD: layoutOf(d),
  };
  const points = () => tf.tensor2d(rng.fillNormal(new Float32Array(BATCH * 2)), [BATCH, 2]);
  const uniform = () => tf.tensor2d(rng.fillUniform(new Float32Array(BATCH)), [BATCH, 1]);
  const batches: Batches = { real: points, noise: points, uniform };
  return { game, init: { ...g, ...d }, step: () => trainStep(game, batches) };
}
