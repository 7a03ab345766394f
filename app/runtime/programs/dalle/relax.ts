/** A small discrete VAE trained live through the Gumbel-softmax: what the decoder sees at a τ, what it gets when codes are whole, and how noisy the gradient is. */
import { pictureOf } from '../../../data/faces/ownPicture';
import type { Rng } from '../../../data/rng';
import * as dvae from '../../../models/dalle/dvae';
import type { Params } from '../../../models/nn/params';
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
  /** The test face that is shown, or the reader's own picture in its place. */
  readonly face: number;
  readonly mine?: string;
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
/** Draws of g for each τ when the gradient's noise is measured. */
const DRAWS = 64;

/** Where gradients are taken: parameters, pictures, and the logits of their codes. */
type Place = { readonly p: Params; readonly x: tf.Tensor4D; readonly l: tf.Tensor4D };

/** Gradients added up, and the squares of all their entries. */
interface Sums {
  gradient: tf.Tensor;
  squares: tf.Tensor;
}

/**
 * √(variance / ‖mean‖²) of n draws of a vector, from ‖Σ g‖² and Σ ‖g‖². Both without bias, so that it does not end at √n as the plain ratio does;
 * where the draws leave no mean to be seen, what they could just have shown.
 */
export function relativeNoise(ofSum: number, squares: number, n: number): number {
  const variance = (squares - ofSum / n) / (n - 1);
  const mean = (ofSum - squares) / (n * (n - 1));
  return Math.sqrt(variance / Math.max(mean, variance / (n * n)));
}

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

    /** One more gradient of the squared error by the logits, under a fresh draw of g. */
    function addGradient(sums: Sums, { p, x, l }: Place, tau: number, rng: Rng): void {
      const now = tf.tidy(() => {
        const g = noiseOf(rng, x.shape[0]);
        const error = (at: tf.Tensor) => tf.mean(tf.square(tf.sub(x, dvae.decode(p, dvae.relaxed(at as tf.Tensor4D, g, tau)))));
        const gradient = tf.grad((at) => error(at) as tf.Scalar)(l); // [16, 4, 4, K]
        return { gradient: tf.add(sums.gradient, gradient), squares: tf.add(sums.squares, tf.sum(tf.square(gradient))) };
      });
      tf.dispose(Object.values(sums));
      Object.assign(sums, now);
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
        const face = pictureOf(config.face, config.mine);
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
          const place: Place = tf.tidy(() => {
            const p = trainer.nets.dvae.params();
            const x = asTensor(test.subarray(0, 16 * 768));
            return { p, x, l: dvae.logits(p, x) };
          });
          for (const [i, tau] of taus.entries()) {
            const rng = call.rng('noise'); // the same draws for every τ
            const sums: Sums = { gradient: tf.scalar(0), squares: tf.scalar(0) };
            for (let draw = 0; draw < DRAWS; draw++) {
              if (call.signal.aborted) break;
              addGradient(sums, place, tau, rng);
              if (draw % 8 === 7) await call.breathe();
            }
            const both = tf.stack([tf.sum(tf.square(sums.gradient)), sums.squares]);
            const [ofSum, squares] = await both.data();
            tf.dispose([both, ...Object.values(sums)]);
            out[i] = relativeNoise(ofSum, squares, DRAWS);
            call.progress((i + 1) / taus.length, { zh: '正在测量梯度的噪声', en: 'Measuring the gradient’s noise' });
          }
          tf.dispose([...Object.values(place.p), place.x, place.l]);
          return out;
        },
      },
      save: () => trainer.checkpoint(),
      dispose: () => trainer.dispose(),
    };
  },
});
