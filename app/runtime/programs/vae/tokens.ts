/** A shipped VQ-VAE: pictures to tokens and back. */
import { FACE_BYTES } from '../../../data/faces';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import * as vq from '../../../models/vae/vqvae';
import type { ProgramContext } from '../../program';
import { asTensor, inPieces } from './faces';

export type VqName = 'vqvae4' | 'vqvae8';

export class Tokenizer {
  private constructor(
    readonly params: Params,
    readonly config: vq.Config,
    /** [K · D] */
    readonly codebook: Float32Array,
  ) {}

  /** Rejects with one sentence when the weights are missing. */
  static async load(ctx: ProgramContext, name: VqName): Promise<Tokenizer> {
    const { params } = await ctx.weights(name);
    const [codes] = params.codebook.shape;
    return new Tokenizer(params, vq.vqvaeConfig(name === 'vqvae4' ? 4 : 8, codes), Float32Array.from(await params.codebook.data()));
  }

  /** Cells of the grid. */
  get cells(): number {
    return this.config.grid ** 2;
  }

  /** pictures [n, 768] → z_e [n · g² · D]. */
  encode(pictures: Float32Array, between?: () => Promise<void>): Promise<Float32Array> {
    return inPieces(pictures, FACE_BYTES, (part) => vq.encode(this.params, asTensor(part), this.config), between);
  }

  /** z_e [m · D] → the nearest codes [m]. `codebook` [K · D] may be another than its own. */
  async quantize(ze: Float32Array, codebook: Float32Array = this.codebook): Promise<Int32Array> {
    const { dim } = this.config;
    const codes = tf.tensor2d(codebook, [codebook.length / dim, dim]);
    const tokens = await inPieces(
      ze,
      dim,
      (part) => tf.cast(vq.quantize(tf.tensor2d(part, [part.length / dim, dim]), codes), 'float32'),
      undefined,
      4096,
    );
    codes.dispose();
    return Int32Array.from(tokens);
  }

  /** ‖z − e_i‖² to all codes: [m · K]. */
  distances(ze: Float32Array): Promise<Float32Array> {
    const { dim } = this.config;
    return inPieces(ze, dim, (part) => vq.distances(tf.tensor2d(part, [part.length / dim, dim]), this.params.codebook));
  }

  /** tokens [n · g²] → pictures [n, 768]. */
  decode(tokens: Int32Array): Promise<Float32Array> {
    const { grid } = this.config;
    return inPieces(Float32Array.from(tokens), this.cells, (part) =>
      vq.decodeTokens(this.params, tf.tensor(Int32Array.from(part), [part.length / this.cells, grid, grid], 'int32')),
    );
  }

  dispose(): void {
    tf.dispose(Object.values(this.params));
  }
}
