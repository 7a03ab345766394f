/** The shipped GANs of faces as their figures use them: noise and wishes in, faces out, and the clean-up after G, which is no part of it. */
import {
  ATTRIBUTES,
  attributesOf,
  compose,
  FACE_BYTES,
  type Face,
  pictureHash,
  type Split,
  sampleFace,
  splitOfHash,
} from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { CONDITION, conditionRows } from '../../../models/gan/faceGame';
import * as latentGan from '../../../models/gan/latentGan';
import * as pixelGan from '../../../models/gan/pixelGan';
import { type Snap, snap, snapFrom, steadiest } from '../../../models/gan/snap';
import { read, forward as readAttributes } from '../../../models/metrics/attributeClassifier';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { decodeTokens, encodeTokens, vqvaeConfig } from '../../../models/vae/vqvae';
import { valuesOf } from '../../drain';
import type { ProgramContext } from '../../program';
import type { Card } from '../../weights';
import { LATENT } from './draws';

const WISHES = ATTRIBUTES.length;
/** Faces painted in one go, so that others wait a few hundredths of a second at most. */
const AT_ONCE = 64;

/** What is done to faces after G: to the nearest colours of the place; the steadiest of k; once more through the VQ-VAE. */
export interface CleanUp {
  readonly snap: boolean;
  readonly again: boolean;
}

export interface Painter {
  /** Noise [n · LATENT] and wishes [n · 10] → faces [n, 16, 16, 3] in about [−1, 1], G's own. The caller's tidy or the caller disposes them. */
  paint(z: Float32Array, wishes: Uint8Array): tf.Tensor;
  /**
   * The same cleaned up; of several noises for each wish, the face that changes least on a way through the VQ-VAE.
   * null when it was stopped.
   */
  cleaned(zs: readonly Float32Array[], wishes: Uint8Array, how: CleanUp, ctx: ProgramContext): Promise<Float32Array | null>;
  dispose(): void;
}

export interface InCodes extends Painter {
  readonly params: Params;
  readonly vqvae: Params;
  /** Of the first layer's weights the rows that belong to the noise [LATENT · hidden]. */
  readonly noiseWeights: Float32Array;
}

/** The GAN in codes with the VQ-VAE it paints with. `file`: a snapshot of its training. */
export async function loadInCodes(ctx: ProgramContext, file?: string): Promise<InCodes> {
  const [{ params }, { params: vqvae }, finished] = await Promise.all([
    ctx.weights('gan-latent', file),
    ctx.weights('vqvae4'),
    file ? ctx.weights('gan-latent') : null, // the table of colours ships with the finished weights
  ]);
  const colours = finished?.params ?? params;
  const table: Snap = snapFrom(await colours['snap.colours'].data(), await colours['snap.counts'].data());
  if (finished) tf.dispose(Object.values(finished.params));
  const config = latentGan.defaults;
  const w = params['g.in.w'];

  const paint = (z: Float32Array, wishes: Uint8Array) =>
    tf.tidy(() => latentGan.generate(params, vqvae, tf.tensor2d(z, [z.length / LATENT, LATENT]), wishRows(wishes), config));
  const throughVqvae = (faces: Float32Array) =>
    reading(() => decodeTokens(vqvae, encodeTokens(vqvae, asFaces(faces), vqvaeConfig(4, 256))));

  return {
    params,
    vqvae,
    noiseWeights: Float32Array.from((await w.data()).subarray(0, LATENT * latentGan.defaults.hidden[0])),
    paint,
    async cleaned(zs, wishes, how, call) {
      const n = wishes.length / WISHES;
      const out = new Float32Array(n * FACE_BYTES);
      const snapped = (faces: Float32Array) => (how.snap ? snap(faces, table) : faces);
      for (let from = 0; from < n; from += AT_ONCE) {
        if (call.signal.aborted) return null;
        const to = Math.min(n, from + AT_ONCE);
        const some = wishes.subarray(from * WISHES, to * WISHES);
        const drawn: Float32Array[] = [];
        const again: Float32Array[] = [];
        for (const z of zs) {
          drawn.push(snapped(await reading(() => paint(z.subarray(from * LATENT, to * LATENT), some))));
          if (zs.length > 1) again.push(snapped(await throughVqvae(drawn[drawn.length - 1])));
        }
        const best = zs.length > 1 ? steadiest(drawn, again) : drawn[0];
        out.set(how.again ? snapped(await throughVqvae(best)) : best, from * FACE_BYTES);
        if (to < n) await call.breathe();
      }
      return out;
    },
    dispose: () => tf.dispose([...Object.values(params), ...Object.values(vqvae)]),
  };
}

/** A GAN in pixels. */
export interface InPixels extends Pick<Painter, 'paint' | 'dispose'> {
  readonly params: Params;
  readonly config: pixelGan.Config;
}

export async function loadInPixels(ctx: ProgramContext, name: 'gan' | 'gan-collapsed'): Promise<InPixels> {
  const { params, card } = await ctx.weights(name);
  const config = (card as unknown as Card).architecture.config as unknown as pixelGan.Config;
  return {
    params,
    config,
    paint: (z, wishes) => tf.tidy(() => pixelGan.generate(params, tf.tensor2d(z, [z.length / LATENT, LATENT]), wishRows(wishes), config)),
    dispose: () => tf.dispose(Object.values(params)),
  };
}

/** Classes [n · 10] that the attribute classifier reads in faces [n · 768]. */
export async function classesIn(judge: Params, faces: Float32Array): Promise<Uint8Array> {
  return read(await reading(() => readAttributes(judge, asFaces(faces))));
}

const scratch = new Uint8Array(FACE_BYTES);

/** A face drawn from the data, on one side of the split; `wish` [10] fixes its attributes. */
export function drawFace(rng: Rng, wish?: ArrayLike<number>, split: Split = 'train'): Face {
  const given = wish && Object.fromEntries(ATTRIBUTES.map(({ key }, a) => [key, wish[a]]));
  for (;;) {
    const face = sampleFace(rng, given);
    if (splitOfHash(pictureHash(compose(face, scratch))) === split) return face;
  }
}

/** n wishes [n · 10], as the data has them. */
export function drawWishes(rng: Rng, n: number): Uint8Array {
  const wishes = new Uint8Array(n * WISHES);
  for (let i = 0; i < n; i++) attributesOf(drawFace(rng), wishes, i * WISHES);
  return wishes;
}

/** One wish [10], n times. */
export const repeated = (wish: ArrayLike<number>, n: number): Uint8Array =>
  Uint8Array.from({ length: n * WISHES }, (_, i) => wish[i % WISHES]);

export const wishRows = (wishes: Uint8Array): tf.Tensor2D => tf.tensor2d(conditionRows(wishes), [wishes.length / WISHES, CONDITION]);
export const asFaces = (faces: Float32Array): tf.Tensor4D => tf.tensor4d(faces, [faces.length / FACE_BYTES, 16, 16, 3]);

/** The values of what is computed, in a tidy of its own. */
export async function reading(f: () => tf.Tensor): Promise<Float32Array> {
  const made = tf.tidy(f);
  const values = await valuesOf(made);
  made.dispose();
  return values;
}
