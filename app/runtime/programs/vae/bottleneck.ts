/** Autoencoder and VAE with a plane as their bottleneck, side by side: their maps, their samples, and how many of those are faces. */
import * as tf from '../../../models/tf';
import * as ae from '../../../models/vae/autoencoder';
import { defineProgram, FigureError, type ProgramContext } from '../../program';
import type { Bilingual } from '../../protocol';
import type { Checkpoint } from '../../trainer';
import { Coder } from './coder';
import { asTensor, inPieces, knownFaces, meanSquare, toBytes } from './faces';
import { judge, limitOf, shareWithin } from './judge';
import { drawCodes, fitGaussian, HOWS, type How, type Square, squareRound, tileCentres } from './mosaic';
import { pretrained } from './pretrained';

export interface BottleneckConfig {
  /** What to begin with; both go on training when the figure plays. */
  readonly start: 'shipped' | 'scratch';
  /** Decoded faces along a side of the map. */
  readonly tiles: number;
}

export type Which = 'ae' | 'vae';

/** One of the two maps. */
export interface MapFrame {
  /** Codes (for the VAE: μ) of the test faces [n · 2]. */
  readonly codes: Float32Array;
  readonly square: Square;
  /** Where the codes lie: their mean and standard deviation, axis by axis. */
  readonly mean: readonly [number, number];
  readonly spread: readonly [number, number];
  /** Decoded faces over the square, [tiles² · 768] bytes from the top left. */
  readonly mosaic: Uint8ClampedArray;
  readonly tiles: number;
  /** Mean squared error of test faces, pictures in [−1, 1]. */
  readonly mse: number;
}

export interface BottleneckFrame {
  readonly attributes: Uint8Array;
  readonly ae: MapFrame;
  readonly vae: MapFrame;
}

/** A line of the table: so many samples of a model, drawn in this way, and how they fared. */
export interface Measured {
  readonly model: Which;
  readonly dims: 2 | 16;
  readonly how: How;
  /** Share that is as near to a face as 95% of what the same decoder paints from codes of real faces. */
  readonly own: number;
  /** Share that passes for a face by the metrics all models are measured with. */
  readonly share: number;
  /** Median squared distance to the nearest face. */
  readonly median: number;
}

export interface Measurement {
  readonly rows: readonly Measured[];
  readonly n: number;
  /** Why the 16-dimensional models are not in the table. */
  readonly missing: Bilingual | null;
}

export interface Sampled {
  readonly z: Float32Array;
  readonly pictures: Uint8ClampedArray;
}

type Methods = {
  /** z [n · 2] → pictures. */
  decode: (args: { which: Which; z: Float32Array }) => Promise<Uint8ClampedArray>;
  /** What every layer says of one picture [768]. */
  layers: (args: { which: Which; picture: Float32Array }) => Promise<Float32Array[]>;
  sample: (args: { how: How; seed: number; n: number }, ctx: ProgramContext) => Promise<Record<Which, Sampled>>;
  measure: (args: { n: number; seed: number }, ctx: ProgramContext) => Promise<Measurement>;
};

const SHOWN = 2048;
const JUDGING: Bilingual = { zh: '正在逐个判断样本是不是脸', en: 'Judging the samples one by one' };

