/** A training with two players, for the GANs of faces: D steps, then G, each with its own Adam without momentum. */
import type { Rng } from '../app/data/rng';
import { type Discriminator, lossD, lossG, type Rules, slopePenalty } from '../app/models/gan/faceGame';
import { Adam } from '../app/models/nn/adam';
import { valueAndGrad } from '../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../app/models/nn/params';
import * as tf from '../app/models/tf';
import { restoreAdam, saveAdam } from './adam';
import { noise } from './faces';
import { named, type TrainContext, type Training } from './model';

/** The penalty is computed every so many steps, and weighs as much more (Karras et al. 2020, 1912.04958, §3.1). */
const PENALTY_EVERY = 4;

const rowOf = (row: number, size: number): [number, number] => [row * size, (row + 1) * size];

/** Two networks and what they play with. */
export interface Players {
  initG(rng: Rng): ParamInit;
  initD(rng: Rng): ParamInit;
  paint(g: Params, z: tf.Tensor2D): tf.Tensor;
  discriminator(d: Params): Discriminator;
  real(rng: Rng, n: number): tf.Tensor;
  readonly config: Rules & { readonly latent: number };
  readonly batch: number;
  readonly lr: number;
  readonly ema: number;
}

/** One step: D, by the loss and now and then the penalties on its slope; then G. */
export function startGan(ctx: TrainContext, { initG, initD, paint, discriminator, real, config, batch, lr: peak, ema }: Players): Training {
  const rng = ctx.rng('batches');
  const initial = { g: initG(ctx.rng('g')), d: initD(ctx.rng('d')) };
  const layout = { g: layoutOf(initial.g), d: layoutOf(initial.d) };
  const adam = { lr: peak, beta1: 0, beta2: 0.99, ema };
  let g = new Adam(flatten(initial.g), adam);
  let d = new Adam(flatten(initial.d), adam);
  const drawZ = () => noise(rng, [batch, config.latent]) as tf.Tensor2D;

  return {
    step({ step, lr: annealed }) {
      const lr = config.paired ? annealed : peak;
      return tf.tidy(() => {
        const faces = real(rng, batch);
        const painted = paint(unflatten(g.theta(), layout.g), drawZ()); // no gradient asked: G is held still
        const penalise = config.gamma > 0 && step % PENALTY_EVERY === 0;
        const directions = penalise ? [noise(rng, faces.shape), noise(rng, faces.shape)] : [];
        const onD = valueAndGrad(
          (p) =>
            directions.reduce<tf.Scalar>(
              (sum, v, i) => tf.add(sum, tf.mul(PENALTY_EVERY, slopePenalty(discriminator(p), i === 0 ? faces : painted, v, config))),
              lossD(discriminator(p), faces, painted, config),
            ),
          d.theta(),
          layout.d,
        );
        d.step(onD.grad, lr);
        const held = discriminator(unflatten(d.theta(), layout.d));
        const z = drawZ();
        const others = config.paired ? real(rng, batch) : faces;
        const onG = valueAndGrad((p) => lossG(held, others, paint(p, z), config), g.theta(), layout.g);
        g.step(onG.grad, lr);
        return { loss: onD.value.dataSync()[0], lossG: onG.value.dataSync()[0] };
      });
    },
    params: () => named((g.state.dataSync() as Float32Array).slice(...rowOf(config.paired ? 3 : 0, layout.g.size)), initial.g),
    save: () => ({ ...saveAdam(g, 'g'), ...saveAdam(d, 'd') }),
    restore(saved) {
      g.dispose();
      d.dispose();
      g = restoreAdam(saved, adam, 'g');
      d = restoreAdam(saved, adam, 'd');
    },
    dispose() {
      g.dispose();
      d.dispose();
    },
  };
}
