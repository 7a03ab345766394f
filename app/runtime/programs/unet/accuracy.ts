/** Two classifiers examined on noised test faces: the one that knows noise, and the one that knows clean faces only. */
import { ATTRIBUTES, attributesOf, compose, FACE_BYTES, faceAt, toUnit } from '../../../data/faces';
import { qSample } from '../../../models/diffusion/faces';
import { forward as classify } from '../../../models/diffusion/noisyClassifier';
import { faceSchedule } from '../../../models/diffusion/schedule';
import type { forward as readAttributes } from '../../../models/metrics/attributeClassifier';
import * as tf from '../../../models/tf';
import type { ProgramContext } from '../../program';
import { readAll } from '../diffusion/faces';
import { classesOf, noiseOf, SHAPE } from './networks';

const FACES = 128;

/** Shares of attributes read right at steps `t`. */
export interface Accuracy {
  readonly t: Float32Array;
  readonly noisy: Float32Array;
  readonly clean: Float32Array;
  /** Of always answering the most frequent class. */
  readonly chance: number;
  readonly n: number;
}

/** Attributes read right, all ten together, over noised test faces. */
export async function accuracy(
  ctx: ProgramContext,
  noisy: Parameters<typeof classify>[0] | undefined,
  clean: Parameters<typeof readAttributes>[0],
): Promise<Accuracy> {
  if (!noisy) throw new Error('Only classifier guidance loads the classifier.');
  const times = [1, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000];
  const faces = Array.from({ length: FACES }, (_, i) => faceAt('test', 2_000 + i));
  const pixels = new Uint8Array(FACES * FACE_BYTES);
  const truth = faces.map((face, i) => {
    compose(face, pixels, i * FACE_BYTES);
    return Array.from(attributesOf(face));
  });
  const out = {
    t: Float32Array.from(times),
    noisy: new Float32Array(times.length),
    clean: new Float32Array(times.length),
    chance: 0,
    n: FACES,
  };
  out.chance = ATTRIBUTES.reduce((sum, { classes }, a) => {
    const most = Math.max(...classes.map((_, k) => truth.filter((row) => row[a] === k).length));
    return sum + most / FACES / ATTRIBUTES.length; // always answering the most frequent class
  }, 0);
  for (const [i, t] of times.entries()) {
    if (ctx.signal.aborted) break;
    const made = tf.tidy(() => {
      const eps = tf.tensor4d(noiseOf(`accuracy ${t}`, FACES), SHAPE(FACES));
      const bars = tf.fill([FACES, 1, 1, 1], faceSchedule.alphaBar[t]) as tf.Tensor4D;
      const x = qSample(tf.tensor4d(toUnit(pixels), SHAPE(FACES)), bars, eps);
      const said = classify(noisy, x, new Float32Array(FACES).fill(t)).map((logits) => tf.argMax(logits, 1));
      return { x, noisy: tf.cast(tf.stack(said, 1), 'float32') };
    });
    const { noisy: read } = await readAll({ noisy: made.noisy });
    const cleanRead = await classesOf(clean, made.x);
    tf.dispose(made);
    const right = (classes: ArrayLike<number>) =>
      truth.flat().reduce((sum, k, n) => sum + (classes[n] === k ? 1 : 0), 0) / (FACES * ATTRIBUTES.length);
    out.noisy[i] = right(read);
    out.clean[i] = right(cleanRead);
    ctx.progress((i + 1) / times.length, { zh: '在带噪的脸上考两个分类器', en: 'Examining both classifiers on noised faces' });
    await ctx.breathe();
  }
  return out;
}
