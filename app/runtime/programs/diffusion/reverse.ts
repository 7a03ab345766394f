/** Two ways back with one score, exact: the reverse SDE and the flow, from one start and from a whole cloud of them. */
import { exactDenoiser } from '../../../models/diffusion/exactDenoiser';
import { CLIP } from '../../../models/diffusion/plane';
import { type Step, sample } from '../../../models/diffusion/sampler';
import { cosine, qSample, subsequence } from '../../../models/diffusion/schedule';
import { slicedWasserstein } from '../../../models/gan/measures';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { type DataChoice, dataOf } from '../planeData';
import { CLOUD, PATHS } from './reverseSettings';

export type Way = 'sde' | 'ode';
export const WAYS: readonly Way[] = ['sde', 'ode'];
/** η of the sampler: with 1 it is the reverse SDE in steps, with 0 the flow (Song et al. 2021, 2010.02502, §4.3). */
const ETA: Readonly<Record<Way, number>> = { sde: 1, ode: 0 };

export interface Ways {
  /** Steps visited, from the start's t to 0. */
  readonly timesteps: readonly number[];
  /** Where the flow goes [(steps + 1) · 2]. */
  readonly ode: Float32Array;
  /** Where the SDE goes, PATHS times [(steps + 1) · PATHS · 2]. */
  readonly sde: Float32Array;
}

export interface Clouds {
  readonly timesteps: readonly number[];
  /** CLOUD points on their way from noise, at every step visited [(steps + 1) · CLOUD · 2]. */
  readonly sde: Float32Array;
  readonly ode: Float32Array;
  /** Where the distance to p_t was measured, and that distance over the one of two fresh samples of p_t. */
  readonly at: Float32Array;
  readonly ratios: Readonly<Record<Way, Float32Array>>;
}

export type ReverseMethods = {
  /** From (x, y) at step `from`. */
  ways(args: { x: number; y: number; from: number; steps: number }): Promise<Ways>;
  /** From N(0, I) at T. */
  clouds(args: { steps: number }): Promise<Clouds>;
};

const T = 1_000;
const PLACES = 12;
const PAIRS = 4;

export default defineProgram<DataChoice, null, ReverseMethods>({
  start(config, ctx) {
    const schedule = cosine(T);
    const data = dataOf(config);
    const exact = exactDenoiser(data.mixture, schedule);

    /** All places of a cloud on one way [(steps + 1) · n · 2]. */
    async function walk(start: Float32Array, timesteps: readonly number[], way: Way, label: string): Promise<Float32Array> {
      const n = start.length / 2;
      const rng = ctx.rng(label);
      const noise = () => (ETA[way] === 0 ? null : tf.tensor2d(rng.fillNormal(new Float32Array(2 * n)), [n, 2]));
      const xT = tf.tensor2d(start, [n, 2]);
      const places: tf.Tensor[] = [xT.clone()];
      for (const { next } of sample(exact.model, xT, timesteps, noise, { schedule, eta: ETA[way], clip: CLIP }) as Iterable<Step>) {
        places.push(next.clone());
        if (places.length % 20 === 0) await ctx.breathe();
      }
      const all = tf.concat(places);
      const values = Float32Array.from(await all.data());
      tf.dispose([xT, all, ...places]);
      return values;
    }

    /** A fresh sample of p_t. */
    const noised = (t: number, label: string): Float32Array => {
      const rng = ctx.rng(label);
      return qSample(schedule, data.sample(CLOUD, rng), t, rng.fillNormal(new Float32Array(2 * CLOUD)));
    };
    const mean = (of: (i: number) => number): number => Array.from({ length: PAIRS }, (_, i) => of(i)).reduce((a, b) => a + b) / PAIRS;

    return {
      methods: {
        async ways({ x, y, from, steps }) {
          const timesteps = subsequence(from, Math.min(steps, from));
          const start = Float32Array.from({ length: 2 * PATHS }, (_, i) => (i % 2 ? y : x));
          const ode = await walk(start.slice(0, 2), timesteps, 'ode', 'one');
          return { timesteps, ode, sde: await walk(start, timesteps, 'sde', 'many') };
        },
        async clouds({ steps }) {
          const timesteps = subsequence(T, steps);
          const start = ctx.rng('x_T').fillNormal(new Float32Array(2 * CLOUD));
          const clouds = { sde: await walk(start, timesteps, 'sde', 'cloud'), ode: await walk(start, timesteps, 'ode', 'cloud') };
          const visits = [...new Set(Array.from({ length: PLACES }, (_, k) => Math.round(((timesteps.length - 1) * k) / (PLACES - 1))))];
          const ratios = { sde: new Float32Array(visits.length), ode: new Float32Array(visits.length) };
          for (const [k, visit] of visits.entries()) {
            const t = timesteps[visit];
            const floor = mean((i) => slicedWasserstein(noised(t, `one ${i} ${t}`), noised(t, `other ${i} ${t}`)));
            for (const way of WAYS) {
              const here = clouds[way].subarray(2 * CLOUD * visit, 2 * CLOUD * (visit + 1));
              ratios[way][k] = mean((i) => slicedWasserstein(here, noised(t, `one ${i} ${t}`))) / floor;
            }
            await ctx.breathe();
          }
          return { timesteps, ...clouds, at: Float32Array.from(visits, (visit) => timesteps[visit]), ratios };
        },
      },
      dispose: () => exact.dispose(),
    };
  },
});
