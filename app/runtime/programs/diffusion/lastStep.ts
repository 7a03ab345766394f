/** One x_t made twice, by the jump and by its last step, shown to the network that ships: whose noise does it name? */
import { pictureOf } from '../../../data/faces/ownPicture';
import { createRng } from '../../../data/rng';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../../models/diffusion/condition';
import { correlation, wholeNoise } from '../../../models/diffusion/lastStep';
import { faceSchedule, qSample, qStep } from '../../../models/diffusion/schedule';
import { forward } from '../../../models/diffusion/unet';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { disposeNet, loadNet, PIXELS } from './faces';
import { FACES } from './lastStepSettings';

/** Both ways to one x_t, and what the network says about it. [16 · 16 · 3] each. */
export interface TwoNoises {
  readonly x0: Float32Array;
  readonly xBefore: Float32Array;
  readonly xt: Float32Array;
  /** ε: from x₀ to x_t. */
  readonly eps: Float32Array;
  /** ε_t: from x_{t−1} to x_t. */
  readonly own: Float32Array;
  readonly epsHat: Float32Array;
  /** Largest difference of the two x_t. */
  readonly difference: number;
  /** Correlation of ε̂ with ε, and with ε_t. */
  readonly withWhole: number;
  readonly withOwn: number;
}

export interface Sweep {
  readonly t: Float32Array;
  readonly whole: Float32Array;
  readonly own: Float32Array;
}

export type LastStepMethods = {
  ask(args: { face: number; mine?: string; t: number; noise: number }): Promise<TwoNoises>;
  /** The two correlations at `TIMES`, over FACES faces each. */
  sweep(args: { noise: number }): Promise<Sweep>;
};

/** Where the correlations are measured: close together at both ends. */
const TIMES = [1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 150, 220, 300, 400, 500, 600, 700, 800, 870, 920, 955, 978, 990, 996, 1000];

/** Both noises and both ways. */
export function twoNoises(face: number, t: number, noise: number, mine = '') {
  const rng = createRng(`two noises ${noise}`);
  const before = rng.fillNormal(new Float32Array(PIXELS));
  const own = rng.fillNormal(new Float32Array(PIXELS));
  const x0 = pictureOf(face, mine);
  const xBefore = qSample(faceSchedule, x0, t - 1, before);
  const eps = wholeNoise(faceSchedule, t, before, own);
  const xt = qSample(faceSchedule, x0, t, eps);
  const difference = qStep(faceSchedule, xBefore, t, own).reduce((most, v, i) => Math.max(most, Math.abs(v - xt[i])), 0);
  return { x0, xBefore, own, eps, xt, difference };
}

export default defineProgram<Record<never, never>, null, LastStepMethods>({
  async start(_, ctx) {
    const net = await loadNet(ctx);

    /** ε̂ of noisy faces, each at its step. [n · 768] */
    async function seen(pictures: readonly Float32Array[], t: readonly number[]): Promise<Float32Array> {
      const n = pictures.length;
      const out = tf.tidy(() => {
        const x = tf.tensor4d(Float32Array.from(pictures.flatMap((p) => [...p])), [n, 16, 16, 3]);
        const y = tf.tensor2d(conditionRows(new Array(n).fill(nullCondition)), [n, CONDITION_DIM]);
        return forward(net.params, x, Float32Array.from(t), y, net.config);
      });
      const values = Float32Array.from(await out.data());
      out.dispose();
      return values;
    }

    return {
      methods: {
        async ask({ face, mine, t, noise }) {
          const made = twoNoises(face, t, noise, mine);
          const epsHat = await seen([made.xt], [t]);
          return { ...made, epsHat, withWhole: correlation(epsHat, made.eps), withOwn: correlation(epsHat, made.own) };
        },
        async sweep({ noise }) {
          const [whole, own] = [new Float32Array(TIMES.length), new Float32Array(TIMES.length)];
          for (const [k, t] of TIMES.entries()) {
            const made = Array.from({ length: FACES }, (_, i) => twoNoises(i, t, noise + 7 * i + 61 * k));
            const epsHat = await seen(
              made.map((m) => m.xt),
              made.map(() => t),
            );
            made.forEach((m, i) => {
              const said = epsHat.subarray(i * PIXELS, (i + 1) * PIXELS);
              whole[k] += correlation(said, m.eps) / FACES;
              own[k] += correlation(said, m.own) / FACES;
            });
            await ctx.breathe();
          }
          return { t: Float32Array.from(TIMES), whole, own };
        },
      },
      dispose: () => disposeNet(net),
    };
  },
});
