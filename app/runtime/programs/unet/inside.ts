/** The shipped U-Net opened up: every feature map of one noisy face, one number of one map followed back, and how far it sees. */
import { pictureOf } from '../../../data/faces/ownPicture';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../../models/diffusion/condition';
import { qSample } from '../../../models/diffusion/faces';
import { exampleNoise } from '../../../models/diffusion/noise';
import { x0From } from '../../../models/diffusion/posterior';
import { faceSchedule } from '../../../models/diffusion/schedule';
import { type Config, forward } from '../../../models/diffusion/unet';
import { own } from '../../../models/nn/ops';
import * as tf from '../../../models/tf';
import { defineProgram, type ProgramContext } from '../../program';
import { disposeNet, loadNet, PIXELS, readAll } from '../diffusion/faces';
import { SHAPE } from './networks';

/** What the network is given: a test face, the noise on it, and the step it is noised to. */
export interface Input {
  readonly face: number;
  /** The reader's own picture in the face's place; none where it is empty. */
  readonly mine?: string;
  readonly noise: number;
  readonly t: number;
}

/** Blocks whose features are shown, on the way down, across and up. */
export const LEVELS = ['down0', 'down1', 'down2', 'middle', 'up2', 'up1', 'up0'] as const;
export type Level = (typeof LEVELS)[number];
/** Convolutions of a block that can be followed to the last multiplication, and what each reads. */
export const READS = { conv1: 'norm1', conv2: 'norm2' } as const;
export type ConvName = keyof typeof READS;

/** One feature map or several: [side · side · channels], channels last. */
export interface Maps {
  readonly side: number;
  readonly channels: number;
  readonly values: Float32Array;
}

export interface InsideFrame {
  readonly config: Config;
  readonly counted: Counted;
}

/** Counted while the network ran once. */
export interface Counted {
  /** Multiplications and additions of convolutions, dense layers and attention. */
  readonly flops: number;
  readonly kernels: number;
}

/** One output number as the sum it is: windows of all input channels, each times its kernel. */
export interface Followed {
  readonly value: number;
  readonly bias: number;
  /** The input channels that add most, the largest first. 9 numbers each, row by row; 0 outside the picture. */
  readonly terms: readonly {
    readonly channel: number;
    readonly window: Float32Array;
    readonly kernel: Float32Array;
    readonly sum: number;
  }[];
  /** What all the other input channels add together. */
  readonly rest: number;
  readonly inputs: number;
}

export type InsideMethods = {
  features(args: Input): Promise<{ xt: Float32Array; epsHat: Float32Array; x0Hat: Float32Array; maps: Record<Level, Maps> }>;
  /** Features inside a block. */
  layer(args: Input & { level: Level; conv: ConvName }): Promise<Maps>;
  follow(args: Input & { level: Level; conv: ConvName; channel: number; row: number; column: number }): Promise<Followed>;
  /** |∂ feature / ∂ pixel| of one number of a block's output: exact, by the chain rule [16 · 16]. */
  gradient(args: Input & { level: Level; channel: number; row: number; column: number }): Promise<Float32Array>;
  /** The same measured: each pixel changed a little, 256 runs [16 · 16]. */
  perturb(args: Input & { level: Level; channel: number; row: number; column: number }, call: ProgramContext): Promise<Float32Array>;
};

const TERMS = 5;
const NUDGE = 0.05;
const NUDGED_AT_ONCE = 32;

type Net = Awaited<ReturnType<typeof loadNet>>;

