/**
 * The two-player game: how D and G take turns. Algorithm 1 of Goodfellow et al. 2014 (1406.2661), with any of the losses of
 * `losses.ts`, any optimizer, and k steps of D for one of G.
 *
 * Each function is one stage of a training step; `trainStep` is all of them in turn. Batches and noise are passed in.
 */
import type { Adam } from '../nn/adam';
import { valueAndGrad } from '../nn/grad';
import { type Layout, type Params, unflatten } from '../nn/params';
import * as tf from '../tf';
import { gradientPenalty, type LossName, lossD, lossG, r1Penalty } from './losses';
import { type Config, discriminate, generate } from './plane';

export interface Rules {
  readonly loss: LossName;
  /** Weight γ of the R1 penalty; 0 leaves it out. */
  readonly r1: number;
  /** Weight λ of the WGAN-GP penalty. */
  readonly lambda: number;
  /** Learning rates. */
  readonly lrG: number;
  readonly lrD: number;
  /** Steps of D for one of G: k. */
  readonly dSteps: number;
}

/** Two networks and their optimizers. */
export interface Game {
  readonly config: Config;
  readonly rules: Rules;
  readonly g: Adam;
  readonly d: Adam;
  readonly layoutG: Layout;
  readonly layoutD: Layout;
}

/** A loss and its gradient in the player's flat parameters; the caller's tidy disposes them. */
export type LossAndGrad = { value: tf.Scalar; grad: tf.Tensor1D };

export const paramsG = (game: Game): Params => unflatten(game.g.theta(), game.layoutG);
export const paramsD = (game: Game): Params => unflatten(game.d.theta(), game.layoutD);

// #region discriminateBoth
/** D's logits of a real and of a generated batch, in one pass. x, fake [B, 2] → two [B, 1]. */
export function discriminateBoth(p: Params, x: tf.Tensor2D, fake: tf.Tensor2D, config: Config): [tf.Tensor2D, tf.Tensor2D] {
  const logits = discriminate(p, tf.concat([x, fake]), config); // [2B, 1]
  return tf.split(logits, 2) as [tf.Tensor2D, tf.Tensor2D];
}
// #endregion

// #region gradientsD
/** D's loss and gradient. x, fake [B, 2]; u [B, 1] uniform, for the gradient penalty. `fake` is a constant here: G does not move. */
export function gradientsD({ d, layoutD, config, rules }: Game, x: tf.Tensor2D, fake: tf.Tensor2D, u: tf.Tensor2D): LossAndGrad {
  return valueAndGrad(
    (p) => {
      const critic = (points: tf.Tensor2D) => discriminate(p, points, config);
      let loss = lossD(...discriminateBoth(p, x, fake, config), rules.loss);
      if (rules.loss === 'wganGp') loss = tf.add(loss, gradientPenalty(critic, x, fake, u, rules.lambda));
      if (rules.r1 > 0) loss = tf.add(loss, r1Penalty(critic, x, rules.r1));
      return loss;
    },
    d.theta(),
    layoutD,
  );
}
// #endregion

// #region updateD
/** D moves. */
export const updateD = ({ d, rules }: Game, { grad }: LossAndGrad): void => d.step(grad, rules.lrD);
// #endregion

// #region gradientsG
/** G's loss and gradient, which reaches G through D. z [B, 1 or 2]. D is a constant here. */
export function gradientsG(game: Game, z: tf.Tensor2D): LossAndGrad {
  const { g, layoutG, config, rules } = game;
  const judgeD = paramsD(game);
  return valueAndGrad((p) => lossG(discriminate(judgeD, generate(p, z, config), config), rules.loss), g.theta(), layoutG);
}
// #endregion

// #region updateG
/** G moves. */
export const updateG = ({ g, rules }: Game, { grad }: LossAndGrad): void => g.step(grad, rules.lrG);
// #endregion

/** Where fresh batches come from: tensors the step disposes. */
export interface Batches {
  /** Real points [B, 2]. */
  real(): tf.Tensor2D;
  /** Noise [B, 1 or 2]. */
  noise(): tf.Tensor2D;
  /** Uniform numbers [B, 1]. */
  uniform(): tf.Tensor2D;
}

// #region trainStep
/** One iteration: D learns k times, then G once. */
export function trainStep(game: Game, batches: Batches): void {
  tf.tidy(() => {
    for (let i = 0; i < game.rules.dSteps; i++) {
      const fake = generate(paramsG(game), batches.noise(), game.config); // [B, 2]
      updateD(game, gradientsD(game, batches.real(), fake, batches.uniform()));
    }
    updateG(game, gradientsG(game, batches.noise()));
  });
}
// #endregion

// #region sampleGradient
/** Where each generated point is pushed: −B ∂L_G/∂x, the direction that lowers G's loss. x [n, 2] → [n, 2]. */
export function sampleGradient(game: Game, x: tf.Tensor2D): tf.Tensor2D {
  const p = paramsD(game);
  const loss = (points: tf.Tensor) => lossG(discriminate(p, points as tf.Tensor2D, game.config), game.rules.loss);
  return tf.mul(tf.grad(loss)(x), -x.shape[0]) as tf.Tensor2D;
}
// #endregion