export default defineProgram<BottleneckConfig, BottleneckFrame, Methods>({
  async start(initial, ctx, saved) {
    let config = initial;
    const kept = saved as Record<Which, Checkpoint<'coder'>> | undefined;
    const shipped = config.start === 'shipped' && !kept;
    const [fromAe, fromVae] = shipped ? await Promise.all([pretrained(ctx, 'ae2'), pretrained(ctx, 'vae2')]) : [null, null];
    const lr = config.start === 'shipped' ? 2e-4 : 2e-3;
    const seed = ctx.rng('coders').int(2 ** 31);
    const coders: Record<Which, Coder> = {
      ae: new Coder({ kind: 'ae', latent: 2, seed, lr, from: fromAe }, kept?.ae),
      vae: new Coder({ kind: 'vae', latent: 2, seed, lr, from: fromVae }, kept?.vae),
    };
    const faces = knownFaces('test', SHOWN);
    const some = faces.pictures.subarray(0, 256 * 768);
    const squares: Record<Which, Square | null> = { ae: null, vae: null };

    async function map(which: Which): Promise<MapFrame> {
      const coder = coders[which];
      const { mu } = await coder.encode(faces.pictures);
      const square = squareRound(mu, squares[which]);
      squares[which] = square;
      const mosaic = await coder.decode(tileCentres(square, config.tiles));
      const mse = meanSquare(some, await coder.decode(mu.subarray(0, 512)));
      const { mean, factor } = fitGaussian(mu, 2);
      return {
        codes: mu,
        square,
        mean: [mean[0], mean[1]],
        spread: [factor[0], Math.hypot(factor[2], factor[3])],
        mosaic: toBytes(mosaic),
        tiles: config.tiles,
        mse,
      };
    }

    return {
      step() {
        coders.ae.step();
        coders.vae.step();
      },
      async frame() {
        return { attributes: faces.attributes.slice(), ae: await map('ae'), vae: await map('vae') };
      },
      configure(next) {
        if (next.start !== config.start) return false;
        config = next;
        return true;
      },
      methods: {
        decode: async ({ which, z }) => toBytes(await coders[which].decode(z)),
        layers: ({ which, picture }) => coders[which].layers(picture),
        async sample({ how, seed: drawn, n }, { rng }) {
          const one = async (which: Which): Promise<Sampled> => {
            const { mu } = await coders[which].encode(faces.pictures);
            const z = drawCodes(how, mu, 2, n, rng(`sample/${drawn}`));
            return { z, pictures: toBytes(await coders[which].decode(z)) };
          };
          return { ae: await one('ae'), vae: await one('vae') };
        },
        async measure({ n, seed: drawn }, call) {
          const rows: Measured[] = [];
          const total = 4 * (HOWS.length + 1); // models, each with its ways and with the codes of real faces
          let done = 0;
          let missing: Bilingual | null = null;
          const add = async (model: Which, dims: 2 | 16, codes: Float32Array, decode: (z: Float32Array) => Promise<Float32Array>) => {
            const look = async (z: Float32Array) =>
              judge(await decode(z), call, (part) => {
                call.progress((done + part) / total, JUDGING);
              }).finally(() => done++);
            const real = await look(codes.subarray(0, n * dims));
            const limit = limitOf(real.distances);
            for (const how of HOWS) {
              if (call.signal.aborted) return;
              const { share, median, distances } = await look(drawCodes(how, codes, dims, n, call.rng(`measure/${drawn}/${how}`)));
              rows.push({ model, dims, how, own: shareWithin(distances, limit), share, median });
            }
          };
          for (const which of ['ae', 'vae'] as const)
            await add(which, 2, (await coders[which].encode(faces.pictures)).mu, (z) => coders[which].decode(z));
          try {
            for (const [which, name] of [
              ['ae', 'ae16'],
              ['vae', 'vae16-b4'],
            ] as const) {
              const { params } = await call.weights(name);
              const codes = await inPieces(faces.pictures, 768, (x) =>
                tf.slice(ae.encode(params, asTensor(x)), [0, 0], [x.length / 768, 16]),
              );
              await add(which, 16, codes, (z) => inPieces(z, 16, (part) => ae.decode(params, tf.tensor2d(part, [part.length / 16, 16]))));
              tf.dispose(Object.values(params));
            }
          } catch (error) {
            if (!(error instanceof FigureError)) throw error;
            missing = error.text;
          }
          call.progress(1, JUDGING);
          return { rows, n, missing };
        },
      },
      save: async () => ({ ae: await coders.ae.save(), vae: await coders.vae.save() }),
      dispose() {
        coders.ae.dispose();
        coders.vae.dispose();
      },
    };
  },
});
