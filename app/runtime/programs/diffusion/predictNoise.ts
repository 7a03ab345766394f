/** The U-Net in training on faces, from scratch or from the shipped weights; its loss by step t; and one training example opened up. */
import { pictureOf } from '../../../data/faces/ownPicture';
import type { Near } from '../../../data/faces/ownSet';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../../models/diffusion/condition';
import { faceConfig, noiseErrors, qSample, sampleFaces, squaredErrors } from '../../../models/diffusion/faces';
import { exampleNoise } from '../../../models/diffusion/noise';
import { predictedX0 } from '../../../models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import { forward, init } from '../../../models/diffusion/unet';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { walked } from '../../drain';
import { defineProgram, type ProgramContext } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';
import { ownPictures } from '../ownPictures';
import { type Data, drawBatch, trainingRound } from './algorithm1';
import { PIXELS, readAll, shippedInit, T } from './faces';
import { seedOf } from './plane';

export interface PredictConfig {
  /** Random weights, or those that ship. */
  readonly from: 'scratch' | 'shipped';
  /** Pictures of the reader's own, as text, to train on in place of faces. */
  readonly own?: readonly string[] | null;
}

export interface PredictFrame {
  /** Mean squared error of the noise, unweighted, in BANDS bands of t, smoothed; NaN where nothing was seen yet. */
  readonly byTime: Float32Array;
  /** The same over all t, while training. */
  readonly history: { readonly step: Float32Array; readonly loss: Float32Array };
  readonly facesSeen: number;
}

/** What the network, as it stands, makes of noise. */
export interface Samples {
  /** [SAMPLES · 768]. */
  readonly pictures: Float32Array;
  /** Where it trains on the reader's own. */
  readonly near: Near | null;
}

/** One training example, from the clean face to the error. [16 · 16 · 3] each. */
export interface Example {
  readonly x0: Float32Array;
  readonly eps: Float32Array;
  readonly xt: Float32Array;
  readonly epsHat: Float32Array;
  /** (x_t − √(1−ᾱ_t) ε̂) / √ᾱ_t, clipped. */
  readonly x0Hat: Float32Array;
  /** Squared error, mean over the channels of each pixel [16 · 16]. */
  readonly error: Float32Array;
  readonly loss: number;
}

export type PredictMethods = {
  example(args: { face: number; mine?: string; t: number; noise: number }): Promise<Example>;
  /** Pictures sampled by DDIM with the network as it stands after `at` steps or more; null when another question came. */
  samples(args: { seed: number; at: number }, ctx: ProgramContext): Promise<Samples | null>;
};

export const BANDS = 16;
const BATCH = 16;
/** Pictures sampled, and the steps of DDIM that each takes. */
export const SAMPLES = 8;
const SAMPLE_STEPS = 20;
/** Batches looked at before training. */
const FIRST_LOOK = 8;
const RATE = { scratch: 2e-3, shipped: 2e-4 };

