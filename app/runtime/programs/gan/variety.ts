/** A plane GAN watched for variety: what noise it is trained and then fed with, and how many of the data's modes come out. */
import { modesOf } from '../../../data/points';
import { modeShares, modesCovered } from '../../../models/gan/measures';
import { drawNoise, type Noise, noiseGrid } from '../../../models/gan/noise';
import { defineProgram, NonFiniteError } from '../../program';
import { dataOf } from '../planeData';
import type { MinMaxConfig } from './config';
import { History } from './history';
import { Session, sane } from './session';

export type ModeSet = 'gaussians2' | 'blobs' | 'gaussians8' | 'grid';

export interface VarietyConfig {
  /** Data with countable modes. */
  readonly data: ModeSet;
  /** What G is trained with. */
  readonly noise: Noise;
  /** What G is fed now: the same kind, this many times as wide. 1: as trained. */
  readonly feed: number;
  readonly game: Omit<MinMaxConfig, 'data' | 'strokes' | 'noise' | 'noiseDim'>;
}

export interface VarietyFrame {
  readonly real: Float32Array;
  /** The noise fed now, and what G makes of it, draw by draw. */
  readonly z: Float32Array;
  readonly fake: Float32Array;
  readonly mesh: Float32Array;
  readonly nx: number;
  readonly ny: number;
  /** Share of the generated points near each mode; the rest lies between modes. */
  readonly shares: Float32Array;
  /** Modes with at least a fifth of their fair share, and how many there are. */
  readonly covered: number;
  readonly modes: number;
  readonly centres: Float32Array;
  /** How many different points (to three decimals) there are among the draws shown. */
  readonly distinct: number;
  readonly draws: number;
  readonly history: Readonly<Record<'step' | 'covered' | 'near', Float32Array>>;
}

const DRAWS = 1200;

export default defineProgram<VarietyConfig, VarietyFrame, Record<never, never>>({
  start(initial, ctx, saved) {
    let config = initial;
    const gameConfig: MinMaxConfig = { ...config.game, data: config.data, strokes: [], noise: 'gaussian', noiseDim: config.noise.dim };
    const source = dataOf(gameConfig).sample;
    const session = new Session(gameConfig, source, config.noise, ctx.rng('init'), ctx.rng('train'), saved as never);
    const modes = modesOf(config.data);
    if (!modes) throw new RangeError(`The set ${config.data} has no countable modes.`);
    const real = source(DRAWS, ctx.rng('shown'));
    const history = new History(['covered', 'near'] as const);
    let readAt = -1;

    return {
      methods: {},
      step: () => session.step(),
      async frame() {
        const feed = { ...config.noise, scale: config.noise.scale * config.feed };
        const z = drawNoise(ctx.rng('fed'), DRAWS, feed); // the same draws every time, so that points move instead of flickering
        const grid = noiseGrid(feed, 17);
        const [fake, mesh] = await Promise.all([session.feed(z), session.feed(grid.z)]);
        if (!sane(fake)) throw new NonFiniteError();
        const shares = Float32Array.from(modeShares(fake, modes.centres, modes.radius));
        const covered = modesCovered(shares);
        const near = shares.reduce((sum, s) => sum + s, 0);
        const step = session.game.g.steps;
        if (step !== readAt) history.add(step, { covered, near });
        readAt = step;
        return {
          real: real.slice(),
          z,
          fake,
          mesh,
          nx: grid.nx,
          ny: grid.ny,
          shares,
          covered,
          modes: shares.length,
          centres: modes.centres.slice(),
          distinct: distinctPoints(fake),
          draws: DRAWS,
          history: history.snapshot(),
        };
      },
      configure(next) {
        if (JSON.stringify({ ...next, feed: 0 }) !== JSON.stringify({ ...config, feed: 0 })) return false;
        config = next;
        return true;
      },
      save: () => session.save(),
      dispose: () => session.dispose(),
    };
  },
});

export function distinctPoints(points: Float32Array): number {
  const seen = new Set<string>();
  for (let i = 0; i < points.length; i += 2) seen.add(`${points[i].toFixed(3)},${points[i + 1].toFixed(3)}`);
  return seen.size;
}
