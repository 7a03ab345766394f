/** The look-up of a shipped VQ-VAE: distances of a picture's encodings to all codes, tokens, and the codes in a plane. */
import { nearest } from '../../../models/vae/kmeans';
import { principalPlane, project } from '../../../models/vae/projection';
import { perplexity, usedCodes } from '../../../models/vae/vqvae';
import { defineProgram } from '../../program';
import { knownFaces, toBytes } from './faces';
import { Tokenizer, type VqName } from './tokens';

export interface CodebookConfig {
  readonly model: VqName;
}

export interface CodebookFrame {
  /** Cells along a side, and how many codes there are. */
  readonly grid: number;
  readonly codes: number;
  /** Codes and encodings of test faces in the plane of their principal components [· 2]. */
  readonly points: Float32Array;
  readonly encodings: Float32Array;
  /** Code of each of those encodings. */
  readonly tokens: Int32Array;
  /** Share of the variance that the plane shows, and of encodings whose nearest code is also the nearest in the plane. */
  readonly seen: number;
  readonly agree: number;
  /** How often each code is used by the measured faces [K]. */
  readonly counts: Float32Array;
  readonly perplexity: number;
  readonly used: number;
  readonly faces: number;
}

export interface Looked {
  readonly tokens: Int32Array;
  /** ‖z_e − e_i‖² of every cell to every code [g² · K]. */
  readonly distances: Float32Array;
  /** The encodings in the plane [g² · 2]. */
  readonly points: Float32Array;
}

type Methods = {
  /** picture [768] in [−1, 1]. */
  look: (picture: Float32Array) => Promise<Looked>;
  /** tokens [n · g²] → pictures. */
  decode: (tokens: Int32Array) => Promise<Uint8ClampedArray>;
  /** What the picture would be with each of these codes in one cell. */
  alternatives: (args: { tokens: Int32Array; cell: number; codes: Int32Array }) => Promise<Uint8ClampedArray>;
};

const MEASURED = 512;
const SHOWN = 2400;

export default defineProgram<CodebookConfig, CodebookFrame, Methods>({
  async start({ model }, ctx) {
    const vq = await Tokenizer.load(ctx, model);
    const { dim, codes, grid } = vq.config;
    const ze = await vq.encode(knownFaces('test', MEASURED).pictures, ctx.breathe);
    const all = await vq.quantize(ze);
    const counts = new Float32Array(codes);
    for (const token of all) counts[token]++;
    const shown = ze.subarray(0, SHOWN * dim);
    const tokens = all.subarray(0, SHOWN);
    const plane = principalPlane(shown, dim);
    const points = project(plane, vq.codebook);
    const encodings = project(plane, shown);
    const inPlane = nearest(encodings, points, 2);
    const agree = inPlane.filter((k, i) => k === tokens[i]).length / tokens.length;

    return {
      frame: () => ({
        grid,
        codes,
        points: points.slice(),
        encodings: encodings.slice(),
        tokens: tokens.slice(),
        seen: plane.share,
        agree,
        counts: counts.slice(),
        perplexity: perplexity(counts),
        used: usedCodes(counts),
        faces: MEASURED,
      }),
      methods: {
        async look(picture) {
          const z = await vq.encode(picture);
          return { tokens: await vq.quantize(z), distances: await vq.distances(z), points: project(plane, z) };
        },
        decode: async (rows) => toBytes(await vq.decode(rows)),
        async alternatives({ tokens: words, cell, codes: others }) {
          const rows = new Int32Array(others.length * words.length);
          others.forEach((code, i) => {
            rows.set(words, i * words.length);
            rows[i * words.length + cell] = code;
          });
          return toBytes(await vq.decode(rows));
        },
      },
      dispose: () => vq.dispose(),
    };
  },
});
