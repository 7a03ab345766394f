/** How each shipped generator turns noise into faces, in the page: all from the same seed, each in the way its card was measured. */

import { ATTRIBUTES, attributesOf, caption, FACE_BYTES, type Face, faceAt, TEST_SIZE } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { encode } from '../../../models/dalle/bpe';
import { GPT_DRAWING } from '../../../models/dalle/drawing';
import { begin, type Config as GptConfig, sampleAll, tensorsUnderWay, textRow } from '../../../models/dalle/gpt';
import { sampleFaces } from '../../../models/diffusion/faces';
import { DDIM_STEPS, faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import type { Config as UnetConfig } from '../../../models/diffusion/unet';
import { CONDITION, conditionRows } from '../../../models/gan/faceGame';
import * as latentGan from '../../../models/gan/latentGan';
import { type Config as GanConfig, generate } from '../../../models/gan/pixelGan';
import { snap, snapFrom } from '../../../models/gan/snap';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import type { Config as VaeConfig } from '../../../models/vae/autoencoder';
import * as prior from '../../../models/vae/prior';
import * as vae from '../../../models/vae/vae';
import { decodeTokens } from '../../../models/vae/vqvae';
import { answered, walked } from '../../drain';
import type { LoadedWeights, ProgramContext } from '../../program';
import type { Card } from '../../weights';
import { bpeOf } from '../dalle/prompt';
import { bestGuidance, needsOf } from './modelRegistry';

/** What a sampler works with: the weights of its model and of others it needs, all loaded; noise; and leave to pause. */
interface Work {
  readonly params: Params;
  readonly card: Card;
  readonly others: Readonly<Record<string, Params>>;
  readonly rng: Rng;
  /** The next face whose attributes or caption a model that can be asked is asked for. */
  readonly subject: () => Face;
  readonly ctx: ProgramContext;
}

/** n faces [n · 768] in [−1, 1]; null when it was stopped. */
type Sampler = (n: number, work: Work) => Promise<Float32Array | null>;

/** The configuration a model was trained with: its card says it. */
const configOf = <Config>({ card }: Work): Config => card.architecture.config as unknown as Config;

/** Reads a tensor that a tidy computes, and lets others in. */
async function read(f: () => tf.Tensor, ctx: ProgramContext): Promise<Float32Array> {
  const t = tf.tidy(f);
  const values = Float32Array.from(await t.data());
  t.dispose();
  await ctx.breathe();
  return values;
}

const normals = (rng: Rng, n: number, size: number) => tf.tensor2d(rng.fillNormal(new Float32Array(n * size)), [n, size]);

/** z ~ N(0, I) through the decoder. */
const fromVae: Sampler = (n, work) => {
  const { latent } = configOf<VaeConfig>(work);
  return read(() => vae.decode(work.params, normals(work.rng, n, latent)), work.ctx);
};

/** n wishes, the attributes of faces, as the GANs read them. */
function wishes({ subject }: Work, n: number): tf.Tensor2D {
  const classes = new Uint8Array(n * ATTRIBUTES.length);
  for (let i = 0; i < n; i++) attributesOf(subject(), classes, i * ATTRIBUTES.length);
  return tf.tensor2d(conditionRows(classes), [n, CONDITION]);
}

/** z ~ N(0, I) and a wish through G. */
const fromGan: Sampler = (n, work) => {
  const config = configOf<GanConfig>(work);
  return read(() => generate(work.params, normals(work.rng, n, config.latent), wishes(work, n), config), work.ctx);
};

/** z ~ N(0, I) and a wish through G, whose vectors the VQ-VAE's codes and decoder turn into faces; snapped to the colours of their places. */
const fromLatentGan: Sampler = async (n, work) => {
  const { params, card, others, rng, ctx } = work;
  const config = card.architecture.config as unknown as latentGan.Config;
  const faces = await read(() => latentGan.generate(params, others.vqvae4, normals(rng, n, config.latent), wishes(work, n), config), ctx);
  if (!params['snap.colours']) return faces; // a snapshot of the training
  return snap(faces, snapFrom(await params['snap.colours'].data(), await params['snap.counts'].data()));
};

/** Faces of 4 × 4 tokens. */
const decoded = (rows: readonly (readonly number[])[], { others, ctx }: Work) =>
  read(() => decodeTokens(others.vqvae4, tf.tensor(rows.flat(), [rows.length, 4, 4], 'int32')), ctx);

/** Tokens one after the other from the prior, then the VQ-VAE's decoder. */
const fromPrior: Sampler = async (n, work) => {
  const { params, rng, ctx } = work;
  const begun = Array.from({ length: n }, () => []);
  const steps = prior.sample(params, begun, () => rng.uniform(), configOf<prior.Config>(work));
  const rows = await answered(steps, ({ probabilities }) => probabilities, ctx);
  return rows && decoded(rows, work);
};

/** A face that no training has seen. */
const heldOut = (rng: Rng) => faceAt('test', rng.int(TEST_SIZE));

/** Captions of faces, both languages in turn, each continued by the tokens of a picture. */
const fromGpt: Sampler = async (n, work) => {
  const { params, others, rng, subject, ctx } = work;
  const config = configOf<GptConfig>(work);
  const bpe = await bpeOf(params);
  const rowOf = (text: string) => textRow(encode(bpe, text), config);
  const texts = Array.from({ length: n }, (_, i) => rowOf(caption(subject(), i % 2 ? 'zh' : 'en', rng)));
  const u = rng.fillUniform(new Float32Array(n * config.imageLength));
  return read(() => {
    const begun = begin(params, texts, [...texts.keys()], rowOf(''), config);
    const tokens = sampleAll(params, begun, GPT_DRAWING, u, config); // [n, 16]
    tf.dispose(tensorsUnderWay(begun));
    return decodeTokens(others.vqvae4, tf.reshape(tokens, [n, 4, 4]));
  }, ctx);
};

/** DDIM (η = 0), asked for the attributes of faces. */
const fromDdpm: Sampler = async (n, work) => {
  const { params, card, rng, subject, ctx } = work;
  const conditions = Array.from({ length: n }, () => Array.from(attributesOf(subject())));
  const xT = tf.tensor4d(rng.fillNormal(new Float32Array(n * FACE_BYTES)), [n, 16, 16, 3]);
  const timesteps = subsequence(faceSchedule.T, DDIM_STEPS);
  const how = { conditions, w: bestGuidance(card), eta: 0, config: configOf<UnetConfig>(work) };
  try {
    return await walked(
      sampleFaces(params, xT, timesteps, () => null, how),
      ({ next }) => next,
      ctx,
    );
  } finally {
    xT.dispose();
  }
};

/** Generators by the name they ship under. */
export const SAMPLERS: Readonly<Record<string, Sampler>> = {
  gan: fromGan,
  'gan-latent': fromLatentGan,
  'gan-collapsed': fromGan,
  vae2: fromVae,
  'vae16-b0.25': fromVae,
  'vae16-b1': fromVae,
  'vae16-b4': fromVae,
  prior4: fromPrior,
  gpt: fromGpt,
  ddpm: fromDdpm,
  'ddpm-short': fromDdpm,
  'ddpm-noskip': fromDdpm,
  'ddpm-notime': fromDdpm,
};

/** Faces made at once: what a U-Net holds meanwhile fits in memory, and others wait a tenth of a second at most. */
const AT_ONCE = 20;

export interface DrawOptions {
  /** A snapshot of the training; the finished weights when left out. */
  readonly file?: string;
  /** What is asked for, one face after the other; held-out faces, if not told. */
  readonly subject?: () => Face;
  /** Told how much of the work is done. */
  readonly share?: (share: number) => void;
}

/**
 * Draws n faces from a shipped generator; `seconds` is what one face took, without the loading of weights.
 * Rejects with one sentence when weights are missing.
 */
export async function drawSamples(
  key: string,
  n: number,
  rng: Rng,
  ctx: ProgramContext,
  { file, subject = () => heldOut(rng), share = () => {} }: DrawOptions = {},
): Promise<{ pictures: Float32Array; seconds: number }> {
  const make = SAMPLERS[key];
  const kept: Params[] = [];
  const load = async (model: string, from?: string) => {
    const loaded: LoadedWeights = await ctx.weights(model, from);
    kept.push(loaded.params);
    return loaded;
  };
  try {
    const { params, card } = await load(key, file);
    const others: Record<string, Params> = {};
    for (const name of needsOf(key)) others[name] = (await load(name)).params;
    const pictures = new Float32Array(n * FACE_BYTES);
    const from = performance.now();
    for (let made = 0; made < n && !ctx.signal.aborted; made += AT_ONCE) {
      const some = await make(Math.min(AT_ONCE, n - made), { params, card: card as unknown as Card, others, rng, subject, ctx });
      if (!some) break;
      pictures.set(some, made * FACE_BYTES);
      share((made + AT_ONCE) / n);
    }
    return { pictures, seconds: (performance.now() - from) / 1000 / n };
  } finally {
    tf.dispose(kept.map((params) => Object.values(params)));
  }
}
