/** The shipped U-Net with its connections in the reader's hands: each skip, and the bottom, as it is, cut, or exchanged between two faces. */
import { faceValues } from '../../../data/faces';
import { pictureOf } from '../../../data/faces/ownPicture';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../../models/diffusion/condition';
import { qSample } from '../../../models/diffusion/faces';
import { exampleNoise } from '../../../models/diffusion/noise';
import { x0From } from '../../../models/diffusion/posterior';
import { type Denoiser, sample } from '../../../models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import { type Config, type ForwardHook, forward } from '../../../models/diffusion/unet';
import { conv2d } from '../../../models/nn/layers';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { loadCard } from '../../weights';
import { disposeNet, loadNet, readAll, T } from '../diffusion/faces';
import { noiseOf, SHAPE } from './networks';

/** Where features can be touched, from the finest skip to the bottom. */
export const PLACES = ['skip0', 'skip1', 'skip2', 'middle'] as const;
export type Place = (typeof PLACES)[number];
/** Left alone, set to zero, or taken from the other face: both faces are rewired alike, so `other` exchanges. */
export const SOURCES = ['own', 'cut', 'other'] as const;
export type Source = (typeof SOURCES)[number];
export type Wiring = Readonly<Record<Place, Source>>;

export interface SkipsFrame {
  readonly ready: true;
}

/** Two noisy faces through the network as it is and rewired. Pictures [2 · 768]: the first face, then the second. */
export interface Rewired {
  readonly xt: Float32Array;
  readonly epsOwn: Float32Array;
  readonly eps: Float32Array;
  readonly x0Own: Float32Array;
  readonly x0: Float32Array;
  /** Mean squared error of ε̂ as it is and rewired, a number a face [2]. */
  readonly lossOwn: Float32Array;
  readonly loss: Float32Array;
}

/** One channel of a convolution over [a, b]: its two parts, their sum, and the same over the channels laid side by side. [256] each */
export interface Joined {
  /** W_a ∗ a with the bias: from the way up. */
  readonly up: Float32Array;
  /** W_b ∗ b: from the skip. */
  readonly skip: Float32Array;
  readonly sum: Float32Array;
  /** W ∗ [a, b] */
  readonly joined: Float32Array;
  /** The largest difference between the two, over all channels and places. */
  readonly apart: number;
}

export type SkipsMethods = {
  ask(args: { face: number; mine?: string; other: number; noise: number; t: number; wiring: Wiring }): Promise<Rewired>;
  /** The finest meeting of what comes up and what the skip brings, computed both ways, one of its channels [256]: see Joined. */
  join(args: { face: number; mine?: string; noise: number; t: number; channel: number }): Promise<Joined>;
  /** Loss by place cut (`none`, then PLACES) and by t, over test faces: [places + 1][times]. */
  contributions(): Promise<{ t: Float32Array; loss: Float32Array[]; n: number }>;
  /** Whole samples of PAIRS noises and of PAIRS others, as the network is and rewired at every step [PAIRS · 768]. */
  samples(args: {
    seed: number;
    steps: number;
    wiring: Wiring;
  }): Promise<Record<'own' | 'other' | 'rewired' | 'otherRewired', Float32Array>>;
  /** Loss by t of the networks trained with and without skips, and PAIRS samples of each. */
  trained(args: { seed: number }): Promise<{
    t: Float32Array;
    withSkips: Float32Array;
    without: Float32Array;
    samplesWith: Float32Array;
    samplesWithout: Float32Array;
    n: number;
    /** From their cards: steps of training, and the share of samples that passes for faces. */
    steps: number;
    pass: { with: number; without: number; n: number };
  }>;
};

export const PAIRS = 8;
const TIMES = [20, 60, 120, 200, 300, 400, 500, 600, 700, 800, 900, 980];
const FACES = 48;
/** Weights trained by one recipe for equally many steps, with skips and without. */
const TWINS = { with: 'ddpm-short', without: 'ddpm-noskip' } as const;

type Net = { params: Params; config: Config };

