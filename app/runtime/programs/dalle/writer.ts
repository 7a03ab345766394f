/** The shipped GPT with the VQ-VAE whose codes it writes, and the classifier that reads off what came of it: texts in, pictures out. */
import { asCaptioned, FACE_BYTES } from '../../../data/faces';
import { type Bpe, bytesOf, encode } from '../../../models/dalle/bpe';
import { type Config, textRow } from '../../../models/dalle/gpt';
import * as attributeClassifier from '../../../models/metrics/attributeClassifier';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { decode, lookup } from '../../../models/vae/vqvae';
import type { ProgramContext } from '../../program';
import type { Card } from '../../weights';
import { asTensor, inPieces } from '../vae/faces';
import { bpeOf } from './prompt';

/** A text as the model gets it. */
export interface ReadText {
  /** Its tokens, and the bytes of each. */
  readonly tokens: readonly number[];
  readonly bytes: readonly (readonly number[])[];
  /** How many of them have a place; the others are not read. */
  readonly kept: number;
}

export class Writer {
  private constructor(
    readonly params: Params,
    readonly config: Config,
    readonly bpe: Bpe,
    private readonly vq: Params,
    private readonly classifier: Params,
  ) {}

  /** Rejects with one sentence when weights are missing. */
  static async load(ctx: ProgramContext): Promise<Writer> {
    const [gpt, vq, classifier] = await Promise.all([ctx.weights('gpt'), ctx.weights('vqvae4'), ctx.weights('oracle')]);
    const config = (gpt.card as unknown as Card).architecture.config as unknown as Config;
    return new Writer(gpt.params, config, await bpeOf(gpt.params), vq.params, classifier.params);
  }

  /** The row a text begins: START, its tokens, END. */
  rowOf(text: string): number[] {
    return textRow(encode(this.bpe, asCaptioned(text)), this.config);
  }

  read(text: string): ReadText {
    const tokens = encode(this.bpe, asCaptioned(text));
    return { tokens, bytes: tokens.map((token) => bytesOf(this.bpe, token)), kept: Math.min(tokens.length, this.config.textLength - 1) };
  }

  /** Rows of 16 tokens [n · 16] → pictures [n, 768] in [−1, 1]. A cell without a token (−1) gets the mean of all codes. */
  pictures(tokens: Int32Array, between?: () => Promise<void>): Promise<Float32Array> {
    const side = Math.sqrt(this.config.imageLength);
    return inPieces(
      Float32Array.from(tokens),
      side * side,
      (part) => {
        const ids = tf.tensor(
          Int32Array.from(part, (z) => Math.max(0, z)),
          [part.length / side ** 2, side, side],
          'int32',
        );
        const written = tf.tensor(
          Float32Array.from(part, (z) => (z < 0 ? 0 : 1)),
          [part.length / side ** 2, side, side, 1],
        );
        const vectors = lookup(this.vq.codebook, ids); //                       [n, 4, 4, D]
        const mean = tf.mean(this.vq.codebook, 0); //                           [D]
        return decode(this.vq, tf.add(tf.mul(vectors, written), tf.mul(mean, tf.sub(1, written))));
      },
      between,
    );
  }

  /** The classes the classifier reads in pictures [n, 768]: [n · 10]. */
  async classes(pictures: Float32Array, between?: () => Promise<void>): Promise<Uint8Array> {
    const read = (part: Float32Array) => attributeClassifier.forward(this.classifier, asTensor(part));
    return attributeClassifier.read(await inPieces(pictures, FACE_BYTES, read, between));
  }

  dispose(): void {
    tf.dispose([this.params, this.vq, this.classifier].flatMap((params) => Object.values(params)));
  }
}
