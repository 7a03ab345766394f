/** The networks of the U-Net page: the denoiser and what steers it, the judge of what came out, and noise that the page can name. */
import { ATTRIBUTE_KEYS, ATTRIBUTES, asCaptioned, compose, FACE_BYTES, sampleFace, toUnit } from '../../../data/faces';
import { createRng } from '../../../data/rng';
import { encode, vocabulary } from '../../../models/dalle/bpe';
import { type Config as ClipConfig, encodeImage, encodeText } from '../../../models/dalle/clip';
import type { Condition } from '../../../models/diffusion/condition';
import type { Networks } from '../../../models/diffusion/guidance';
import type { GuidanceKind } from '../../../models/diffusion/guidanceCost';
import { read, forward as readAttributes } from '../../../models/metrics/attributeClassifier';
import { meanSquaredDistance } from '../../../models/metrics/diversity';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import type { ProgramContext } from '../../program';
import { bpeOf } from '../dalle/prompt';
import { loadNet, PIXELS } from '../diffusion/faces';

export const SHAPE = (n: number): [number, number, number, number] => [n, 16, 16, 3];

/** CLIP, and how it reads a text. */
export interface Clip {
  readonly params: Params;
  /** A text as a point on the sphere [1, shared]. The caller disposes it. */
  point(text: string): tf.Tensor2D;
  /** f(x_t, t)·g(y) of every picture [B]. */
  cosine(x: tf.Tensor4D, t: Float32Array, text: tf.Tensor2D): tf.Tensor1D;
}

/** CLIP with its byte pairs, which lie among its weights. */
export async function loadClip(ctx: ProgramContext): Promise<Clip> {
  const { params, card } = await ctx.weights('clip');
  const bpe = await bpeOf(params);
  const config = (card as { architecture: { config: unknown } }).architecture.config as ClipConfig;
  const END = vocabulary(bpe);
  return {
    params,
    point(text) {
      const tokens = encode(bpe, asCaptioned(text)).slice(0, config.textLength - 1);
      const ids = [...tokens, ...new Array(config.textLength - tokens.length).fill(END)];
      const ends = ids.map((_, i) => (i === tokens.length ? 1 : 0));
      return tf.tidy(() => encodeText(params, tf.tensor2d(ids, [1, ids.length], 'int32'), tf.tensor2d(ends, [1, ids.length]), config));
    },
    cosine: (x, t, text) => tf.sum(tf.mul(encodeImage(params, x, t), text), 1),
  };
}

/** The denoiser, and of what steers it only what a kind of guidance needs. */
export async function loadNetworks(ctx: ProgramContext, kind: GuidanceKind | 'all'): Promise<{ nets: Networks; clip: Clip | null }> {
  const [unet, classifier, clip] = await Promise.all([
    loadNet(ctx),
    kind === 'classifier' || kind === 'all' ? ctx.weights('classifier') : null,
    kind === 'clip' || kind === 'all' ? loadClip(ctx) : null,
  ]);
  return { nets: { unet, classifier: classifier?.params, clip: clip?.params }, clip };
}

export const disposeNetworks = ({ unet, classifier, clip }: Networks): void =>
  tf.dispose([unet.params, classifier, clip].flatMap((params) => (params ? Object.values(params) : [])));

/** Reads the attributes of clean faces [n, 16, 16, 3] with the attribute classifier: classes [n · 10]. */
export async function classesOf(judge: Params, faces: tf.Tensor): Promise<Uint8Array> {
  const logProbs = tf.tidy(() => readAttributes(judge, faces));
  const classes = read((await logProbs.data()) as Float32Array);
  logProbs.dispose();
  return classes;
}

/** For each face, whether it shows every attribute that is asked. classes [n · 10] */
export function obeys(classes: Uint8Array, condition: Condition): boolean[] {
  return Array.from({ length: classes.length / ATTRIBUTES.length }, (_, n) =>
    condition.every((k, a) => k === null || classes[n * ATTRIBUTES.length + a] === k),
  );
}

/** The noise `label` of a seed, n pictures of it [n · 768]: the page draws the same. */
export const noiseOf = (label: string, n = 1): Float32Array => createRng(label).fillNormal(new Float32Array(n * PIXELS));

const REAL = 128;

/** Mean squared distance of two real faces with the wish. */
export function realSpread(condition: Condition): number {
  const rng = createRng('real faces with the wish');
  const given = Object.fromEntries(ATTRIBUTE_KEYS.flatMap((key, a) => (condition[a] === null ? [] : [[key, condition[a]]])));
  const pixels = new Uint8Array(REAL * FACE_BYTES);
  for (let i = 0; i < REAL; i++) compose(sampleFace(rng, given), pixels, i * FACE_BYTES);
  return meanSquaredDistance(toUnit(pixels), PIXELS);
}
