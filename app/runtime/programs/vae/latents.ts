/** A shipped VAE opened up: what every dimension carries, what it knows about the attributes, and codes decoded, mixed and moved. */
import { ATTRIBUTES, CLASS_COUNTS, FACE_BYTES } from '../../../data/faces';
import * as attributeClassifier from '../../../models/metrics/attributeClassifier';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { DEAD, disentanglement } from '../../../models/vae/disentangle';
import * as vae from '../../../models/vae/vae';
import { defineProgram, type ProgramContext } from '../../program';
import { asTensor, inPieces, type KnownFaces, knownFaces, meanSquare, toBytes } from './faces';
import { judge } from './judge';
import { meanKl } from './meanKl';

/** The shipped VAEs of 16 dimensions, by their β. */
export const BETAS = [0.25, 1, 4] as const;
export type Beta = (typeof BETAS)[number];
export const DIMS = 16;

export interface LatentsConfig {
  readonly beta: Beta;
}

/** What is measured of a VAE on test faces. */
export interface LatentStats {
  readonly faces: number;
  /** Mean KL of every dimension in nats. [16] */
  readonly kl: Float32Array;
  readonly mse: number;
  /** I(z_j; v_k) in nats [16 · 10], and H(v_k) [10]. */
  readonly info: Float32Array;
  readonly entropies: Float32Array;
  readonly mig: number;
}

export interface LatentsFrame extends LatentStats {
  readonly beta: Beta;
  /** For every class of every attribute: mean μ of faces that have it, less the mean of those that have not. [Σ classes · 16] */
  readonly directions: Float32Array;
}

/** One line of the comparison of β. */
export interface BetaRow {
  readonly beta: Beta;
  readonly mse: number;
  readonly kl: number;
  readonly active: number;
  readonly mig: number;
}

/** A class that a move should add to faces without it, or take from faces that have it. */
export interface Aim {
  readonly k: number;
  readonly value: number;
  readonly add: boolean;
}

/** What moving the codes of faces does, read by the attribute classifier. Shares of 1. */
export interface Edited {
  readonly aim: Aim;
  readonly n: number;
  /** Faces that read as having the class: after the move, and before (reconstructed only). */
  readonly after: number;
  readonly before: number;
  /** Attributes that were not aimed at and read as they did before the move. */
  readonly kept: number;
}

/** How far pictures halfway between two faces are from the nearest face: medians of squared distances. */
export interface Halfway {
  readonly n: number;
  readonly latent: number;
  readonly pixels: number;
  /** What the decoder paints from codes of real faces. */
  readonly reconstructed: number;
}

type Methods = {
  /** z [n · 16] → pictures. */
  decode: (z: Float32Array) => Promise<Uint8ClampedArray>;
  /** Every dimension moved through these values while the others stay: [16 · values] pictures. */
  strips: (args: { z: Float32Array; gridValues: Float32Array }) => Promise<Uint8ClampedArray>;
  /** One dimension moved through these values while the others stay: what its slider will show, ahead of the hand. [values] pictures. */
  latentTraversal: (args: { z: Float32Array; j: number; gridValues: Float32Array }) => Promise<Uint8ClampedArray>;
  /** pictures [n · 768] → codes [n · 16]. */
  encode: (pictures: Float32Array) => Promise<{ mu: Float32Array; sigma: Float32Array }>;
  /** n pairs of test faces, mixed in the latent and in the pixels. */
  halfway: (args: { n: number; seed: number }, ctx: ProgramContext) => Promise<Halfway>;
  compare: (args: undefined, ctx: ProgramContext) => Promise<BetaRow[]>;
  /** Moves codes of test faces by `move` [16] and asks the attribute classifier about the classes that are aimed at. */
  edit: (args: { aims: readonly Aim[]; move: Float32Array }, ctx: ProgramContext) => Promise<Edited[]>;
};

const MEASURED = 4096;
const EDITED = 256;