export default defineProgram<Record<never, never>, SkipsFrame, SkipsMethods>({
  async start(_, ctx) {
    const net: Net = await loadNet(ctx);
    let twins: { with: Net; without: Net } | null = null;

    async function loadTwins(): Promise<{ with: Net; without: Net }> {
      const [skips, none] = await Promise.all([ctx.weights(TWINS.with), ctx.weights(TWINS.without)]);
      return {
        with: { params: skips.params, config: net.config },
        without: { params: none.params, config: { ...net.config, skips: false } },
      };
    }

    const rows = (n: number) => tf.tensor2d(conditionRows(new Array(n).fill(nullCondition)), [n, CONDITION_DIM]);
    const epsOf = (of: Net, x: tf.Tensor4D, t: number, hook?: ForwardHook) =>
      forward(of.params, x, new Float32Array(x.shape[0]).fill(t), rows(x.shape[0]), of.config, hook);

    const x0Of = (x: tf.Tensor, eps: tf.Tensor, t: number) => {
      const [ofX, ofEps] = x0From('eps', faceSchedule, t);
      return tf.clipByValue(tf.add(tf.mul(ofX, x), tf.mul(ofEps, eps)), -1, 1);
    };

    /** Mean squared errors over FACES test faces at every one of TIMES. */
    async function losses(of: Net, hook: ForwardHook | undefined, say: (share: number) => void): Promise<Float32Array> {
      const out = new Float32Array(TIMES.length);
      const faces = Float32Array.from({ length: FACES }, (_, i) => 3_000 + i);
      const pixels = new Float32Array(FACES * 768);
      faces.forEach((face, i) => {
        pixels.set(faceValues(face), i * 768);
      });
      for (const [i, t] of TIMES.entries()) {
        if (ctx.signal.aborted) break;
        const loss = tf.tidy(() => {
          const eps = tf.tensor4d(noiseOf(`contribution ${t}`, FACES), SHAPE(FACES));
          const bars = tf.fill([FACES, 1, 1, 1], faceSchedule.alphaBar[t]) as tf.Tensor4D;
          const xt = qSample(tf.tensor4d(pixels, SHAPE(FACES)), bars, eps);
          return tf.mean(tf.square(tf.sub(eps, epsOf(of, xt, t, hook))));
        });
        out[i] = (await loss.data())[0];
        loss.dispose();
        say((i + 1) / TIMES.length);
        await ctx.breathe();
      }
      return out;
    }

    /** Sixteen steps at most between two breaths are too many: one step, then a breath. */
    async function run(model: Denoiser, noise: Float32Array, n: number, steps: number): Promise<Float32Array> {
      const xT = tf.tensor4d(noise, SHAPE(n));
      const way = sample(model, xT, subsequence(T, steps), () => null, { schedule: faceSchedule, eta: 0, clip: 1 });
      let values: Float32Array = new Float32Array(0);
      for (const step of way) {
        if (ctx.signal.aborted) break;
        if (step.s === 0) values = Float32Array.from(await step.next.data());
        await ctx.breathe();
      }
      xT.dispose();
      return values;
    }

    return {
      frame: () => ({ ready: true }),
      methods: {
        async ask({ face, mine, other, noise, t, wiring }) {
          const made = tf.tidy(() => {
            const x0 = tf.concat([pictureOf(face, mine), faceValues(other)].map((of) => tf.tensor4d(of, SHAPE(1))));
            const truth = tf.concat([exampleNoise(noise), noiseOf(`other ${noise}`)].map((values) => tf.tensor4d(values, SHAPE(1))));
            const xt = qSample(x0, tf.fill([2, 1, 1, 1], faceSchedule.alphaBar[t]) as tf.Tensor4D, truth);
            const epsOwn = epsOf(net, xt, t);
            const eps = epsOf(net, xt, t, rewire(wiring));
            const error = (of: tf.Tensor) => tf.mean(tf.square(tf.sub(truth, of)), [1, 2, 3]);
            return { xt, epsOwn, eps, x0Own: x0Of(xt, epsOwn, t), x0: x0Of(xt, eps, t), lossOwn: error(epsOwn), loss: error(eps) };
          });
          const read = await readAll(made);
          tf.dispose(made);
          return read;
        },
        async join({ face, mine, noise, t, channel }) {
          const made = tf.tidy(() => {
            const bar = tf.tensor4d([faceSchedule.alphaBar[t]], [1, 1, 1, 1]);
            const xt = qSample(tf.tensor4d(pictureOf(face, mine), SHAPE(1)), bar, tf.tensor4d(noiseOf(`example ${noise}`), SHAPE(1)));
            const seen: Record<string, tf.Tensor4D> = {};
            epsOf(net, xt, t, (name, h) => {
              seen[name] = h;
              return h;
            });
            const [a, b] = [seen['up0.norm1'], seen['up0.normS']]; //                       [1, 16, 16, 64], [1, 16, 16, 32]
            const { 'up0.conv1.w': wa, 'up0.convS.w': wb, 'up0.conv1.b': bias } = net.params;
            const [up, skip] = [conv2d(a, wa, bias), conv2d(b, wb)]; //                     [1, 16, 16, 32] each
            const sum = tf.add(up, skip);
            const joined = conv2d(tf.concat([a, b], 3), tf.concat([wa, wb], 2), bias); //   one kernel over 96 channels
            const one = (x: tf.Tensor) => tf.slice(x, [0, 0, 0, channel], [1, 16, 16, 1]);
            return { up: one(up), skip: one(skip), sum: one(sum), joined: one(joined), apart: tf.max(tf.abs(tf.sub(sum, joined))) };
          });
          const { apart, ...maps } = await readAll(made);
          tf.dispose(made);
          return { ...maps, apart: apart[0] };
        },
        async contributions() {
          const all: Float32Array[] = [];
          for (const [i, place] of [null, ...PLACES].entries()) {
            const hook = place ? rewire({ ...WHOLE, [place]: 'cut' }) : undefined;
            const say = (share: number) =>
              ctx.progress((i + share) / (PLACES.length + 1), {
                zh: '逐处切断，测量损失',
                en: 'Cutting one place after the other, measuring the loss',
              });
            all.push(await losses(net, hook, say));
          }
          return { t: Float32Array.from(TIMES), loss: all, n: FACES };
        },
        async samples({ seed, steps, wiring }) {
          const own = noiseOf(`own ${seed}`, PAIRS);
          const other = noiseOf(`other ${seed}`, PAIRS);
          const both = new Float32Array(own.length * 2);
          both.set(own);
          both.set(other, own.length);
          const plain = await run((x, t) => ({ modelOutput: epsOf(net, x as tf.Tensor4D, t) }), both, 2 * PAIRS, steps);
          // What is exchanged are features of the same step.
          const hook = rewire(wiring);
          const changed = await run((x, t) => ({ modelOutput: epsOf(net, x as tf.Tensor4D, t, hook) }), both, 2 * PAIRS, steps);
          const [first, second] = [(of: Float32Array) => of.slice(0, own.length), (of: Float32Array) => of.slice(own.length)];
          return { own: first(plain), other: second(plain), rewired: first(changed), otherRewired: second(changed) };
        },
        async trained({ seed }) {
          twins ??= await loadTwins();
          const cards = { with: await loadCard(TWINS.with), without: await loadCard(TWINS.without) };
          const say = (half: number) => (share: number) =>
            ctx.progress((half + share) / 2, { zh: '比较两个网络的损失', en: 'Comparing the loss of both networks' });
          const noise = noiseOf(`own ${seed}`, PAIRS);
          const model =
            (of: Net): Denoiser =>
            (x, t) => ({ modelOutput: epsOf(of, x as tf.Tensor4D, t) });
          return {
            t: Float32Array.from(TIMES),
            withSkips: await losses(twins.with, undefined, say(0)),
            without: await losses(twins.without, undefined, say(1)),
            samplesWith: await run(model(twins.with), noise, PAIRS, 25),
            samplesWithout: await run(model(twins.without), noise, PAIRS, 25),
            n: FACES,
            steps: cards.with.training.steps,
            pass: {
              with: cards.with.metrics.fidelity.value,
              without: cards.without.metrics.fidelity.value,
              n: cards.with.metrics.fidelity.n ?? 0,
            },
          };
        },
      },
      dispose() {
        disposeNet(net);
        if (twins) for (const twin of Object.values(twins)) disposeNet(twin);
      },
    };
  },
});

const WHOLE: Wiring = { skip0: 'own', skip1: 'own', skip2: 'own', middle: 'own' };

/** Features of a batch set to zero, or those of its first half exchanged with those of its second. */
export function rewire(wiring: Wiring): ForwardHook {
  return (name, h) => {
    const source = (PLACES as readonly string[]).includes(name) ? wiring[name as Place] : 'own';
    if (source === 'own') return h;
    if (source === 'cut') return tf.zerosLike(h);
    const [first, second] = tf.split(h, 2) as tf.Tensor4D[];
    return tf.concat([second, first]);
  };
}
