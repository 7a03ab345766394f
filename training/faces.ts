/** Faces for training: batches drawn from the training split, whose pictures are composed once. */
import {
  ATTRIBUTES,
  attributesOf,
  compose,
  composeMany,
  FACE_BYTES,
  type Face,
  faceAt,
  pictureHash,
  type Split,
  sampleFace,
  splitOfHash,
  TRAIN_SIZE,
  toUnit,
  visible,
} from '../app/data/faces/index';
import type { Rng } from '../app/data/rng';
import * as tf from '../app/models/tf';

const pixels = new Uint8Array(TRAIN_SIZE * FACE_BYTES);
const attributes = new Uint8Array(TRAIN_SIZE * ATTRIBUTES.length);
const made = new Uint8Array(TRAIN_SIZE);

/** Training face k: its pixels [768] and the classes of its attributes [10]. Composed when first asked for, then kept. */
export function trainingFace(k: number): { readonly pixels: Uint8Array; readonly attributes: Uint8Array } {
  if (!made[k]) {
    const face = faceAt('train', k);
    compose(face, pixels, k * FACE_BYTES);
    attributesOf(face, attributes, k * ATTRIBUTES.length);
    made[k] = 1;
  }
  return {
    pixels: pixels.subarray(k * FACE_BYTES, (k + 1) * FACE_BYTES),
    attributes: attributes.subarray(k * ATTRIBUTES.length, (k + 1) * ATTRIBUTES.length),
  };
}

/** A random batch of training faces: x [n, 16, 16, 3] in [−1, 1], and the classes of their attributes [n, 10]. */
export function drawFaces(rng: Rng, n: number): { x: tf.Tensor4D; attributes: Uint8Array } {
  const values = new Float32Array(n * FACE_BYTES);
  const classes = new Uint8Array(n * ATTRIBUTES.length);
  for (let i = 0; i < n; i++) {
    const face = trainingFace(rng.int(TRAIN_SIZE));
    toUnit(face.pixels, values.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES));
    classes.set(face.attributes, i * ATTRIBUTES.length);
  }
  return { x: tf.tensor4d(values, [n, 16, 16, 3]), attributes: classes };
}

/** The first faces of a split with everything known about them; pictures [n, 768] in [−1, 1]. */
export function firstFaces(
  split: Split,
  n: number,
): { faces: Face[]; pictures: Float32Array; attributes: Uint8Array; visible: boolean[][] } {
  const faces = Array.from({ length: n }, (_, i) => faceAt(split, i));
  const attributes = new Uint8Array(n * ATTRIBUTES.length);
  faces.forEach((face, i) => {
    attributesOf(face, attributes, i * ATTRIBUTES.length);
  });
  return { faces, pictures: toUnit(composeMany(faces)), attributes, visible: faces.map(visible) };
}

/** Standard normal noise of a shape. */
export const noise = (rng: Rng, shape: number[]): tf.Tensor =>
  tf.tensor(rng.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);

/** Runs f over the pictures [n, 768] in pieces, and puts what it returns together: one row a picture. */
export function inBatches(pictures: Float32Array, f: (x: tf.Tensor4D) => tf.Tensor, size = 256): Float32Array {
  const n = pictures.length / FACE_BYTES;
  const rows: Float32Array[] = [];
  for (let i = 0; i < n; i += size) {
    const part = pictures.subarray(i * FACE_BYTES, Math.min(n, i + size) * FACE_BYTES);
    const y = tf.tidy(() => f(tf.tensor4d(part, [part.length / FACE_BYTES, 16, 16, 3])));
    rows.push(Float32Array.from(y.dataSync()));
    y.dispose();
  }
  const width = rows.reduce((sum, row) => sum + row.length, 0);
  const out = new Float32Array(width);
  let at = 0;
  for (const row of rows) {
    out.set(row, at);
    at += row.length;
  }
  return out;
}

/** Rows of originals and of their reconstructions in turn. */
export function interleave(a: Float32Array, b: Float32Array, columns: number): Float32Array {
  const row = columns * 768;
  const out = new Float32Array(a.length * 2);
  for (let i = 0; i * row < a.length; i++) {
    out.set(a.subarray(i * row, (i + 1) * row), 2 * i * row);
    out.set(b.subarray(i * row, (i + 1) * row), (2 * i + 1) * row);
  }
  return out;
}

/** Mean squared difference. */
export function meanSquare(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}

/** The pixels of all training faces: [TRAIN_SIZE · 768]. */
export function trainingPixels(): Uint8Array {
  for (let k = 0; k < TRAIN_SIZE; k++) trainingFace(k);
  return pixels;
}

const scratch = new Uint8Array(FACE_BYTES);

/** A face drawn without end, never one of the test split. */
export function endlessFace(rng: Rng): Face {
  for (;;) {
    const face = sampleFace(rng);
    if (splitOfHash(pictureHash(compose(face, scratch))) === 'train') return face;
  }
}

/** Such faces as pixels [n · 768] and the classes of their attributes [n · 10]. */
export function endlessFaces(rng: Rng, n: number): { pixels: Uint8Array; attributes: Uint8Array } {
  const drawn = { pixels: new Uint8Array(n * FACE_BYTES), attributes: new Uint8Array(n * ATTRIBUTES.length) };
  for (let i = 0; i < n; i++) {
    const face = endlessFace(rng);
    drawn.pixels.set(scratch, i * FACE_BYTES);
    attributesOf(face, drawn.attributes, i * ATTRIBUTES.length);
  }
  return drawn;
}
