/** What sixteen tokens keep of a face: any picture through the shipped VQ-VAE, cell by cell, and what the classifier reads before and after. */
import { ATTRIBUTES } from '../../../data/faces';
import * as attributeClassifier from '../../../models/metrics/attributeClassifier';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { asTensor, inPieces, knownFaces, toBytes } from '../vae/faces';
import { Tokenizer } from '../vae/tokens';

export interface CodesFrame {
  /** Of test faces: the share whose attribute is read the same after decoding [10]; mean squared error of each cell [16]. */
  readonly kept: Float32Array;
  readonly errors: Float32Array;
  readonly faces: number;
  readonly codes: number;
}

export interface Looked {
  readonly tokens: Int32Array;
  readonly decoded: Uint8ClampedArray;
  /** Mean squared error of each cell [16], of pictures in [−1, 1]. */
  readonly errors: Float32Array;
  /** What the classifier reads before and after [10] each. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

type Methods = {
  /** picture [768] in [−1, 1]. */
  look: (picture: Float32Array) => Promise<Looked>;
};

const FACES = 256;

/** Mean squared error of each of 4 × 4 cells, over pictures [n, 768]. */
export function cellErrors(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(16);
  for (let k = 0; k < a.length; k++) {
    const pixel = Math.floor((k % 768) / 3);
    const [y, x] = [Math.floor(pixel / 16), pixel % 16];
    out[4 * (y >> 2) + (x >> 2)] += ((a[k] - b[k]) ** 2 * 16) / a.length;
  }
  return out;
}

export default defineProgram<Record<string, never>, CodesFrame, Methods>({
  async start(_config, ctx) {
    const vq = await Tokenizer.load(ctx, 'vqvae4');
    const { params } = await ctx.weights('oracle');
    const read = async (pictures: Float32Array) =>
      attributeClassifier.read(await inPieces(pictures, 768, (part) => attributeClassifier.forward(params, asTensor(part))));
    const through = async (pictures: Float32Array) => {
      const tokens = await vq.quantize(await vq.encode(pictures, ctx.breathe));
      return { tokens, decoded: await vq.decode(tokens) };
    };
    const { pictures } = knownFaces('test', FACES);
    const { decoded } = await through(pictures);
    const [before, after] = [await read(pictures), await read(decoded)];
    const kept = Float32Array.from(
      ATTRIBUTES,
      (_, a) => Array.from({ length: FACES }, (_, i) => i).filter((i) => before[10 * i + a] === after[10 * i + a]).length / FACES,
    );
    const errors = cellErrors(pictures, decoded);
    return {
      frame: () => ({ kept: kept.slice(), errors: errors.slice(), faces: FACES, codes: vq.config.codes }),
      methods: {
        async look(picture) {
          const { tokens, decoded: back } = await through(picture);
          return {
            tokens,
            decoded: toBytes(back),
            errors: cellErrors(picture, back),
            before: await read(picture),
            after: await read(back),
          };
        },
      },
      dispose() {
        vq.dispose();
        tf.dispose(Object.values(params));
      },
    };
  },
});
