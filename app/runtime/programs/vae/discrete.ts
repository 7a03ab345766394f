/** The same encoder and decoder with a Gaussian and with a codebook between them, trained on the same faces, step by step beside each other. */
import type { SavedOptimizer } from '../../../models/nn/adam';
import { valueAndGrad } from '../../../models/nn/grad';
import { noiseAndSignal, noiseRatio } from '../../../models/nn/noiseScale';
import * as tf from '../../../models/tf';
import { PIXELS } from '../../../models/vae/autoencoder';
import { DEAD } from '../../../models/vae/disentangle';
import * as gridVae from '../../../models/vae/gridVae';
import { kl, PIXEL_VARIANCE, reparameterise } from '../../../models/vae/vae';
import * as vq from '../../../models/vae/vqvae';
import { valuesOf } from '../../drain';
import { defineProgram, NonFiniteError, type ProgramContext } from '../../program';
import { Net } from '../../trainer';
import { History } from '../gan/history';
import { drawPriors, type PriorRow } from './discretePriors';
import { SIDES, type Side } from './discreteSettings';
import { asTensor, drawFaces, drawNoise, knownFaces, meanSquare, toBytes } from './faces';
import { LiveVq, type SavedVq } from './liveVq';

export interface DiscreteConfig {
  /** Number of codes, and numbers a place on either side. */
  readonly codes: number;
  readonly dim: number;
  /** Weight of the KL; whether dead codes are revived. Both may change as it trains. */
  readonly beta: number;
  readonly revive: boolean;
  /** Step size of Adam, for both. */
  readonly lr: number;
}

export interface DiscreteFrame {
  /** Mean squared error of test faces after so many steps: z drawn from q, and the nearest code. */
  readonly error: Readonly<Record<Side | 'step', Float32Array>>;
  /** Noise of the gradient over its signal, for a batch, after so many steps. NaN where no signal could be told from the noise. */
  readonly noise: Readonly<Record<Side | 'step', Float32Array>>;
  /** How long a batch's gradient takes, measured. */
  readonly seconds: Readonly<Record<Side, number>>;
  /** Nats that a face's code carries: KL to the prior, and at most log K a place. */
  readonly nats: Readonly<Record<Side, number>>;
  /** Dimensions below 0.05 nats, codes that no test face uses, and of how many. */
  readonly dead: Readonly<Record<Side, number>>;
  readonly of: Readonly<Record<Side, number>>;
  /** Test faces, and what comes back, [n · 768] bytes each. */
  readonly originals: Uint8ClampedArray;
  readonly painted: Readonly<Record<Side, Uint8ClampedArray>>;
}

type Methods = {
  /** Fits a prior to either, samples n faces by each prior, and judges them. */
  priors: (args: { n: number; seed: number }, ctx: ProgramContext) => Promise<readonly PriorRow[]>;
};

export const GRID = 4;
const BATCH = 32;
const READ = 128;
const PAINTED = 8;
/** Decay of the codebook's averages. */
const GAMMA = 0.97;
/** Batches whose gradients are compared, and steps between two such looks. */
const LOOKS = 8;
const LOOK_EVERY = 40;

