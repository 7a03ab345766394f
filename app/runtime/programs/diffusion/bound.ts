/** The bound measured on the network that ships, step by step: held-out faces noised to every band of t, and what each band costs. */
import { compose, faceAt, TEST_SIZE, toUnit } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { decoderOf, endOf, termOf } from '../../../models/diffusion/bound';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../../models/diffusion/condition';
import { noiseErrors, opened } from '../../../models/diffusion/faces';
import { faceSchedule } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { disposeNet, loadNet, PIXELS } from './faces';

/** One kind of cost in every band: the mean over the steps of the band so far, and its standard error. */
export interface Costs {
  readonly mean: Float32Array;
  readonly error: Float32Array;
}

export interface BoundFrame {
  /** First step of every band, and one past the last: the steps FROM[b] … FROM[b + 1] − 1. */
  readonly from: Float32Array;
  /** ‖ε − ε̂‖² and ‖x₀ − x̂₀‖² per number. */
  readonly noise: Costs;
  readonly picture: Costs;
  /** L_{t−1} per step of the band, nats per number, with σ² = β̃ and with σ² = β; band 0 is t = 1 and holds L_0 both times. */
  readonly posterior: Costs;
  readonly beta: Costs;
  /** L_T, nats per number. */
  readonly end: number;
  /** Faces seen in each band. */
  readonly seen: number;
}

/** Bands of t, each about a quarter longer than the one before; the first steps stand alone. */
export const FROM = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 36, 47, 61, 79, 102, 132, 171, 221, 286, 370, 479, 620, 802, 1001] as const;
const BANDS = FROM.length - 1;
/** Rounds looked at before anything is shown, and in all. A round is one face in every band. */
const FIRST = 4;
const ROUNDS = 400;
const KINDS = ['noise', 'picture', 'posterior', 'beta'] as const;

export default defineProgram<Record<never, never>, BoundFrame, Record<never, never>>({
  async start(_, ctx) {
    const net = await loadNet(ctx);
    const rng = ctx.rng('bound');
    const pending: { t: Float32Array; x0: Float32Array; errors: tf.Tensor1D; first: tf.Tensor }[] = [];
    const sums = Object.fromEntries(KINDS.map((kind) => [kind, [new Float64Array(BANDS), new Float64Array(BANDS)]]));
    let rounds = 0;
    let seen = 0;
    let end = 0;

    function round(of: Rng): void {
      const pixels = new Uint8Array(BANDS * PIXELS);
      const t = new Float32Array(BANDS);
      for (let b = 0; b < BANDS; b++) {
        compose(faceAt('test', of.int(TEST_SIZE)), pixels, b * PIXELS);
        t[b] = FROM[b] + of.int(FROM[b + 1] - FROM[b]);
      }
      const x0 = toUnit(pixels);
      const eps = of.fillNormal(new Float32Array(x0.length));
      const { errors, first } = tf.tidy(() => {
        const bars = Float32Array.from(t, (at) => faceSchedule.alphaBar[at]);
        const y = tf.tensor2d(conditionRows(new Array(BANDS).fill(nullCondition)), [BANDS, CONDITION_DIM]);
        const batch = { t, x0: tf.tensor4d(x0, [BANDS, 16, 16, 3]), alphaBar: tf.tensor4d(bars, [BANDS, 1, 1, 1]), y };
        const { xt, modelOutput, errors } = opened(net.params, batch, tf.tensor4d(eps, [BANDS, 16, 16, 3]), net.config);
        // The guess at x₀ from x_1 is the mean of the decoder: √ᾱ_1 x_1 − √(1 − ᾱ_1) v̂.
        const one = (all: tf.Tensor4D) => tf.slice(all, [0, 0, 0, 0], [1, 16, 16, 3]);
        return { errors, first: tf.sub(tf.mul(Math.sqrt(bars[0]), one(xt)), tf.mul(Math.sqrt(1 - bars[0]), one(modelOutput))) };
      });
      pending.push({ t, x0, errors, first });
      rounds++;
    }

    const add = (kind: (typeof KINDS)[number], band: number, value: number): void => {
      sums[kind][0][band] += value;
      sums[kind][1][band] += value * value;
    };

    async function read(): Promise<void> {
      for (const { t, x0, errors, first } of pending.splice(0)) {
        const ofV = Float32Array.from(await errors.data());
        const decoder = decoderOf(faceSchedule, x0.subarray(0, PIXELS), (await first.data()) as Float32Array);
        tf.dispose([errors, first]);
        const ofNoise = noiseErrors(ofV, t);
        for (let b = 0; b < BANDS; b++) {
          add('noise', b, ofNoise[b]);
          add('picture', b, (1 - faceSchedule.alphaBar[t[b]]) * ofV[b]);
          for (const sigma of ['posterior', 'beta'] as const)
            add(sigma, b, t[b] === 1 ? decoder : termOf(faceSchedule, t[b], ofNoise[b], sigma));
        }
        let squares = 0;
        for (let i = 0; i < x0.length; i++) squares += x0[i] * x0[i];
        end += (endOf(faceSchedule, squares / x0.length) - end) / (seen + 1);
        seen++;
      }
    }

    const costs = (kind: (typeof KINDS)[number]): Costs => {
      const [sum, squares] = sums[kind];
      const mean = Float32Array.from(sum, (v) => v / seen);
      return { mean, error: mean.map((m, b) => Math.sqrt(Math.max(0, squares[b] / seen - m * m) / Math.max(1, seen - 1))) };
    };

    return {
      step() {
        if (rounds < ROUNDS) round(rng.fork(rounds));
        return rounds >= ROUNDS;
      },
      async frame() {
        while (rounds < FIRST) round(rng.fork(rounds));
        await read();
        return {
          from: Float32Array.from(FROM),
          noise: costs('noise'),
          picture: costs('picture'),
          posterior: costs('posterior'),
          beta: costs('beta'),
          end,
          seen,
        };
      },
      methods: {},
      dispose() {
        for (const { errors, first } of pending) tf.dispose([errors, first]);
        disposeNet(net);
      },
    };
  },
});
