/** One network, three variances of the step back: β̃, β, and one that the network learns with it; samples by few and by many steps. */
import * as plane from '../../../models/diffusion/plane';
import type { StepOptions } from '../../../models/diffusion/sampler';
import { type ScheduleKind, scheduleOf, subsequence } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { defineProgram, type ProgramContext } from '../../program';
import type { Checkpoint } from '../../trainer';
import { type DataChoice, dataOf } from '../planeData';
import { floorOf, PlaneNets, ratioOf, seedOf } from './plane';

export type VarianceKind = NonNullable<StepOptions['variance']>;
export const VARIANCES: readonly VarianceKind[] = ['beta', 'posterior', 'learned'];
/** Numbers of steps compared. The last takes seconds and is made on request. */
export const STEP_COUNTS = [10, 50, 1_000] as const;

export interface VarianceConfig extends DataChoice {
  readonly schedule: Exclude<ScheduleKind, 'drawn'>;
}

export interface Cell {
  /** [n, 2] */
  readonly samples: Float32Array;
  /** Distance to the data over that of two fresh samples. */
  readonly ratio: number;
  /** Training steps the network had made. */
  readonly at: number;
}

export interface VarianceFrame {
  readonly real: Float32Array;
  /** By `variance:steps`; not there before it was made. */
  readonly cells: Readonly<Record<string, Cell>>;
  readonly loss: number | null;
  /** The learned v averaged over noised data, at STEPS_OF_V: 0 is β̃, 1 is β. */
  readonly v: Float32Array;
  readonly stepsOfV: Float32Array;
}

export type VarianceMethods = {
  /** Makes the samples of 1,000 steps; they come with the next frames. Resolves to the number of steps taken. */
  long(args: undefined, call: ProgramContext): Promise<number>;
};

const T = 1_000;
const SHOWN = 400;
const EVERY_MS = 900;

export default defineProgram<VarianceConfig, VarianceFrame, VarianceMethods>({
  start(config, ctx, saved) {
    const schedule = scheduleOf(config.schedule, T);
    const data = dataOf(config);
    const choices = { net: { target: 'eps', config: { ...plane.defaults, variance: true } } } as const;
    const nets = new PlaneNets(choices, schedule, data, seedOf(ctx.rng('train')), saved as Checkpoint<'net'> | undefined);
    const start = ctx.rng('start').fillNormal(new Float32Array(2 * SHOWN));
    const real = data.sample(SHOWN, ctx.rng('shown'));
    const measuring = ctx.rng('measure');
    const floor = floorOf(data, SHOWN, measuring);
    const cells: Record<string, Cell> = {};
    let at = Number.NEGATIVE_INFINITY;
    let made = -1;

    async function sample(variance: VarianceKind, steps: number): Promise<void> {
      const timesteps = subsequence(T, steps);
      keep(variance, steps, await nets.samples('net', start, timesteps, ctx.rng('put back'), { variance }), nets.steps);
    }
    function keep(variance: VarianceKind, steps: number, samples: Float32Array, trained: number): void {
      cells[`${variance}:${steps}`] = { samples, ratio: ratioOf(samples, data, measuring, floor), at: trained };
    }

    const stepsOfV = Float32Array.from({ length: 26 }, (_, i) => Math.max(2, Math.round((T * i) / 25)));
    async function learnedV(): Promise<Float32Array> {
      const each = tf.tidy(() =>
        tf.stack(
          Array.from(stepsOfV, (t, i) => {
            const { xt } = plane.noise(schedule, real, ctx.rng(`v ${i}`), 'eps', new Array(SHOWN).fill(t));
            return tf.mean(nets.ask('net', tf.tensor2d(xt, [SHOWN, 2]), t).v as tf.Tensor2D);
          }),
        ),
      );
      const values = Float32Array.from(await each.data());
      each.dispose();
      return values;
    }

    return {
      step: () => nets.step(),
      async frame() {
        if (made !== nets.steps && performance.now() - at > EVERY_MS) {
          for (const variance of VARIANCES) for (const steps of STEP_COUNTS) if (steps < T) await sample(variance, steps);
          made = nets.steps;
          at = performance.now();
        }
        const copies = Object.entries(cells).map(([key, cell]) => [key, { ...cell, samples: cell.samples.slice() }]);
        return {
          real: real.slice(),
          cells: Object.fromEntries(copies),
          loss: (await nets.losses()).net ?? null,
          v: await learnedV(),
          stepsOfV: stepsOfV.slice(),
        };
      },
      methods: {
        async long(_, call) {
          const timesteps = subsequence(T, T);
          const piece = 25;
          const trained = nets.steps;
          let done = 0;
          for (const variance of VARIANCES) {
            const noise = ctx.rng('put back');
            let x = start;
            for (let i = 0; i < T; i += piece) {
              if (call.signal.aborted) return done;
              x = await nets.samples('net', x, timesteps.slice(i, i + piece + 1), noise, { variance });
              done += piece;
              call.progress(done / (T * VARIANCES.length), { zh: '正在走一千步', en: 'Taking a thousand steps' });
              await call.breathe();
            }
            keep(variance, T, x, trained);
            call.redraw();
          }
          call.progress(1, '');
          return done;
        },
      },
      save: () => nets.checkpoint(),
      dispose: () => nets.dispose(),
    };
  },
});
