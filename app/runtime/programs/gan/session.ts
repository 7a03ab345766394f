/** A plane GAN in training inside the worker: players, batches, stages, and pictures of where it stands. */
import type { Rng } from '../../../data/rng';
import { type Batches, type Game, paramsD, paramsG, type Rules, type Stage, sampleGradient, trainStep } from '../../../models/gan/game';
import { drawNoise, type Noise, noiseGrid } from '../../../models/gan/noise';
import { discriminate, generate, initD, initG } from '../../../models/gan/plane';
import { Adam, type SavedOptimizer } from '../../../models/nn/adam';
import { flatten, layoutOf } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { NonFiniteError } from '../../program';
import { savedOptimizer } from '../../trainer';
import type { Source } from '../planeData';
import type { MinMaxConfig } from './config';
import { SlowMotion, type Trace } from './slowMotion';

/** The square shown and how finely D is sampled on it. */
export const REACH = 2.4;
export const SURFACE = 40;
const SHOWN = 600;
const PULLED = 120;
const NOISE_GRID = 17;

/** What survives a lost device. */
export interface SavedSession {
  readonly g: SavedOptimizer;
  readonly d: SavedOptimizer;
}

export class Session {
  game: Game;
  /** Noise of the points that are shown. */
  readonly shown: Float32Array;
  private readonly shownZ: tf.Tensor2D;
  private readonly gridPoints: tf.Tensor2D;
  private readonly grid: { readonly z: tf.Tensor2D; readonly nx: number; readonly ny: number };
  private readonly batches: Batches;
  private batch: number;
  private readonly slow = new SlowMotion();

  constructor(config: MinMaxConfig, source: Source, noise: Noise, init: Rng, train: Rng, saved?: SavedSession) {
    const shape = {
      dataDim: 2 as const,
      noiseDim: noise.dim,
      g: { layers: config.layersG, width: config.widthG },
      d: { layers: config.layersD, width: config.widthD },
    };
    const [initialG, initialD] = [initG(init.fork('g'), shape), initD(init.fork('d'), shape)];
    const optimizer = (lr: number) => ({ lr, kind: config.optimizer, ...(config.optimizer === 'adam' && { beta1: 0.5 }) });
    this.game = {
      config: shape,
      rules: rulesOf(config),
      g: new Adam(flatten(initialG), optimizer(config.lrG), saved?.g),
      d: new Adam(flatten(initialD), optimizer(config.lrD), saved?.d),
      layoutG: layoutOf(initialG),
      layoutD: layoutOf(initialD),
    };
    this.batch = config.batch;
    this.batches = {
      real: () => tf.tensor2d(source(this.batch, train), [this.batch, 2]),
      noise: () => tf.tensor2d(drawNoise(train, this.batch, noise), [this.batch, noise.dim]),
      uniform: () => tf.tensor2d(train.fillUniform(new Float32Array(this.batch)), [this.batch, 1]),
    };
    const grid = noiseGrid(noise, NOISE_GRID);
    this.grid = { z: tf.tensor2d(grid.z, [grid.nx * grid.ny, noise.dim]), nx: grid.nx, ny: grid.ny };
    this.shown = drawNoise(init.fork('shown'), SHOWN, noise);
    this.shownZ = tf.tensor2d(this.shown, [SHOWN, noise.dim]);
    this.gridPoints = tf.tensor2d(surfaceGrid(), [SURFACE * SURFACE, 2]);
  }

  /** Rules may change while the game goes on: loss weights, learning rates, D's turns, batch size. */
  retune(config: MinMaxConfig): void {
    this.game = { ...this.game, rules: rulesOf(config) };
    this.batch = config.batch;
  }

  /** One whole training step. */
  step(): void {
    trainStep(this.game, this.batches);
  }

  /** The next stage of a training step. */
  stage(): { stage: Stage; stepDone: boolean } {
    return this.slow.next(this.game, this.batches);
  }

  /** What slow motion has done of the step under way; null at full speed. */
  trace(): Promise<Trace | null> {
    return this.slow.trace();
  }

  /** Leaves slow motion. */
  fast(): void {
    this.slow.stop();
  }

