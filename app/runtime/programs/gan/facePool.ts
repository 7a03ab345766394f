/** Real faces as the players of the face games see them, drawn while the game goes on: vectors of their codes, the pictures themselves if asked for, and their wishes. */
import { ATTRIBUTES, attributesOf, compose, FACE_BYTES, type Split, toUnit } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { unitOf } from '../../../models/gan/latentGan';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { encodeTokens, lookup, vqvaeConfig } from '../../../models/vae/vqvae';
import { asFaces, drawFace } from './faceGenerators';

/** Faces that come at a time, and at the most. */
export const FRESH = 64;
const MOST = 16_384;
const MOST_PICTURES = 4096;

interface Options {
  readonly split?: Split;
  /** Keeps the pictures too, 3 kB each: fewer of them. */
  readonly pictures?: boolean;
}

export class Pool {
  size = 0;
  private coded: tf.Tensor2D | null = null;
  private drawn: tf.Tensor4D | null = null;
  private readonly most: number;
  private readonly attributes: Uint8Array;

  constructor(
    private readonly vqvae: Params,
    private readonly rng: Rng,
    private readonly options: Options = {},
  ) {
    this.most = options.pictures ? MOST_PICTURES : MOST;
    this.attributes = new Uint8Array(this.most * ATTRIBUTES.length);
  }

  get full(): boolean {
    return this.size >= this.most;
  }

  /** FRESH faces more. */
  grow(): void {
    const faces = new Float32Array(FRESH * FACE_BYTES);
    for (let i = 0; i < FRESH; i++) {
      const face = drawFace(this.rng, undefined, this.options.split ?? 'train');
      attributesOf(face, this.attributes, (this.size + i) * ATTRIBUTES.length);
      faces.set(toUnit(compose(face)), i * FACE_BYTES);
    }
    const [coded, drawn] = [this.coded, this.drawn];
    this.coded = tf.tidy(() => {
      const tokens = encodeTokens(this.vqvae, asFaces(faces), vqvaeConfig(4, 256));
      const { codebook } = this.vqvae;
      const fresh = tf.reshape(tf.div(lookup(codebook, tokens), unitOf(codebook)), [FRESH, -1]) as tf.Tensor2D;
      return coded ? tf.concat([coded, fresh], 0) : fresh;
    });
    if (this.options.pictures) this.drawn = tf.tidy(() => (drawn ? tf.concat([drawn, asFaces(faces)], 0) : asFaces(faces)));
    tf.dispose([coded, drawn].filter((t) => t !== null));
    this.size += FRESH;
  }

  /** n of them, drawn: vectors in units of `unitOf` [n, 256]. */
  draw(rng: Rng, n: number): { real: tf.Tensor2D; wishes: Uint8Array } {
    const rows = this.rows(rng, n);
    return { real: tf.gather(this.coded as tf.Tensor2D, tf.tensor1d(rows, 'int32')), wishes: this.wishesOf(rows) };
  }

  /** n of them, drawn: pictures [n, 16, 16, 3]. */
  drawPictures(rng: Rng, n: number): { real: tf.Tensor4D; wishes: Uint8Array } {
    const rows = this.rows(rng, n);
    return { real: tf.gather(this.drawn as tf.Tensor4D, tf.tensor1d(rows, 'int32')), wishes: this.wishesOf(rows) };
  }

  first = (n: number): tf.Tensor2D => tf.slice(this.coded as tf.Tensor2D, [0, 0], [n, -1]);
  wishes = (n: number): Uint8Array => this.attributes.slice(0, n * ATTRIBUTES.length);

  dispose(): void {
    tf.dispose([this.coded, this.drawn].filter((t) => t !== null));
  }

  private rows = (rng: Rng, n: number): Int32Array => Int32Array.from({ length: n }, () => rng.int(this.size));

  private wishesOf(rows: Int32Array): Uint8Array {
    const wishes = new Uint8Array(rows.length * ATTRIBUTES.length);
    rows.forEach((row, i) => {
      wishes.set(this.attributes.subarray(row * ATTRIBUTES.length, (row + 1) * ATTRIBUTES.length), i * ATTRIBUTES.length);
    });
    return wishes;
  }
}
