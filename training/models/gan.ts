/**
 * Training the GANs of faces, conditional all: `gan`, in pixels; `gan-collapsed`, the same networks in the game of 2014: no pairs, no penalty, no average of
 * G, the step length kept; and `gan-latent`, in the VQ-VAE's vectors.
 */
import { ATTRIBUTES, FACE_BYTES, TRAIN_SIZE, toUnit } from '../../app/data/faces/index';
import type { Rng } from '../../app/data/rng';
import { CONDITION, conditionRows } from '../../app/models/gan/faceGame';
import * as latent from '../../app/models/gan/latentGan';
import * as pixels from '../../app/models/gan/pixelGan';
import { type Snap, snap, snapArrays, snapFrom, steadiest } from '../../app/models/gan/snap';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { decodeTokens, encodeTokens, lookup, vqvaeConfig } from '../../app/models/vae/vqvae';
import { inBatches, noise, trainingFace, trainingPixels } from '../faces';
import { judgeParams } from '../judge/index';
import { measureFaces, readPictures } from '../measure';
import type { Metric, Metrics, TrainContext, TrainedModel } from '../model';
import { startGan } from '../twoPlayers';

/** Peak step length and batch of each GAN. */
const PIXEL_PACE = { lr: 1e-3, batch: 64 };
const LATENT_PACE = { lr: 1e-3, batch: 256 };

/** Wishes for the numbers: the attributes of training faces, drawn. */
function drawnWishes(rng: Rng, n: number): Uint8Array {
  const classes = new Uint8Array(n * ATTRIBUTES.length);
  for (let i = 0; i < n; i++) classes.set(trainingFace(rng.int(TRAIN_SIZE)).attributes, i * ATTRIBUTES.length);
  return classes;
}
const rowsOf = (classes: Uint8Array) => tf.tensor2d(conditionRows(classes), [classes.length / ATTRIBUTES.length, CONDITION]);

/** Share of the wishes [n · 10] that a classifier of attributes reads in pictures [n · 768]; with the yardstick's, and with one of another seed. */
async function obeyed(ctx: TrainContext, pictures: Float32Array, classes: Uint8Array): Promise<Metrics> {
  const share = (read: Uint8Array) => read.reduce((sum, c, i) => sum + (c === classes[i] ? 1 : 0), 0) / classes.length;
  const of = (params: Params, note: string) => ({ value: share(readPictures(params, pictures).classes), n: classes.length, note });
  return {
    agreement: of(await ctx.weights('oracle'), 'attributes wished for that the classifier reads'),
    'agreement.judge': of(await judgeParams(), 'the same, read by a classifier of another seed that nothing was tuned to'),
  };
}

export function gan(name: 'gan' | 'gan-collapsed'): TrainedModel {
  const config: pixels.Config = name === 'gan' ? pixels.defaults : { ...pixels.defaults, paired: false, gamma: 0 };
  const draw = (p: Params, rng: Rng, classes: Uint8Array) =>
    tf.tidy(() =>
      Float32Array.from(pixels.generate(p, latents(rng, classes.length / ATTRIBUTES.length, config), rowsOf(classes), config).dataSync()),
    );
  return {
    title: name === 'gan' ? { en: 'GAN of faces', zh: '人脸 GAN' } : { en: 'GAN of faces, collapsed', zh: '人脸 GAN（模式坍塌）' },
    source: ['models/gan/pixelGan.ts', 'models/gan/faceGame.ts'],
    config,
    needs: ['oracle'],
    steps: 24_000,
    ...PIXEL_PACE,
    dtype: 'I8',
    start: (ctx) =>
      startGan(ctx, {
        initG: (rng) => pixels.initG(rng, config),
        initD: (rng) => pixels.initD(rng, config),
        paint: (p, z, y) => pixels.generate(p, z, y, config),
        discriminator: (p, y) => (x) => pixels.discriminate(p, x as tf.Tensor4D, y, config),
        real: (faces) => tf.tensor4d(toUnit(faces), [faces.length / FACE_BYTES, 16, 16, 3]),
        config,
        ...PIXEL_PACE,
        halfLife: 80_000,
      }),
    sheets: (p, ctx) => ({ samples: { pictures: draw(p, ctx.rng('sheet'), drawnWishes(ctx.rng('wishes'), 32)), columns: 8 } }),
    async evaluate(p, ctx) {
      const classes = drawnWishes(ctx.rng('wishes'), SAMPLES);
      const pictures = draw(p, ctx.rng('evaluate'), classes);
      const same = drawnWishes(ctx.rng('one wish'), 1);
      const one = draw(
        p,
        ctx.rng('one wish'),
        Uint8Array.from({ length: 256 * same.length }, (_, i) => same[i % same.length]),
      );
      return { ...(await measureFaces(ctx, pictures)), ...(await obeyed(ctx, pictures, classes)), spread: spreadOf(one) };
    },
    probe: (p, ctx) => pixels.generate(p, latents(ctx.rng('probe'), 2, config), rowsOf(Uint8Array.from([...PROBE, ...PROBE])), config),
  };
}
/** A wish for probes. */
const PROBE = [1, 2, 3, 1, 0, 0, 0, 0, 2, 0];

/** Mean squared distance of two faces [n · 768] that differ in z only: what comes from the noise. */
function spreadOf(pictures: Float32Array): Metric {
  let sum = 0;
  const n = pictures.length / FACE_BYTES;
  for (let i = 0; i < n; i += 2)
    for (let k = 0; k < FACE_BYTES; k++) sum += (pictures[i * FACE_BYTES + k] - pictures[(i + 1) * FACE_BYTES + k]) ** 2;
  return { value: sum / (n / 2) / FACE_BYTES, n: n / 2, note: 'mean squared distance of two faces of one wish and two noises' };
}

