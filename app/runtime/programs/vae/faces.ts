/** Faces as the programs of this page need them: known ones by number, random ones to train with, and pictures in pieces. */
import { ATTRIBUTES, attributesOf, compose, composeMany, FACE_BYTES, faceAt, type Split, TRAIN_SIZE, toUnit } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import * as tf from '../../../models/tf';

/** Known faces: pictures [n, 768] in [−1, 1] and the classes of their attributes [n, 10]. */
export interface KnownFaces {
  readonly n: number;
  readonly pictures: Float32Array;
  readonly attributes: Uint8Array;
}

/** Faces `from`, `from` + 1, … of a split. */
export function knownFaces(split: Split, n: number, from = 0): KnownFaces {
  const faces = Array.from({ length: n }, (_, i) => faceAt(split, from + i));
  const attributes = new Uint8Array(n * ATTRIBUTES.length);
  faces.forEach((face, i) => {
    attributesOf(face, attributes, i * ATTRIBUTES.length);
  });
  return { n, pictures: toUnit(composeMany(faces)), attributes };
}

/** Pictures [n, 768] as x [n, 16, 16, 3]. */
export const asTensor = (pictures: Float32Array): tf.Tensor4D => tf.tensor4d(pictures, [pictures.length / FACE_BYTES, 16, 16, 3]);

/** Random faces of the training split: x [n, 16, 16, 3]. */
export function drawFaces(rng: Rng, n: number): tf.Tensor4D {
  const pixels = new Uint8Array(n * FACE_BYTES);
  for (let i = 0; i < n; i++) compose(faceAt('train', rng.int(TRAIN_SIZE)), pixels, i * FACE_BYTES);
  return asTensor(toUnit(pixels));
}

/** Standard normal noise [n, dims]. */
export const drawNoise = (rng: Rng, n: number, dims: number): tf.Tensor2D =>
  tf.tensor2d(rng.fillNormal(new Float32Array(n * dims)), [n, dims]);

/** Runs f over rows of `data` ([n, width]) in pieces and puts its answers together. `between` runs after each piece. */
export async function inPieces(
  data: Float32Array,
  width: number,
  f: (piece: Float32Array) => tf.Tensor,
  between: () => Promise<void> = async () => {},
  size = 256,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (let from = 0; from < data.length; from += size * width) {
    const y = tf.tidy(() => f(data.subarray(from, from + size * width)));
    parts.push(Float32Array.from(await y.data()));
    y.dispose();
    await between();
  }
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Pictures as bytes: a quarter of the size on the way to the page. */
export function toBytes(pictures: Float32Array): Uint8ClampedArray {
  const out = new Uint8ClampedArray(pictures.length);
  for (let i = 0; i < pictures.length; i++) out[i] = (pictures[i] + 1) * 127.5;
  return out;
}

/** Mean squared difference. */
export function meanSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}
