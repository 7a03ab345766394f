/** What a reader changes in a run of sixteen faces: pixels painted on one of them, and a part to be invented anew. */
import { inpaintStep, type Step } from '../../../models/diffusion/sampler';
import { faceSchedule } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';

/** One of the sixteen changed as step `index` begins. */
export interface Edit {
  /** The same for the same edit. */
  readonly id: string;
  readonly index: number;
  readonly face: number;
  /** What was painted: x_t itself, or the network's guess x̂₀. */
  readonly what: 'xt' | 'x0';
  /** Where it was painted [16 · 16], and with which colours [16 · 16 · 3]. */
  readonly mask: Uint8Array;
  readonly picture: Float32Array;
}

/** Where to paint anew, from step `from` on: 1 in the mask is to be invented, 0 is known. */
export interface Inpaint {
  readonly id: string;
  readonly from: number;
  readonly mask: Uint8Array;
  readonly known: Float32Array;
}

/**
 * x_t [n, 16, 16, 3] with an edit in it. A painted x̂₀ is noised again with the noise that the network sees: x_t = √ᾱ x̂₀ + √(1 − ᾱ) ε̂.
 *
 * @param stepFrom the step that the network would take from x
 */
export function edited(x: tf.Tensor4D, { face, what, mask, picture }: Edit, stepFrom: (x: tf.Tensor4D) => Step): tf.Tensor4D {
  const n = x.shape[0];
  const where = new Float32Array(n * 256);
  where.set(mask, face * 256);
  const on = tf.tensor4d(where, [n, 16, 16, 1]);
  const put = (under: tf.Tensor) => tf.add(tf.mul(on, tf.tensor4d(picture, [1, 16, 16, 3])), tf.mul(tf.sub(1, on), under));
  if (what === 'xt') return put(x) as tf.Tensor4D;
  const { x0, eps, t } = stepFrom(x);
  const alphaBar = faceSchedule.alphaBar[t];
  const noised = tf.add(tf.mul(Math.sqrt(alphaBar), put(x0)), tf.mul(Math.sqrt(1 - alphaBar), eps));
  const only = tf.tensor4d(
    Float32Array.from({ length: n }, (_, i) => (i === face ? 1 : 0)),
    [n, 1, 1, 1],
  );
  return tf.add(tf.mul(only, noised), tf.mul(tf.sub(1, only), x)) as tf.Tensor4D;
}

/** The earliest step at which two lists of edits differ; ∞ if they do not. */
export function firstChange(a: readonly Edit[], b: readonly Edit[]): number {
  const ids = (edits: readonly Edit[]) => new Set(edits.map((edit) => edit.id));
  const [inA, inB] = [ids(a), ids(b)];
  return Math.min(Number.POSITIVE_INFINITY, ...[...a, ...b].filter(({ id }) => !inA.has(id) || !inB.has(id)).map(({ index }) => index));
}

/** The known part of sixteen faces, held fast while the rest is invented. */
export class Known {
  private constructor(
    private readonly from: number,
    private readonly mask: tf.Tensor,
    private readonly picture: tf.Tensor,
  ) {}

  static of(inpaint: Inpaint | null): Known | null {
    if (!inpaint) return null;
    const { from, mask, known } = inpaint;
    return new Known(from, tf.tensor4d(Float32Array.from(mask), [1, 16, 16, 1]), tf.tensor4d(known, [1, 16, 16, 3]));
  }

  /** x_s with the known part in it, noised by `eps`; x_s itself before step `from`. */
  keep(xs: tf.Tensor, s: number, index: number, eps: (index: number) => tf.Tensor): tf.Tensor {
    return index >= this.from ? inpaintStep(faceSchedule, xs, this.picture, this.mask, s, eps(index)) : xs;
  }

  dispose(): void {
    tf.dispose([this.mask, this.picture]);
  }
}
