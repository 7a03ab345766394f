/**
 * One round of the game of faces (faceGame.ts), as training plays it and as the page does: D takes a step, then G against the new D, each
 * with its own Adam. One batch of faces, wishes and noises serves both.
 */
import type { Adam } from '../nn/adam';
import { valueAndGrad } from '../nn/grad';
import { type Layout, type Params, unflatten } from '../nn/params';
import * as tf from '../tf';
import { type Discriminator, lossD, lossG, type Rules, slopePenalty } from './faceGame';

/** The penalty is computed every so many rounds, and weighs as much more (Karras et al. 2020, 1912.04958, §3.1). */
export const PENALTY_EVERY = 4;

/** Two networks in training. */
export interface FacePlay {
  readonly g: Adam;
  readonly d: Adam;
  readonly layout: { readonly g: Layout; readonly d: Layout };
  paint(g: Params, z: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor;
  discriminator(d: Params, y: tf.Tensor2D): Discriminator;
  readonly rules: Rules;
}

export interface Round {
  /** Real faces as D sees them, their wishes, and the noise of the painted ones. */
  readonly real: tf.Tensor;
  readonly y: tf.Tensor2D;
  readonly z: tf.Tensor2D;
  /** Noises, shaped like `real`, along which D's slope is measured at real faces and at painted ones; none: not this round. */
  readonly along: readonly tf.Tensor[];
  /** Step lengths; G's 0: G is held while D learns. */
  readonly lr: { readonly g: number; readonly d: number };
}

/** Plays it: both optimizers move on. Returns the losses before; call it in a tidy. */
// #region round
export function playRound({ g, d, layout, paint, discriminator, rules }: FacePlay, { real, y, z, along, lr }: Round) {
  const painted = paint(unflatten(g.theta(), layout.g), z, y); //                   no gradient asked: G is held still
  const onD = valueAndGrad(
    (p) =>
      along.reduce<tf.Scalar>(
        (sum, v, i) => tf.add(sum, tf.mul(PENALTY_EVERY, slopePenalty(discriminator(p, y), i === 0 ? real : painted, v, rules))),
        lossD(discriminator(p, y), real, painted, rules),
      ),
    d.theta(),
    layout.d,
  );
  d.step(onD.grad, lr.d);
  const held = discriminator(unflatten(d.theta(), layout.d), y); //                 the new D, held still
  const onG = valueAndGrad((p) => lossG(held, real, paint(p, z, y), rules), g.theta(), layout.g);
  if (lr.g > 0) g.step(onG.grad, lr.g);
  return { lossD: onD.value, lossG: onG.value };
}
// #endregion