/** The GAN that paints with the codes of the 4×4 VQ-VAE. */
export const ganLatent: TrainedModel = {
  title: { en: 'GAN of faces, in codes', zh: '人脸 GAN（编码空间）' },
  source: ['models/gan/latentGan.ts', 'models/gan/faceGame.ts', 'models/gan/snap.ts'],
  config: latent.defaults,
  needs: ['vqvae4', 'oracle'],
  steps: 60_000,
  ...LATENT_PACE,
  dtype: 'I8',
  half: (name) => name.startsWith('snap.'),
  snapshots: [0.01, 0.1, 0.35],
  async start(ctx) {
    const config = latent.defaults;
    const vqvae = await ctx.weights('vqvae4');
    const training = startGan(ctx, {
      initG: (rng) => latent.initG(rng, config),
      initD: (rng) => latent.initD(rng, config),
      paint: latent.paint,
      discriminator: (p, y) => (x) => latent.discriminate(p, x, y),
      real: (faces) => coded(vqvae, faces),
      config,
      ...LATENT_PACE,
      halfLife: 1_000_000,
    });
    return { ...training, params: () => ({ ...training.params(), ...snapArrays(trainingPixels()) }) };
  },
  async sheets(p, ctx) {
    const faces = await drawLatent(p, ctx, ctx.rng('sheet'), drawnWishes(ctx.rng('wishes'), 32));
    return { samples: { pictures: snap(faces, snapOf(p)), columns: 8 } };
  },
  async evaluate(p, ctx) {
    const vqvae = await ctx.weights('vqvae4');
    const table = snapOf(p);
    const classes = drawnWishes(ctx.rng('wishes'), SAMPLES);
    const plain: Float32Array[] = [];
    for (let k = 0; k < 4; k++) plain.push(await drawLatent(p, ctx, ctx.rng(`evaluate ${k}`), classes));
    const snapped = plain.map((faces) => snap(faces, table));
    const again = (faces: Float32Array) =>
      snap(
        inBatches(faces, (x) => decodeTokens(vqvae, encodeTokens(vqvae, x, vqvaeConfig(4, 256)))),
        table,
      );
    const rounds = snapped.map(again);
    const metrics: Record<string, Metric> = {};
    const add = (prefix: string, measured: Metrics, how: string) => {
      for (const [key, metric] of Object.entries(measured)) metrics[prefix + key] = { ...metric, note: `${how}; ${metric.note}` };
    };
    add('', await measureFaces(ctx, snapped[0]), 'one draw, snapped');
    add('', await obeyed(ctx, snapped[0], classes), 'one draw, snapped');
    const brief = ['fidelity', 'distance', 'marginals', 'frechet'] as const;
    add('decoded.', await measureFaces(ctx, plain[0], { only: brief }), 'one draw as the decoder makes it');
    const best = (k: number) => steadiest(snapped.slice(0, k), rounds.slice(0, k));
    add('best2.', await measureFaces(ctx, best(2), { only: brief }), 'the steadier of two draws, snapped');
    add('best4.', await measureFaces(ctx, best(4), { only: brief }), 'the steadiest of four draws, snapped');
    add('best4.', await obeyed(ctx, best(4), classes), 'the steadiest of four draws, snapped');
    add('best4.again.', await measureFaces(ctx, again(best(4)), { only: brief }), 'that, once through the VQ-VAE, snapped');
    const same = drawnWishes(ctx.rng('one wish'), 1);
    const one = Uint8Array.from({ length: 256 * same.length }, (_, i) => same[i % same.length]);
    return { ...metrics, spread: spreadOf(snap(await drawLatent(p, ctx, ctx.rng('one wish'), one), table)) };
  },
  probe: (p, ctx) => latent.paint(p, latents(ctx.rng('probe'), 2, latent.defaults), rowsOf(Uint8Array.from([...PROBE, ...PROBE]))),
};

const snapOf = (p: Params): Snap => snapFrom(p['snap.colours'].dataSync(), p['snap.counts'].dataSync());

/** Faces [n · 768] of the GAN in codes for wishes [n · 10], as the decoder makes them. */
async function drawLatent(p: Params, ctx: TrainContext, rng: Rng, classes: Uint8Array): Promise<Float32Array> {
  const vqvae = await ctx.weights('vqvae4');
  const z = latents(rng, classes.length / ATTRIBUTES.length, latent.defaults);
  const faces = tf.tidy(() => Float32Array.from(latent.generate(p, vqvae, z, rowsOf(classes), latent.defaults).dataSync()));
  z.dispose();
  return faces;
}

/** Faces (bytes [n · 768]) as the vectors of their codes, in units of `unitOf`: [n, 256]. */
function coded(vqvae: Params, faces: Uint8Array): tf.Tensor2D {
  return tf.tidy(() => {
    const n = faces.length / FACE_BYTES;
    const tokens = encodeTokens(vqvae, tf.tensor4d(toUnit(faces), [n, 16, 16, 3]), vqvaeConfig(4, 256));
    return tf.reshape(tf.div(lookup(vqvae.codebook, tokens), latent.unitOf(vqvae.codebook)), [n, -1]) as tf.Tensor2D;
  });
}

/** Samples behind the numbers. */
const SAMPLES = Number(process.env.SAMPLES ?? 2000);

const latents = (rng: Rng, n: number, { latent }: { readonly latent: number }) => noise(rng, [n, latent]) as tf.Tensor2D;