export default defineProgram<Record<never, never>, InsideFrame, InsideMethods>({
  async start(_, ctx) {
    const net: Net = await loadNet(ctx);
    const y = tf.tensor2d(conditionRows([nullCondition]), [1, CONDITION_DIM]);
    const counted = await count(net, y);

    /** x_t of what is asked [1, 16, 16, 3]. */
    const noisy = ({ face, mine, noise, t }: Input) =>
      qSample(
        tf.tensor4d(pictureOf(face, mine), SHAPE(1)),
        tf.tensor4d([faceSchedule.alphaBar[t]], [1, 1, 1, 1]),
        tf.tensor4d(exampleNoise(noise), SHAPE(1)),
      );

    /** Runs the network and keeps the features named. Call inside a tidy. */
    function run(x: tf.Tensor4D, t: number, wanted: readonly string[]): { epsHat: tf.Tensor4D; seen: Record<string, tf.Tensor4D> } {
      const seen: Record<string, tf.Tensor4D> = {};
      const n = x.shape[0];
      const epsHat = forward(net.params, x, new Float32Array(n).fill(t), n === 1 ? y : tf.tile(y, [n, 1]), net.config, (name, h) => {
        if (wanted.includes(name)) seen[name] = h;
        return h;
      });
      return { epsHat, seen };
    }

    const mapsOf = (h: tf.Tensor4D, values: Float32Array): Maps => ({ side: h.shape[1], channels: h.shape[3], values });

    async function readMaps(input: Input, wanted: readonly string[]): Promise<Record<string, Maps>> {
      const seen = tf.tidy(() => run(noisy(input), input.t, wanted).seen);
      const values = await readAll(seen);
      const maps = Object.fromEntries(wanted.map((name) => [name, mapsOf(seen[name], values[name])]));
      tf.dispose(seen);
      return maps;
    }

    return {
      frame: () => ({ config: net.config, counted }),
      methods: {
        async features(input) {
          const made = tf.tidy(() => {
            const xt = noisy(input);
            const { epsHat, seen } = run(xt, input.t, LEVELS);
            const [ofX, ofEps] = x0From('eps', faceSchedule, input.t);
            return { ...seen, xt, epsHat, x0Hat: tf.clipByValue(tf.add(tf.mul(ofX, xt), tf.mul(ofEps, epsHat)), -1, 1) };
          }) as Record<Level | 'xt' | 'epsHat' | 'x0Hat', tf.Tensor4D>;
          const values = await readAll(made);
          const maps = Object.fromEntries(LEVELS.map((level) => [level, mapsOf(made[level], values[level])])) as Record<Level, Maps>;
          tf.dispose(made);
          return { xt: values.xt, epsHat: values.epsHat, x0Hat: values.x0Hat, maps };
        },
        async layer({ level, conv, ...input }) {
          const name = `${level}.${conv}`;
          return (await readMaps(input, [name]))[name];
        },
        async follow({ level, conv, channel, row, column, ...input }) {
          const [from, to] = [`${level}.${READS[conv]}`, `${level}.${conv}`];
          const maps = await readMaps(input, [from, to]);
          const { [`${level}.${conv}.w`]: w, [`${level}.${conv}.b`]: b } = net.params;
          const [weights, biases] = await Promise.all([w.data(), b.data()]);
          return followed(maps[from], maps[to], weights as Float32Array, (biases as Float32Array)[channel], { channel, row, column });
        },
        async gradient({ level, channel, row, column, ...input }) {
          const made = tf.tidy(() => {
            const one = (x: tf.Tensor) => {
              const h = run(x as tf.Tensor4D, input.t, [level]).seen[level];
              return tf.sum(tf.slice(h, [0, row, column, channel], [1, 1, 1, 1])) as tf.Scalar;
            };
            return tf.sqrt(tf.sum(tf.square(tf.grad(one)(noisy(input))), 3));
          });
          const values = Float32Array.from(await made.data());
          made.dispose();
          return values;
        },
        async perturb({ level, channel, row, column, ...input }, call) {
          return perturbed(call, (nudges) => {
            const x = tf.add(noisy(input), nudges) as tf.Tensor4D;
            const h = run(x, input.t, [level]).seen[level];
            return tf.reshape(tf.slice(h, [0, row, column, channel], [x.shape[0], 1, 1, 1]), [-1]) as tf.Tensor1D;
          });
        },
      },
      dispose() {
        y.dispose();
        disposeNet(net);
      },
    };
  },
});