const nameOf = (beta: Beta) => `vae16-b${beta}`;

export default defineProgram<LatentsConfig, LatentsFrame, Methods>({
  async start({ beta }, ctx) {
    const { params } = await ctx.weights(nameOf(beta));
    const faces = knownFaces('test', MEASURED);
    const { mu, sigma } = await encode(params, faces.pictures, ctx);
    const anatomy = await measureLatents(params, faces, mu, sigma, ctx);
    const directions = directionsOf(mu, faces.attributes);
    const decode = (z: Float32Array) => inPieces(z, DIMS, (part) => vae.decode(params, tf.tensor2d(part, [part.length / DIMS, DIMS])));

    return {
      frame: () => ({ ...copy(anatomy), beta, directions: directions.slice() }),
      methods: {
        decode: async (z) => toBytes(await decode(z)),
        strips: async ({ z, gridValues }) =>
          toBytes(await decode(Float32Array.from(Array.from(z, (_, j) => [...moved(z, j, gridValues)]).flat()))),
        latentTraversal: async ({ z, j, gridValues }) => toBytes(await decode(moved(z, j, gridValues))),
        encode: (pictures) => encode(params, pictures, ctx),
        async halfway({ n, seed }, call) {
          const draw = call.rng(`halfway/${seed}`);
          const pick = () => Array.from({ length: n }, () => draw.int(MEASURED));
          const [left, right] = [pick(), pick()];
          const middle = (of: Float32Array, width: number) =>
            Float32Array.from({ length: n * width }, (_, i) => {
              const [pair, j] = [Math.floor(i / width), i % width];
              return (of[left[pair] * width + j] + of[right[pair] * width + j]) / 2;
            });
          const what = { zh: '正在逐个判断中点像不像脸', en: 'Judging the middles one by one' };
          const own = Float32Array.from({ length: n * DIMS }, (_, i) => mu[left[Math.floor(i / DIMS)] * DIMS + (i % DIMS)]);
          const medians: number[] = [];
          for (const pictures of [await decode(middle(mu, DIMS)), middle(faces.pictures, FACE_BYTES), await decode(own)])
            medians.push((await judge(pictures, call, (part) => call.progress((medians.length + part) / 3, what))).median);
          call.progress(1, what);
          const [latent, pixels, reconstructed] = medians;
          return { n, latent, pixels, reconstructed };
        },
        async compare(_none, call) {
          const rows: BetaRow[] = [];
          for (const other of BETAS) {
            call.progress(rows.length / BETAS.length, { zh: `正在测量 β = ${other} 的模型`, en: `Measuring the model with β = ${other}` });
            const { params: theirs } = await call.weights(nameOf(other));
            const codes = await encode(theirs, faces.pictures, call);
            const { mse, kl, mig } = await measureLatents(theirs, faces, codes.mu, codes.sigma, call);
            tf.dispose(Object.values(theirs));
            rows.push({ beta: other, mse, kl: kl.reduce((a, b) => a + b, 0), active: kl.filter((v) => v > DEAD).length, mig });
          }
          call.progress(1, '');
          return rows;
        },
        async edit({ aims, move }, call) {
          const { params: eye } = await call.weights('oracle');
          const read = async (z: Float32Array) =>
            attributeClassifier.read(
              await inPieces(await decode(z), FACE_BYTES, (part) => attributeClassifier.forward(eye, asTensor(part)), call.breathe),
            );
          const rows: Edited[] = [];
          for (const aim of aims) {
            const those = facesWith(faces.attributes, aim, EDITED);
            const z = new Float32Array(those.length * DIMS);
            those.forEach((face, i) => {
              z.set(mu.subarray(face * DIMS, (face + 1) * DIMS), i * DIMS);
            });
            const was = await read(z);
            const is = await read(z.map((v, i) => v + move[i % DIMS]));
            const n = those.length;
            const having = (classes: Uint8Array) => those.filter((_, i) => classes[i * 10 + aim.k] === aim.value).length / n;
            const others = ATTRIBUTES.flatMap((_, k) => (aims.some((a) => a.k === k) ? [] : [k]));
            const same = those.reduce((sum, _, i) => sum + others.filter((k) => is[i * 10 + k] === was[i * 10 + k]).length, 0);
            rows.push({ aim, n, after: having(is), before: having(was), kept: same / (n * others.length) });
          }
          tf.dispose(Object.values(eye));
          return rows;
        },
      },
      dispose: () => tf.dispose(Object.values(params)),
    };
  },
});

