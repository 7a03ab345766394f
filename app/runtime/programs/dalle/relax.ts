/** A small discrete VAE trained live through the Gumbel-softmax: what the decoder sees at a τ, what it gets when codes are whole, and how noisy the gradient is. */
import type { Rng } from '../../../data/rng';
import * as dvae from '../../../models/dalle/dvae';
import * as tf from '../../../models/tf';
import { defineProgram, type ProgramContext } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';
import { History } from '../gan/history';
import { asTensor, drawFaces, knownFaces, toBytes } from '../vae/faces';

export interface RelaxConfig {
  readonly tau: number;
  /** Whether τ follows the training down from 1 to 1/16, whatever the slider says. */
  readonly cooling: boolean;
  readonly beta: number;
  /** The test face that is shown. */
  readonly face: number;
}

export interface RelaxFrame {
  /** τ of the training now. */
  readonly tau: number;
  /** Squared error of test faces with relaxed codes, and with whole ones from the same draws; the mean of each cell's largest weight. */
  readonly soft: number;
  readonly hard: number;
  readonly largest: number;
  /** The face, decoded from relaxed codes, decoded from whole ones. */
  readonly pictures: Uint8ClampedArray;
  /** The relaxed codes of the face [16 · K]. */
  readonly weights: Float32Array;
  readonly codes: number;
  readonly history: Readonly<Record<'step' | 'soft' | 'hard' | 'tau', Float32Array>>;
}

type Methods = {
  /** For each τ: the share of noise in the gradient of the logits, √(variance / mean²), over several draws of g. */
  noise: (args: { taus: readonly number[] }, ctx: ProgramContext) => Promise<Float32Array>;
};

const C = dvae.dvaeConfig;
const BATCH = 32;
const READ = 64;
/** Steps over which τ cools. */
const COOLING = 1200;
const DRAWS = 12;

const noiseOf = (rng: Rng, n: number): tf.Tensor4D =>
  tf.tensor4d(dvae.gumbel(rng.fillUniform(new Float32Array(n * 16 * C.codes))), [n, 4, 4, C.codes]);

export default defineProgram<RelaxConfig, RelaxFrame, Methods>({
  async start(initial, ctx, saved) {
    let config = initial;
    const tauAt = (step: number) => (config.cooling ? dvae.cooled(step, COOLING) : config.tau);
    const trainer = new Trainer(
      {
        seed: ctx.rng('dvae').int(2 ** 31),
        nets: { dvae: { init: (rng) => dvae.init(rng, C), optimizer: { lr: 2e-3, clipNorm: 1 } } },
        update({ dvae: net }, rng, step) {
          const x = drawFaces(rng, BATCH);
          const g = noiseOf(rng, BATCH);
          return { loss: net.descend((p) => dvae.loss(p, x, g, tauAt(step), config.beta).loss) };
        },
      },
      saved as Checkpoint<'dvae'> | undefined,
    );
    const test = knownFaces('test', READ).pictures;
    const history = new History(['soft', 'hard', 'tau'] as const);
    let readStep = -1;

    /** Relaxed and whole codes of pictures under the same draws, decoded. */
    function both(pictures: Float32Array, tau: number, label: string) {
      return tf.tidy(() => {
        const p = trainer.nets.dvae.params();
        const x = asTensor(pictures);
        const [l, g] = [dvae.logits(p, x), noiseOf(ctx.rng(label), x.shape[0])];
        const z = dvae.relaxed(l, g, tau);
        const [soft, hard] = [dvae.decode(p, z), dvae.decode(p, dvae.drawn(l, g))];
        const error = (y: tf.Tensor) => tf.mean(tf.square(tf.sub(x, y)));
        return { z, soft, hard, errors: tf.stack([error(soft), error(hard), tf.mean(tf.max(z, 3))]) };
      });
    }

    return {
      step: () => trainer.step(),
      async frame() {
        await trainer.losses(); // throws where they are no numbers any more
        const tau = tauAt(trainer.steps);
        const all = both(test, tau, 'read');
        const [soft, hard, largest] = await all.errors.data();
        tf.dispose(all);
        if (trainer.steps !== readStep) history.add(trainer.steps, { soft, hard, tau });
        readStep = trainer.steps;
        const face = knownFaces('test', 1, config.face).pictures;
        const one = both(face, tau, 'shown');
        const pictures = Float32Array.from([...face, ...(await one.soft.data()), ...(await one.hard.data())]);
        const weights = Float32Array.from(await one.z.data());
        tf.dispose(one);
        return { tau, soft, hard, largest, pictures: toBytes(pictures), weights, codes: C.codes, history: history.snapshot() };
      },
      configure(to) {
        config = to;
        return true;
      },
      methods: {
        async noise({ taus }, call) {
          const out = new Float32Array(taus.length);
          const x = test.subarray(0, 16 * 768);
          for (const [i, tau] of taus.entries()) {
            const grads = tf.tidy(() => {
              const p = trainer.nets.dvae.params();
              const faces = asTensor(x);
              const l = dvae.logits(p, faces);
              const rng = call.rng('noise');
              const all = Array.from({ length: DRAWS }, () => {
                const g = noiseOf(rng, 16);
                return tf.grad((at) => tf.mean(tf.square(tf.sub(faces, dvae.decode(p, dvae.relaxed(at, g, tau))))))(l);
              });
              const stacked = tf.stack(all); // [draws, 16, 4, 4, K]
              const mean = tf.mean(stacked, 0);
              const variance = tf.mean(tf.square(tf.sub(stacked, mean)), 0);
              return tf.sqrt(tf.div(tf.sum(variance), tf.add(tf.sum(tf.square(mean)), 1e-20)));
            });
            [out[i]] = await grads.data();
            grads.dispose();
            await call.breathe();
          }
          return out;
        },
      },
      save: () => trainer.checkpoint(),
      dispose: () => trainer.dispose(),
    };
  },
});