export default defineProgram<DiscreteConfig, DiscreteFrame, Methods>({
  async start(initial, ctx, saved) {
    let config = initial;
    const model: vq.Config = { grid: GRID, codes: config.codes, dim: config.dim, width: 64, mix: 1, hidden: 0 };
    const dims = gridVae.latents(model);
    const kept = saved as { readonly vae: SavedOptimizer; readonly vq: SavedVq } | undefined;
    const discrete = new LiveVq(model, ctx.rng('init'), kept?.vq, config.lr);
    // The loss in nats a number is 1/2s² = 25 times the squared error: so is the norm at which it is clipped.
    const optimizer = { lr: config.lr, clipNorm: 1 / (2 * PIXEL_VARIANCE) };
    const continuous = new Net({ init: (rng) => gridVae.init(rng, model), optimizer }, ctx.rng('init'), kept?.vae);
    const faces = knownFaces('test', READ);
    const x = tf.keep(asTensor(faces.pictures));
    const errors = new History(SIDES);
    const noises = new History(SIDES);
    const took: Record<Side, { seconds: number; gradients: number }> = {
      vae: { seconds: 0, gradients: 0 },
      vq: { seconds: 0, gradients: 0 },
    };
    let lookedAt = Number.NEGATIVE_INFINITY;
    let readStep = -1;

    const lossOf = (batch: tf.Tensor, eps: tf.Tensor) => (p: Parameters<typeof gridVae.loss>[0]) =>
      tf.div(gridVae.loss(p, batch, eps, config.beta, model), PIXELS) as tf.Scalar; // nats a number

    /** The gradients of some batches at the parameters as they are: their noise, and how long one takes. */
    async function look(step: number): Promise<void> {
      const seen = {} as Record<Side, number>;
      for (const side of SIDES) {
        const rng = ctx.rng(`look/${step}`);
        const batches = Array.from({ length: LOOKS }, () => drawFaces(rng, BATCH));
        await valuesOf(batches[0]); // what was begun before has ended
        const since = performance.now();
        const gradients = batches.map((batch) =>
          side === 'vq'
            ? tf.tidy(() => {
                const { grad, ze } = discrete.gradient(batch);
                ze.dispose();
                return grad;
              })
            : tf.tidy(() => valueAndGrad(lossOf(batch, drawNoise(rng, BATCH, dims)), continuous.optimizer.theta(), continuous.layout).grad),
        );
        const both = tf.tidy(() => noiseAndSignal(gradients));
        seen[side] = noiseRatio(await valuesOf(both));
        took[side].seconds += (performance.now() - since) / 1000;
        took[side].gradients += LOOKS;
        tf.dispose([...batches, ...gradients, both]);
      }
      noises.add(step, seen);
    }

    return {
      step() {
        const { step } = discrete;
        const batch = drawFaces(ctx.rng(`batch/${step}`), BATCH);
        tf.tidy(() => void continuous.descend(lossOf(batch, drawNoise(ctx.rng(`eps/${step}`), BATCH, dims))));
        discrete.train(batch, GAMMA);
        batch.dispose();
      },
      async frame() {
        const { step } = discrete;
        if (config.revive) await discrete.revive(ctx.rng(`revive/${step}`));
        if (step - lookedAt >= LOOK_EVERY) {
          lookedAt = step;
          await look(step);
        }
        const read = tf.tidy(() => {
          const q = gridVae.posterior(continuous.params(), x, model);
          const z = reparameterise(q, drawNoise(ctx.rng('read'), READ, dims));
          const p = discrete.params();
          const tokens = vq.quantize(vq.encode(p, x, model), discrete.codebook);
          return {
            vae: gridVae.decodeRows(continuous.params(), z, model),
            kl: tf.mean(kl(q), 0),
            vq: vq.decode(p, vq.lookup(discrete.codebook, tf.cast(tokens, 'int32'))),
            tokens: tf.cast(tokens, 'float32'),
          };
        });
        const [byVae, perDimension, byVq, tokens] = await Promise.all([read.vae, read.kl, read.vq, read.tokens].map(valuesOf));
        tf.dispose(Object.values(read));
        const error = { vae: meanSquare(faces.pictures, byVae), vq: meanSquare(faces.pictures, byVq) };
        if (!Number.isFinite(error.vae + error.vq)) throw new NonFiniteError();
        if (step !== readStep) errors.add(step, error);
        readStep = step;
        const counts = new Float32Array(config.codes);
        for (const token of tokens) counts[token]++;
        const used = vq.usedCodes(counts);
        return {
          error: errors.snapshot(),
          noise: noises.snapshot(),
          seconds: { vae: took.vae.seconds / took.vae.gradients, vq: took.vq.seconds / took.vq.gradients },
          nats: { vae: perDimension.reduce((a, b) => a + b), vq: GRID * GRID * Math.log(config.codes) },
          dead: { vae: perDimension.filter((v) => v < DEAD).length, vq: config.codes - used },
          of: { vae: dims, vq: config.codes },
          originals: toBytes(faces.pictures.subarray(0, PAINTED * 768)),
          painted: { vae: toBytes(byVae.subarray(0, PAINTED * 768)), vq: toBytes(byVq.subarray(0, PAINTED * 768)) },
        };
      },
      configure(next) {
        if (next.codes !== config.codes || next.dim !== config.dim || next.lr !== config.lr) return false;
        config = next;
        return true;
      },
      methods: {
        priors: ({ n, seed }, call) => drawPriors({ continuous, discrete, model, n, seed }, call),
      },
      async save() {
        return { vae: await continuous.saved(), vq: await discrete.save() };
      },
      dispose() {
        continuous.optimizer.dispose();
        discrete.dispose();
        x.dispose();
      },
    };
  },
});