/** The first faces on which an aim can be tried: those without the class it adds, or with the class it takes away. */
function facesWith(attributes: Uint8Array, { k, value, add }: Aim, most: number): number[] {
  const those: number[] = [];
  for (let i = 0; those.length < most && i < attributes.length / 10; i++) if ((attributes[i * 10 + k] === value) !== add) those.push(i);
  return those;
}

/** z with dimension j at each of the values: [values · 16]. */
function moved(z: Float32Array, j: number, gridValues: Float32Array): Float32Array {
  const rows = new Float32Array(gridValues.length * DIMS);
  gridValues.forEach((v, i) => {
    rows.set(z, i * DIMS);
    rows[i * DIMS + j] = v;
  });
  return rows;
}

/** q(z|x): μ and σ [n · 16]. */
async function encode(params: Params, pictures: Float32Array, ctx: ProgramContext): Promise<{ mu: Float32Array; sigma: Float32Array }> {
  const both = await inPieces(
    pictures,
    FACE_BYTES,
    (part) => {
      const { mu, logVar } = vae.posterior(params, asTensor(part));
      return tf.concat([mu, tf.exp(tf.mul(logVar, 0.5))], 1);
    },
    ctx.breathe,
  );
  const n = both.length / (2 * DIMS);
  const half = (from: number) =>
    Float32Array.from({ length: n * DIMS }, (_, i) => both[Math.floor(i / DIMS) * 2 * DIMS + from + (i % DIMS)]);
  return { mu: half(0), sigma: half(DIMS) };
}

export async function measureLatents(
  params: Params,
  faces: KnownFaces,
  mu: Float32Array,
  sigma: Float32Array,
  ctx: ProgramContext,
): Promise<LatentStats> {
  const kl = await meanKl(mu, sigma, DIMS);
  await ctx.breathe();
  const { info, entropies, mig } = disentanglement(mu, DIMS, faces.attributes, CLASS_COUNTS);
  const some = 512;
  const back = await inPieces(mu.subarray(0, some * DIMS), DIMS, (part) =>
    vae.decode(params, tf.tensor2d(part, [part.length / DIMS, DIMS])),
  );
  return { faces: faces.n, kl, mse: meanSquare(faces.pictures.subarray(0, some * FACE_BYTES), back), info, entropies, mig };
}

const copy = (a: LatentStats): LatentStats => ({ ...a, kl: a.kl.slice(), info: a.info.slice(), entropies: a.entropies.slice() });

export function directionsOf(mu: Float32Array, attributes: Uint8Array): Float32Array {
  const n = mu.length / DIMS;
  const rows = CLASS_COUNTS.reduce((a, b) => a + b, 0);
  const out = new Float32Array(rows * DIMS);
  let row = 0;
  CLASS_COUNTS.forEach((count, k) => {
    for (let value = 0; value < count; value++, row++) {
      const sums = [new Float64Array(DIMS), new Float64Array(DIMS)];
      let have = 0;
      for (let i = 0; i < n; i++) {
        const has = attributes[i * CLASS_COUNTS.length + k] === value ? 1 : 0;
        have += has;
        for (let j = 0; j < DIMS; j++) sums[has][j] += mu[i * DIMS + j];
      }
      for (let j = 0; j < DIMS; j++) out[row * DIMS + j] = sums[1][j] / Math.max(1, have) - sums[0][j] / Math.max(1, n - have);
    }
  });
  return out;
}
