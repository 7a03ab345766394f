/** A training with two players, for the GANs of faces: D steps, then G, each with its own Adam without momentum. */
import type { Rng } from '../app/data/rng';
import { CONDITION, conditionRows, type Discriminator, type Rules } from '../app/models/gan/faceGame';
import { PENALTY_EVERY, playRound } from '../app/models/gan/faceRound';
import { Adam } from '../app/models/nn/adam';
import { flatten, layoutOf, type ParamInit, type Params } from '../app/models/nn/params';
import * as tf from '../app/models/tf';
import { restoreAdam, saveAdam } from './adam';
import { endlessFaces, noise } from './faces';
import { named, type TrainContext, type Training, withoutStart } from './model';

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
        const penalise = config.gamma > 0 && step % PENALTY_EVERY === 0;
        const along = penalise ? [noise(rng, faces.shape), noise(rng, faces.shape)] : [];
        const play = { g, d, layout, paint, discriminator, rules: config };
        const { lossD, lossG } = playRound(play, { real: faces, y, z, along, lr: { g: lr, d: lr } });
        return { loss: lossD.dataSync()[0], lossG: lossG.dataSync()[0] };
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