export default defineProgram<PredictConfig, PredictFrame, PredictMethods>({
  async start(config, ctx, saved) {
    const own = ownPictures(config.own);
    /** Nothing is known of the reader's own pictures. */
    const data: Data | undefined = own
      ? (rng, size) => ({ x0: own.draw(rng, size), conditions: Array.from({ length: size }, () => nullCondition) })
      : undefined;
    const pretrained = config.from === 'shipped' && !saved ? await shippedInit(ctx) : null;
    const pending: { t: Float32Array; errors: tf.Tensor1D }[] = [];
    const byTime = new Float32Array(BANDS).fill(Number.NaN);
    const history: [step: number, loss: number][] = [];
    let smooth = Number.NaN;

    const trainer = new Trainer<'net', 'loss'>(
      {
        seed: seedOf(ctx.rng('train')),
        nets: { net: { init: (rng) => pretrained ?? init(rng, faceConfig), optimizer: { lr: RATE[config.from], clipNorm: 1, ema: 0.99 } } },
        update: ({ net }, rng) => ({ loss: trainingRound(net, rng, BATCH, (batch, { errors }) => seen(errors, batch.t), data) }),
      },
      saved as Checkpoint<'net'> | undefined,
    );

    /** Errors of a batch [B], kept aside for the picture of the loss over t. */
    function seen(errors: tf.Tensor1D, t: Float32Array): void {
      pending.push({ t, errors: tf.keep(errors.clone()) });
    }

    /** A first look at the loss by t, before any training. */
    function look(): void {
      tf.tidy(() => {
        for (let i = 0; i < FIRST_LOOK; i++) {
          const batch = drawBatch(ctx.rng(`look ${i}`), BATCH, data);
          seen(squaredErrors(trainer.nets.net.params(), batch, batch.eps), batch.t);
        }
      });
    }

    async function readErrors(): Promise<void> {
      for (const { t, errors } of pending.splice(0)) {
        const values = noiseErrors((await errors.data()) as Float32Array, t);
        errors.dispose();
        let sum = 0;
        t.forEach((step, b) => {
          const band = Math.min(BANDS - 1, Math.floor(((step - 1) / T) * BANDS));
          byTime[band] = Number.isNaN(byTime[band]) ? values[b] : byTime[band] + 0.12 * (values[b] - byTime[band]);
          sum += values[b] / t.length;
        });
        smooth = Number.isNaN(smooth) ? sum : smooth + 0.1 * (sum - smooth);
      }
      if (!Number.isNaN(smooth) && history.at(-1)?.[0] !== trainer.steps) history.push([trainer.steps, smooth]);
    }

    /** The network's parameters as it answers: averaged, once the average has left its beginning. */
    const painter = (): Params => (trainer.steps > 100 ? trainer.nets.net.averaged() : trainer.nets.net.params());

    return {
      step: () => trainer.step(),
      async frame() {
        if (Number.isNaN(byTime[0])) look();
        await trainer.losses();
        await readErrors();
        const past = { step: Float32Array.from(history, (h) => h[0]), loss: Float32Array.from(history, (h) => h[1]) };
        return { byTime: byTime.slice(), history: past, facesSeen: trainer.steps * BATCH };
      },
      methods: {
        async example({ face, mine, t, noise }) {
          const x0 = pictureOf(face, mine);
          const eps = exampleNoise(noise);
          const made = tf.tidy(() => {
            const e = tf.tensor4d(eps, [1, 16, 16, 3]);
            const xt = qSample(tf.tensor4d(x0, [1, 16, 16, 3]), tf.tensor4d([faceSchedule.alphaBar[t]], [1, 1, 1, 1]), e);
            const y = tf.tensor2d(conditionRows([nullCondition]), [1, CONDITION_DIM]);
            const epsHat = forward(painter(), xt, Float32Array.of(t), y, faceConfig);
            const error = tf.mean(tf.square(tf.sub(e, epsHat)), 3);
            return { xt, epsHat, x0Hat: predictedX0(faceSchedule, xt, epsHat, t, { clip: 1 }), error };
          });
          const values = await readAll(made);
          tf.dispose(made);
          return { x0, eps, ...values, loss: values.error.reduce((sum, v) => sum + v, 0) / values.error.length };
        },
        async samples({ seed }, { signal, breathe, rng }) {
          const params = tf.tidy(painter);
          const xT = tf.tensor4d(rng(`samples ${seed}`).fillNormal(new Float32Array(SAMPLES * PIXELS)), [SAMPLES, 16, 16, 3]);
          const conditions = Array.from({ length: SAMPLES }, () => nullCondition);
          const way = sampleFaces(params, xT, subsequence(T, SAMPLE_STEPS), () => null, { conditions, w: -1, eta: 0 });
          const pictures = await walked(way, (step) => step.next, { signal, breathe });
          tf.dispose([xT, ...Object.values(params)]);
          return pictures && { pictures, near: own?.near(pictures) ?? null };
        },
      },
      save: () => trainer.checkpoint(),
      dispose() {
        tf.dispose(pending.map((p) => p.errors));
        trainer.dispose();
      },
    };
  },
});
