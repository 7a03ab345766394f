/** The shipped CLIP: texts and clean pictures as points on one sphere, whose cosines say how well they fit. */
import { asCaptioned, FACE_BYTES } from '../../../data/faces';
import { type Bpe, encode } from '../../../models/dalle/bpe';
import { type Config, encodeImage, encodeText, similarity, textBatch } from '../../../models/dalle/clip';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import type { ProgramContext } from '../../program';
import type { Card } from '../../weights';
import { asTensor, inPieces } from '../vae/faces';
import { bpeOf } from './prompt';

export class Clip {
  private constructor(
    private readonly params: Params,
    private readonly config: Config,
    private readonly bpe: Bpe,
  ) {}

  /** Rejects with one sentence when the weights are missing. */
  static async load(ctx: ProgramContext): Promise<Clip> {
    const { params, card } = await ctx.weights('clip');
    return new Clip(params, (card as unknown as Card).architecture.config as unknown as Config, await bpeOf(params));
  }

  /** g(y) of every text: [texts · shared]. */
  async texts(texts: readonly string[]): Promise<Float32Array> {
    const points = tf.tidy(() => {
      const rows = texts.map((text) => encode(this.bpe, asCaptioned(text)));
      const { ids, ends } = textBatch(rows, this.config);
      return encodeText(this.params, ids, ends, this.config);
    });
    const values = Float32Array.from(await points.data());
    points.dispose();
    return values;
  }

  /** f(x) of clean pictures [n, 768]: [n · shared]. */
  images(pictures: Float32Array): Promise<Float32Array> {
    return inPieces(pictures, FACE_BYTES, (part) => encodeImage(this.params, asTensor(part), new Float32Array(part.length / FACE_BYTES)));
  }

  /** s(x, y) of all pairs, pictures in rows: [n · m]. */
  async cosines(images: Float32Array, texts: Float32Array): Promise<Float32Array> {
    const D = this.config.shared;
    const all = tf.tidy(() => similarity(tf.tensor2d(images, [images.length / D, D]), tf.tensor2d(texts, [texts.length / D, D])));
    const values = Float32Array.from(await all.data());
    all.dispose();
    return values;
  }

  dispose(): void {
    tf.dispose(Object.values(this.params));
  }
}
