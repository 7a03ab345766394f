/** The shipped network, told a wrong time: what it makes of a noisy face, and how wrong it is for every time it could be told. */
import { pictureOf } from '../../../data/faces/ownPicture';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../../models/diffusion/condition';
import { qSample } from '../../../models/diffusion/faces';
import { exampleNoise } from '../../../models/diffusion/noise';
import { predictedX0 } from '../../../models/diffusion/sampler';
import { faceSchedule } from '../../../models/diffusion/schedule';
import { forward } from '../../../models/diffusion/unet';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { disposeNet, loadNet, PIXELS, readAll, T } from './faces';

export interface Told {
  readonly xt: Float32Array;
  /** Told the truth, and told the lie: noise seen, and the face it implies (clipped). [16 · 16 · 3] each. */
  readonly correct: { readonly epsHat: Float32Array; readonly x0Hat: Float32Array; readonly loss: number };
  readonly wrong: { readonly epsHat: Float32Array; readonly x0Hat: Float32Array; readonly loss: number };
}

export type WrongTimestepMethods = {
  /** Face `face` noised to step t; the network is told `told`. */
  ask(args: { face: number; mine?: string; t: number; told: number; noise: number }): Promise<Told>;
  /** Squared error against what the network is told, at `POINTS` times from 1 to T. */
  sweep(args: { face: number; mine?: string; t: number; noise: number }): Promise<{ told: Float32Array; loss: Float32Array }>;
};

const POINTS = 32;
type Net = Awaited<ReturnType<typeof loadNet>>;

export default defineProgram<Record<never, never>, null, WrongTimestepMethods>({
  async start(_, ctx) {
    const net: Net = await loadNet(ctx);

    /** ε̂ of one noisy face for several told times [n]. */
    function ask(x0: Float32Array, t: number, noise: number, told: readonly number[]) {
      const n = told.length;
      const alphaBar = faceSchedule.alphaBar[t];
      const eps = tf.tensor4d(exampleNoise(noise), [1, 16, 16, 3]);
      const xt = qSample(tf.tensor4d(x0, [1, 16, 16, 3]), tf.tensor4d([alphaBar], [1, 1, 1, 1]), eps);
      const y = tf.tensor2d(conditionRows(new Array(n).fill(nullCondition)), [n, CONDITION_DIM]);
      const epsHat = forward(net.params, tf.tile(xt, [n, 1, 1, 1]), Float32Array.from(told), y, net.config);
      const x0Hat = predictedX0(faceSchedule, xt, epsHat, t, { clip: 1 });
      return { xt, epsHat, x0Hat, loss: tf.mean(tf.square(tf.sub(eps, epsHat)), [1, 2, 3]) };
    }

    return {
      methods: {
        async ask({ face, mine, t, told, noise }) {
          const made = tf.tidy(() => ask(pictureOf(face, mine), t, noise, [t, told]));
          const v = await readAll(made);
          tf.dispose(made);
          const part = (i: number) => ({
            epsHat: v.epsHat.slice(i * PIXELS, (i + 1) * PIXELS),
            x0Hat: v.x0Hat.slice(i * PIXELS, (i + 1) * PIXELS),
            loss: v.loss[i],
          });
          return { xt: v.xt, correct: part(0), wrong: part(1) };
        },
        async sweep({ face, mine, t, noise }) {
          const told = Float32Array.from({ length: POINTS }, (_, i) => Math.round(1 + ((T - 1) * i) / (POINTS - 1)));
          const made = tf.tidy(() => ({ loss: ask(pictureOf(face, mine), t, noise, [...told]).loss }));
          const { loss } = await readAll(made);
          tf.dispose(made);
          return { told, loss };
        },
      },
      dispose: () => disposeNet(net),
    };
  },
});
