/**
 * The two-player game: how D and G take turns. Algorithm 1 of Goodfellow et al. 2014 (1406.2661), with any of the losses of
 * `losses.ts`, any optimizer, and k steps of D for one of G.
 *
 * Each function is one stage of a training step; `trainStages` takes them in turn. Batches and noise are passed in.
 */
import type { Adam } from '../nn/adam';
import { flatValueAndGrad, type LossAndGrad } from '../nn/grad';
import { Flat, type Layout, named } from '../nn/params';
import * as tf from '../tf';
import { gradientPenalty, type LossName, lossD, lossG, r1Penalty } from './losses';
import { type Config, discriminate, discriminateBoth, generate } from './plane';

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

export const paramsG = (game: Game): Flat => new Flat(game.g.theta(), game.layoutG);
export const paramsD = (game: Game): Flat => new Flat(game.d.theta(), game.layoutD);

// #region gradientsD
/** D's loss and gradient. x, fake [B, 2]; u [B, 1] uniform, for the gradient penalty. `fake` is a constant here: G does not move. */
export function gradientsD({ d, layoutD, config, rules }: Game, x: tf.Tensor2D, fake: tf.Tensor2D, u: tf.Tensor2D): LossAndGrad {
  return flatValueAndGrad(
    (theta) => {
      const p = rules.loss === 'wganGp' || rules.r1 > 0 ? named(theta) : theta; // penalties differentiate D twice
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
  return flatValueAndGrad((p) => lossG(discriminate(judgeD, generate(p, z, config), config), rules.loss), g.theta(), layoutG);
}
// #endregion

// #region updateG
/** G moves. */
export const updateG = ({ g, rules }: Game, { grad }: LossAndGrad): void => g.step(grad, rules.lrG);
// #endregion

/** Where fresh batches come from: tensors that the step disposes. */
export interface Batches {
  /** Real points [B, 2]. */
  real(): tf.Tensor2D;
  /** Noise [B, 1 or 2]. */
  noise(): tf.Tensor2D;
  /** Uniform numbers [B, 1]. */
  uniform(): tf.Tensor2D;
}

/** Stages of one training step, in order: k rounds of the first six, then the last six. Names of regions in the model files. */
export type Stage = 'sampleZ' | 'generate' | 'discriminate' | 'lossD' | 'gradientsD' | 'updateD' | 'lossG' | 'gradientsG' | 'updateG';

/** What there is of a turn once a stage is done. */
export interface Turn {
  stage: Stage;
  player: 'd' | 'g';
  /** The how-manieth of how many turns of this player. */
  round: number;
  rounds: number;
  z: tf.Tensor2D | null;
  /** D's turns only. */
  x: tf.Tensor2D | null;
  fake: tf.Tensor2D | null;
  /** From `gradients` on. */
  found: LossAndGrad | null;
}

// #region trainStep
/**
 * One iteration, a yield a stage: D learns k times, then G once. Forward passes within a gradient are stages by name only: the gradient's
 * function does them, once.
 *
 * What is yielded is one record, filled as the turn goes on (a new one each time would cost a tenth of the step): look at it before the next.
 * Tensors belong to the driver, who calls each `next` inside a tidy.
 */
export function* trainStages(game: Game, batches: Batches): Generator<Readonly<Turn>, void> {
  const rounds = game.rules.dSteps;
  const turn: Turn = { stage: 'sampleZ', player: 'd', round: 1, rounds, z: null, x: null, fake: null, found: null };
  const at = (stage: Stage): Turn => {
    turn.stage = stage;
    return turn;
  };
  for (; turn.round <= rounds; turn.round++) {
    const z = batches.noise(); //                                                        [B, 1 or 2]
    const x = batches.real(); //                                                         [B, 2]
    Object.assign(turn, { z, x, fake: null, found: null });
    yield at('sampleZ');
    const fake = generate(paramsG(game), z, game.config); //                             [B, 2]
    turn.fake = fake;
    yield at('generate');
    yield at('discriminate');
    yield at('lossD');
    const found = gradientsD(game, x, fake, batches.uniform());
    turn.found = found;
    yield at('gradientsD');
    updateD(game, found);
    yield at('updateD');
  }
  const z = batches.noise();
  Object.assign(turn, { player: 'g', round: 1, rounds: 1, z, x: null, fake: null, found: null });
  yield at('sampleZ');
  yield at('generate');
  yield at('discriminate');
  yield at('lossG');
  const found = gradientsG(game, z);
  turn.found = found;
  yield at('gradientsG');
  updateG(game, found);
  yield at('updateG');
}

/** All stages of one iteration in one go. */
export function trainStep(game: Game, batches: Batches): void {
  tf.tidy(() => {
    for (const _ of trainStages(game, batches));
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
