/** The plane GAN of the page's first figure: trains, can go stage by stage, and is measured as it goes. */
import { drawNoise, standardNoise } from '../../../models/gan/noise';
import { defineProgram, NonFiniteError } from '../../program';
import { dataOf } from '../planeData';
import type { MinMaxConfig } from './config';
import { type Distances, floors, type Reading, read, SAMPLES } from './evaluate';
import { History } from './history';
import { type Picture, type SavedSession, Session, sane } from './session';
import type { Trace } from './slowMotion';

const COLUMNS = ['value', 'lossD', 'lossG', 'accuracy', 'js', 'kl', 'swd'] as const;
/** Milliseconds between readings: they cost more than a picture. */
const READ_EVERY_MS = 200;

export interface MinMaxFrame extends Picture {
  /** A fixed sample of the data, to look at. */
  readonly real: Float32Array;
  /** Noise of the shown points, draw by draw. */
  readonly z: Float32Array;
  readonly trace: Trace | null;
  /** Readings over time, by name; `step` says when. */
  readonly history: Readonly<Record<(typeof COLUMNS)[number] | 'step', Float32Array>>;
  readonly now: Reading;
  readonly floor: Distances;
}

/** Changes of these leave the game as it is and go on with the new rules. */
const LIVE: readonly (keyof MinMaxConfig)[] = ['lrG', 'lrD', 'dSteps', 'batch', 'r1'];

export default defineProgram<MinMaxConfig, MinMaxFrame, Record<never, never>>({
  start(config, ctx, saved) {
    const source = dataOf(config).sample;
    const noise = standardNoise(config.noise, config.noiseDim);
    const session = new Session(config, source, noise, ctx.rng('init'), ctx.rng('train'), saved as SavedSession | undefined);
    const looking = ctx.rng('look'); // apart from training, so that looking changes nothing
    const shown = source(600, ctx.rng('shown'));
    const floor = floors(() => source(SAMPLES, looking));
    const history = new History(COLUMNS);
    let step = session.game.g.steps;
    let now: Reading | null = null;
    let readAt = Number.NEGATIVE_INFINITY;
    let readStep = -1;

    return {
      methods: {},
      step() {
        session.fast();
        session.step();
        step++;
      },
      stage() {
        const stage = session.stage();
        if (stage.stepDone) step++;
        return stage;
      },
      async frame() {
        if (step !== readStep && performance.now() - readAt > READ_EVERY_MS) {
          now = await read(session.game, source(SAMPLES, looking), drawNoise(looking, SAMPLES, noise));
          if (!sane(Object.values(now))) throw new NonFiniteError();
          history.add(step, now);
          readStep = step;
          readAt = performance.now();
        }
        const [picture, trace] = await Promise.all([session.picture(), session.trace()]);
        if (!sane(picture.fake)) throw new NonFiniteError();
        return {
          ...picture,
          trace,
          z: session.shown.slice(),
          real: shown.slice(),
          history: history.snapshot(),
          now: now as Reading,
          floor,
        };
      },
      configure(next) {
        const same = (Object.keys(config) as (keyof MinMaxConfig)[]).every(
          (key) => LIVE.includes(key) || JSON.stringify(next[key]) === JSON.stringify(config[key]),
        );
        if (same) session.retune(next);
        return same;
      },
      save: () => session.save(),
      dispose: () => session.dispose(),
    };
  },
});