/** One run of the network, its kernels watched: what is multiplied is counted from the shapes that went in and came out. */
async function count(net: Net, y: tf.Tensor2D): Promise<Counted> {
  const { kernels } = await tf.engine().profile(() => {
    tf.tidy(() => void forward(net.params, tf.zeros(SHAPE(1)), Float32Array.of(1), y, net.config));
    return [];
  });
  let flops = 0;
  for (const { name, inputShapes, outputShapes } of kernels) {
    const [a, b] = inputShapes as number[][];
    const numbers = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
    const size = numbers(outputShapes[0] as number[]);
    if (name === own.convSum) flops += 2 * size * depth(inputShapes as number[][]);
    else if (name === own.attend) flops += 4 * size * (outputShapes[1] as number[]).slice(-1)[0];
    else if (/conv2d/i.test(name)) flops += 2 * size * b[0] * b[1] * b[2];
    else if (name === own.denseEach)
      flops += 2 * a[a.length - 1] * (outputShapes as number[][]).reduce((sum, shape) => sum + numbers(shape), 0);
    else if (/matmul|dense/i.test(name)) flops += 2 * size * a[a.length - 1];
  }
  return { flops, kernels: kernels.length };
}

/** Products in one number of a sum of convolutions, from the shapes given to it: x [B, H, W, C] and w [k, k, C, O] of each, then others. */
function depth(shapes: readonly (readonly number[])[]): number {
  let products = 0;
  for (let i = 0; shapes[i]?.length === 4 && shapes[i + 1]?.length === 4; i += shapes[i + 2]?.length === 1 ? 3 : 2) {
    const [rows, columns, channels] = shapes[i + 1];
    products += rows * columns * channels;
  }
  return products;
}

/** y = Σ window · kernel + bias, by input channel. weights [3, 3, inputs, outputs] */
export function followed(
  input: Maps,
  output: Maps,
  weights: Float32Array,
  bias: number,
  at: { readonly channel: number; readonly row: number; readonly column: number },
): Followed {
  const all = Array.from({ length: input.channels }, (_, channel) => {
    const window = new Float32Array(9);
    const kernel = new Float32Array(9);
    let sum = 0;
    for (let k = 0; k < 9; k++) {
      const [r, c] = [at.row + Math.floor(k / 3) - 1, at.column + (k % 3) - 1];
      const inside = r >= 0 && c >= 0 && r < input.side && c < input.side;
      window[k] = inside ? input.values[(r * input.side + c) * input.channels + channel] : 0;
      kernel[k] = weights[(k * input.channels + channel) * output.channels + at.channel];
      sum += window[k] * kernel[k];
    }
    return { channel, window, kernel, sum };
  }).sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
  return {
    value: output.values[(at.row * output.side + at.column) * output.channels + at.channel],
    bias,
    terms: all.slice(0, TERMS),
    rest: all.slice(TERMS).reduce((sum, term) => sum + term.sum, 0),
    inputs: input.channels,
  };
}

/** |Δ| / nudge of `feature` when each of the 256 pixels is made a little brighter, in slices [16 · 16]. */
async function perturbed(ctx: ProgramContext, feature: (nudges: tf.Tensor4D) => tf.Tensor1D): Promise<Float32Array> {
  const out = new Float32Array(256);
  const read = async (f: () => tf.Tensor1D) => {
    const made = tf.tidy(f);
    const values = await made.data();
    made.dispose();
    return values;
  };
  const [base] = await read(() => feature(tf.zeros(SHAPE(1))));
  for (let first = 0; first < 256 && !ctx.signal.aborted; first += NUDGED_AT_ONCE) {
    const nudges = new Float32Array(NUDGED_AT_ONCE * PIXELS);
    for (let i = 0; i < NUDGED_AT_ONCE; i++) nudges.fill(NUDGE, i * PIXELS + (first + i) * 3, i * PIXELS + (first + i) * 3 + 3);
    const values = await read(() => feature(tf.tensor4d(nudges, SHAPE(NUDGED_AT_ONCE))));
    for (let i = 0; i < NUDGED_AT_ONCE; i++) out[first + i] = Math.abs(values[i] - base) / NUDGE;
    ctx.progress((first + NUDGED_AT_ONCE) / 256, { zh: '逐个改动像素', en: 'Changing one pixel after the other' });
    await ctx.breathe();
  }
  return out;
}
