/** A training with two players, for the GANs of faces: D steps, then G, each with its own Adam without momentum. */
import type { Rng } from '../app/data/rng';
import { CONDITION, conditionRows, type Discriminator, lossD, lossG, type Rules, slopePenalty } from '../app/models/gan/faceGame';
import { Adam } from '../app/models/nn/adam';
import { valueAndGrad } from '../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../app/models/nn/params';
import * as tf from '../app/models/tf';
import { restoreAdam, saveAdam } from './adam';
import { endlessFaces, noise } from './faces';
import { named, type TrainContext, type Training, withoutStart } from './model';

/** The penalty is computed every so many steps, and weighs as much more (Karras et al. 2020, 1912.04958, §3.1). */
const PENALTY_EVERY = 4;

const rowOf = (row: number, size: number): [number, number] => [row * size, (row + 1) * size];

/** Two networks and what they play with. */
export interface Players {
  initG(rng: Rng): ParamInit;
  initD(rng: Rng): ParamInit;
  paint(g: Params, z: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor;
  discriminator(d: Params, y: tf.Tensor2D): Discriminator;
  /** Faces (bytes [n · 768]) as D sees them. */
  real(faces: Uint8Array): tf.Tensor;
  readonly config: Rules & { readonly latent: number };
  readonly batch: number;
  readonly lr: number;
  /** Faces after which half of G's moving average is new. */
  readonly halfLife: number;
}

/**
 * The two-player game: D steps, then G, each with its own Adam without momentum. Faces are drawn without end, so that D cannot learn them by
 * heart; one batch of faces, wishes and paintings serves both.
 */
export function startGan(
  ctx: TrainContext,
  { initG, initD, paint, discriminator, real, config, batch, lr: peak, halfLife }: Players,
): Training {
  const rng = ctx.rng('batches');
  const initial = { g: initG(ctx.rng('g')), d: initD(ctx.rng('d')) };
  const layout = { g: layoutOf(initial.g), d: layoutOf(initial.d) };
  const adam = { lr: peak, beta1: 0, beta2: 0.99, ema: 0.5 ** (batch / halfLife) };
  const start = flatten(initial.g);
  let g = new Adam(start, adam);
  let d = new Adam(flatten(initial.d), adam);

  return {
    step({ step, lr: annealed }) {
      const lr = config.paired ? annealed : peak;
      return tf.tidy(() => {
        const drawn = endlessFaces(rng, batch);
        const [faces, y, z] = [
          real(drawn.pixels),
          tf.tensor2d(conditionRows(drawn.attributes), [batch, CONDITION]),
          noise(rng, [batch, config.latent]) as tf.Tensor2D,
        ];
        const painted = paint(unflatten(g.theta(), layout.g), z, y); // no gradient asked: G is held still
        const penalise = config.gamma > 0 && step % PENALTY_EVERY === 0;
        const directions = penalise ? [noise(rng, faces.shape), noise(rng, faces.shape)] : [];
        const onD = valueAndGrad(
          (p) =>
            directions.reduce<tf.Scalar>(
              (sum, v, i) => tf.add(sum, tf.mul(PENALTY_EVERY, slopePenalty(discriminator(p, y), i === 0 ? faces : painted, v, config))),
              lossD(discriminator(p, y), faces, painted, config),
            ),
          d.theta(),
          layout.d,
        );
        d.step(onD.grad, lr);
        const held = discriminator(unflatten(d.theta(), layout.d), y);
        const onG = valueAndGrad((p) => lossG(held, faces, paint(p, z, y), config), g.theta(), layout.g);
        g.step(onG.grad, lr);
        return { loss: onD.value.dataSync()[0], lossG: onG.value.dataSync()[0] };
      });
    },
    params() {
      const row = (g.state.dataSync() as Float32Array).slice(...rowOf(config.paired ? 3 : 0, layout.g.size));
      return named(config.paired ? withoutStart(row, start, (adam.ema ?? 0) ** g.steps) : row, initial.g);
    },
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