  /** Where the game stands: generated points (always of the same z), D on the square, G's warped grid, the pull on some of the points. */
  async picture(): Promise<Picture> {
    const { game } = this;
    const [fake, mesh, logits, arrows] = tf.tidy(() => {
      const g = paramsG(game);
      const points = generate(g, this.shownZ, game.config);
      const some = tf.slice(points, [0, 0], [PULLED, 2]);
      return [
        points,
        generate(g, this.grid.z, game.config),
        discriminate(paramsD(game), this.gridPoints, game.config),
        sampleGradient(game, some),
      ];
    });
    const [f, m, a, p] = (await Promise.all([fake.data(), mesh.data(), logits.data(), arrows.data()])).map((values) =>
      Float32Array.from(values as Float32Array),
    );
    tf.dispose([fake, mesh, logits, arrows]);
    return { fake: f, mesh: m, nx: this.grid.nx, ny: this.grid.ny, surface: surfaceOf(a, game.rules.loss), sampleGradient: p };
  }

  /** What G makes of given noise: z [n · dim] → points [n · 2]. */
  async feed(z: Float32Array): Promise<Float32Array> {
    const { config } = this.game;
    const points = tf.tidy(() => generate(paramsG(this.game), tf.tensor2d(z, [z.length / config.noiseDim, config.noiseDim]), config));
    const values = Float32Array.from(await points.data());
    points.dispose();
    return values;
  }

  /** Parameters and optimizer state of both players. */
  async save(): Promise<SavedSession> {
    const { layoutG, layoutD } = this.game;
    const [g, d] = await Promise.all([savedOptimizer(this.game.g, layoutG), savedOptimizer(this.game.d, layoutD)]);
    if (!sane(g.state) || !sane(d.state)) throw new NonFiniteError();
    return { g, d };
  }

  dispose(): void {
    this.slow.stop();
    tf.dispose([this.shownZ, this.gridPoints, this.grid.z]);
    this.game.g.dispose();
    this.game.d.dispose();
  }
}

/** Pictures of a game: generated points, the warped grid, D scaled to [−1, 1] ("generated" to "real"), −∂L_G/∂x on the first points. */
export interface Picture {
  readonly fake: Float32Array;
  readonly mesh: Float32Array;
  readonly nx: number;
  readonly ny: number;
  readonly surface: Float32Array;
  readonly sampleGradient: Float32Array;
}

/** Beyond this, numbers may still be finite, but nothing of a game is left in them. */
const FAR = 1e6;
export const sane = (values: ArrayLike<number>): boolean => Array.prototype.every.call(values, (v: number) => Math.abs(v) < FAR);

const rulesOf = (c: MinMaxConfig): Rules => ({ loss: c.loss, r1: c.r1, lambda: 1, lrG: c.lrG, lrD: c.lrD, dSteps: c.dSteps });

/** D's verdict on a common scale, −1 "generated" … 1 "real": 2σ(a) − 1 for a probability, else the score between its targets (a critic's: around its mean). */
function surfaceOf(logits: Float32Array, loss: Rules['loss']): Float32Array {
  if (loss === 'saturating' || loss === 'nonSaturating') return logits.map((a) => Math.tanh(a / 2));
  if (loss === 'leastSquares') return logits.map((a) => 2 * a - 1);
  if (loss === 'hinge') return logits;
  const mean = logits.reduce((sum, a) => sum + a, 0) / logits.length;
  const spread = Math.sqrt(logits.reduce((sum, a) => sum + (a - mean) ** 2, 0) / logits.length) + 1e-9;
  return logits.map((a) => (a - mean) / (2 * spread));
}

/** Middles of the cells of the shown square, row by row from the lowest. */
function surfaceGrid(): Float32Array {
  const gridPoints = new Float32Array(2 * SURFACE * SURFACE);
  const at = (i: number) => REACH * ((2 * i + 1) / SURFACE - 1);
  for (let k = 0; k < SURFACE * SURFACE; k++) {
    gridPoints[2 * k] = at(k % SURFACE);
    gridPoints[2 * k + 1] = at(Math.floor(k / SURFACE));
  }
  return gridPoints;
}
