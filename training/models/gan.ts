/**
 * Training the GANs of faces: `gan`, in pixels; `gan-collapsed`, the same networks in the game of 2014: no pairs, no penalty, no average of
 * G, the step length kept; and `gan-latent`, in the VQ-VAE's vectors.
 */
import { FACE_BYTES, TRAIN_SIZE, toUnit } from '../../app/data/faces/index';
import type { Rng } from '../../app/data/rng';
import * as latent from '../../app/models/gan/latentGan';
import * as pixels from '../../app/models/gan/pixelGan';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { encodeTokens, vqvaeConfig } from '../../app/models/vae/vqvae';
import { drawFaces, noise, trainingFace } from '../faces';
import { measureFaces } from '../measure';
import type { TrainContext, TrainedModel } from '../model';
import { startGan } from '../twoPlayers';

/** Peak step length and batch of each GAN. */
const PIXEL_PACE = { lr: 1e-3, batch: 32 };
const LATENT_PACE = { lr: 2e-3, batch: 64 };

export function gan(name: 'gan' | 'gan-collapsed'): TrainedModel {
  const config: pixels.Config = name === 'gan' ? pixels.defaults : { ...pixels.defaults, paired: false, gamma: 0 };
  const draw = (p: Params, rng: Rng, n: number) =>
    tf.tidy(() => Float32Array.from(pixels.generate(p, latents(rng, n, config), config).dataSync()));
  return {
    title: name === 'gan' ? { en: 'GAN of faces', zh: '人脸 GAN' } : { en: 'GAN of faces, collapsed', zh: '人脸 GAN（模式崩塌）' },
    source: ['models/gan/pixelGan.ts', 'models/gan/faceGame.ts'],
    config,
    steps: name === 'gan' ? 12_000 : 1_500,
    ...PIXEL_PACE,
    dtype: 'I8',
    start: (ctx) =>
      startGan(ctx, {
        initG: (rng) => pixels.initG(rng, config),
        initD: (rng) => pixels.initD(rng, config),
        paint: (p, z) => pixels.generate(p, z, config),
        discriminator: (p) => (x) => pixels.discriminate(p, x as tf.Tensor4D, config),
        real: (rng, n) => drawFaces(rng, n).x,
        config,
        ...PIXEL_PACE,
        ema: 0.995,
      }),
    sheets: (p, ctx) => ({ samples: { pictures: draw(p, ctx.rng('sheet'), 32), columns: 8 } }),
    evaluate: (p, ctx) => measureFaces(ctx, draw(p, ctx.rng('evaluate'), SAMPLES)),
    probe: (p, ctx) => pixels.generate(p, latents(ctx.rng('probe'), 2, config), config),
  };
}

/** The GAN that paints with the codes of the 4×4 VQ-VAE. */
export const ganLatent: TrainedModel = {
  title: { en: 'GAN of faces, in codes', zh: '人脸 GAN（编码空间）' },
  source: ['models/gan/latentGan.ts', 'models/gan/faceGame.ts'],
  config: latent.defaults,
  needs: ['vqvae4', 'oracle'],
  steps: 200_000,
  ...LATENT_PACE,
  dtype: 'I8',
  snapshots: [0.005, 0.2],
  async start(ctx) {
    const config = latent.defaults;
    const vqvae = await ctx.weights('vqvae4');
    return startGan(ctx, {
      initG: (rng) => latent.initG(rng, config),
      initD: (rng) => latent.initD(rng, config),
      paint: latent.paint,
      discriminator: (p) => (x) => latent.discriminate(p, x),
      real: codedFaces(vqvae),
      config,
      ...LATENT_PACE,
      ema: 0.998,
    });
  },
  sheets: async (p, ctx) => ({ samples: { pictures: await drawLatent(p, ctx, ctx.rng('sheet'), 32), columns: 8 } }),
  evaluate: async (p, ctx) => measureFaces(ctx, await drawLatent(p, ctx, ctx.rng('evaluate'), SAMPLES)),
  probe: async (p, ctx) => latent.paint(p, latents(ctx.rng('probe'), 2, latent.defaults)),
};

/** n faces [n · 768] of the GAN in codes. */
async function drawLatent(p: Params, ctx: TrainContext, rng: Rng, n: number): Promise<Float32Array> {
  const vqvae = await ctx.weights('vqvae4');
  return tf.tidy(() => Float32Array.from(latent.generate(p, vqvae, latents(rng, n, latent.defaults), latent.defaults).dataSync()));
}

/** Batches of training faces as the vectors of their codes, in units of `unitOf`: [n, 256]. A face is encoded when first drawn. */
function codedFaces(vqvae: Params): (rng: Rng, n: number) => tf.Tensor2D {
  const config = vqvaeConfig(4, 256);
  const places = config.grid ** 2;
  const tokens = new Uint8Array(TRAIN_SIZE * places);
  const known = new Uint8Array(TRAIN_SIZE);
  const vectors = tf.tidy(() => tf.div(vqvae.codebook, latent.unitOf(vqvae.codebook)).dataSync() as Float32Array);
  const encode = (faces: readonly number[]): void => {
    const x = new Float32Array(faces.length * FACE_BYTES);
    faces.forEach((k, i) => {
      toUnit(trainingFace(k).pixels, x.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES));
    });
    const found = tf.tidy(() => encodeTokens(vqvae, tf.tensor4d(x, [faces.length, 16, 16, 3]), config).dataSync());
    faces.forEach((k, i) => {
      tokens.set(found.slice(i * places, (i + 1) * places), k * places);
      known[k] = 1;
    });
  };
  return (rng, n) => {
    const faces = Array.from({ length: n }, () => rng.int(TRAIN_SIZE));
    const fresh = [...new Set(faces)].filter((k) => !known[k]);
    if (fresh.length) encode(fresh);
    const rows = new Float32Array(n * places * config.dim);
    faces.forEach((k, i) => {
      for (let j = 0; j < places; j++) {
        const code = tokens[k * places + j];
        rows.set(vectors.subarray(code * config.dim, (code + 1) * config.dim), (i * places + j) * config.dim);
      }
    });
    return tf.tensor2d(rows, [n, places * config.dim]);
  };
}

/** Samples behind the numbers. */
const SAMPLES = Number(process.env.SAMPLES ?? 2000);

const latents = (rng: Rng, n: number, { latent }: { readonly latent: number }) => noise(rng, [n, latent]) as tf.Tensor2D;
