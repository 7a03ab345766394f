/** A network learning the noise, and so the score, of points in the plane; particles flow back through it while it learns. */

import * as plane from '../../../models/diffusion/plane';
import { type Schedule, type ScheduleKind, scheduleOf, subsequence } from '../../../models/diffusion/schedule';
import { exactEps } from '../../../models/diffusion/score';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import type { Checkpoint } from '../../trainer';
import { type DataChoice, dataOf } from '../planeData';
import { floorOf, type NetChoice, PlaneNets, ratioOf, seedOf } from './plane';

export interface ScoreConfig extends DataChoice {
  readonly schedule: Exclude<ScheduleKind, 'drawn'>;
  /** Steps of the particles, and how much of the noise is put back (0: the flow, 1: ancestral). */
  readonly steps: number;
  readonly eta: number;
}

export interface ScoreFrame {
  /** A sample of the data to look at [PARTICLES, 2]. */
  readonly real: Float32Array;
  /** Where every particle is at every visited step [timesteps, PARTICLES, 2]. */
  readonly flow: Float32Array;
  readonly timesteps: readonly number[];
  readonly particles: number;
  readonly loss: number | null;
  /** The loss of the exact score: no network can do better. */
  readonly optimum: number;
  /** Sliced Wasserstein distance of the particles' end to the data, over that of two fresh samples. */
  readonly ratio: number;
  readonly history: { readonly step: Float32Array; readonly loss: Float32Array; readonly ratio: Float32Array };
}

export const T = 1_000;
export const PARTICLES = 700;
/** The network in training, and what it is asked. */
export const scoreNet = (schedule: Schedule): NetChoice => ({ target: 'eps', config: { ...plane.defaults, vParameterised: schedule } });

export type ScoreMethods = {
  /** The learned score at points [n, 2] and step t: −ε̂ / √(1 − ᾱ_t). */
  field(args: { t: number; points: Float32Array }): Promise<Float32Array>;
};

export default defineProgram<ScoreConfig, ScoreFrame, ScoreMethods>({
  start(config, ctx, saved) {
    const schedule = scheduleOf(config.schedule, T);
    const data = dataOf(config);
    const nets = new PlaneNets(
      { net: scoreNet(schedule) },
      schedule,
      data,
      seedOf(ctx.rng('train')),
      saved as Checkpoint<'net'> | undefined,
    );
    const start = ctx.rng('particles').fillNormal(new Float32Array(2 * PARTICLES));
    const real = data.sample(PARTICLES, ctx.rng('shown'));
    const measuring = ctx.rng('measure');
    const floor = floorOf(data, PARTICLES, measuring);
    const optimum = bestLoss();
    const history: [step: number, loss: number, ratio: number][] = [];
    let { steps, eta } = config;

    /** L_simple of the exact ε: what is left is noise that nobody can know. */
    function bestLoss(): number {
      const rng = ctx.rng('optimum');
      let sum = 0;
      const [times, each] = [100, 20];
      for (let i = 0; i < times; i++) {
        const t = 1 + rng.int(T);
        const { xt, eps } = plane.noise(schedule, data.sample(each, rng), rng, 'eps', new Array(each).fill(t));
        const known = exactEps(data.mixture, schedule.alphaBar[t], xt);
        for (let k = 0; k < eps.length; k++) sum += (eps[k] - known[k]) ** 2 / eps.length;
      }
      return sum / times;
    }

    return {
      step: () => nets.step(),
      async frame() {
        const timesteps = subsequence(T, steps);
        const way: tf.Tensor[] = [tf.tensor2d(start, [PARTICLES, 2])];
        for (const { next } of nets.flow('net', start, timesteps, ctx.rng('put back'), { eta })) way.push(next.clone());
        const stacked = tf.concat(way);
        const flow = Float32Array.from(await stacked.data());
        tf.dispose([...way, stacked]);
        const loss = (await nets.losses()).net ?? null;
        const ratio = ratioOf(flow.slice(-2 * PARTICLES), data, measuring, floor);
        if (loss !== null && nets.steps !== history.at(-1)?.[0]) history.push([nets.steps, loss, ratio]);
        const column = (k: 0 | 1 | 2) => Float32Array.from(history, (row) => row[k]);
        const past = { step: column(0), loss: column(1), ratio: column(2) };
        return { real: real.slice(), flow, timesteps, particles: PARTICLES, loss, optimum, ratio, history: past };
      },
      configure(next) {
        ({ steps, eta } = next);
        const { data: set, strokes, schedule: kind } = next;
        return set === config.data && kind === config.schedule && JSON.stringify(strokes) === JSON.stringify(config.strokes);
      },
      methods: {
        async field({ t, points }) {
          const at = Math.max(1, Math.round(t));
          const out = tf.tidy(() => {
            const { modelOutput } = nets.ask('net', tf.tensor2d(points, [points.length / 2, 2]), at);
            return tf.mul(modelOutput, -1 / Math.sqrt(1 - schedule.alphaBar[at]));
          });
          const values = Float32Array.from(await out.data());
          out.dispose();
          return values;
        },
      },
      save: () => nets.checkpoint(),
      dispose: () => nets.dispose(),
    };
  },
});
