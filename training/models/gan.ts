/**
 * Training the GANs of faces: `gan`, in pixels; `gan-collapsed`, the same networks in the game of 2014: no pairs, no penalty, no average of
 * G, the step length kept; and `gan-latent`, in the VQ-VAE's vectors.
 */
import { FACE_BYTES, TRAIN_SIZE, toUnit } from '../../app/data/faces/index';
import type { Rng } from '../../app/data/rng';
import { type Discriminator, lossD, lossG, type Rules, slopePenalty } from '../../app/models/gan/faceGame';
import * as latent from '../../app/models/gan/latentGan';
import * as pixels from '../../app/models/gan/pixelGan';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { encodeTokens, vqvaeConfig } from '../../app/models/vae/vqvae';
import { restoreAdam, saveAdam } from '../adam';
import { drawFaces, noise, trainingFace } from '../faces';
import { measureFaces } from '../measure';
import { named, type TrainContext, type TrainedModel, type Training } from '../model';

/** The penalty is computed every so many steps, and weighs as much more (Karras et al. 2020, 1912.04958, §3.1). */
const PENALTY_EVERY = 4;
/** Peak step length and batch of each GAN. */
const PIXEL_PACE = { lr: 1e-3, batch: 32 };
const LATENT_PACE = { lr: 2e-3, batch: 64 };

const REMARK = {
  en: 'Three samples in five were to pass as clean; none does. Variety is there, but single pixels stay speckled, a median squared distance of 0.089 where the yardstick lets 0.0104 pass (10 minutes of one core, 208,000 faces). Tried besides, one to three minutes each: γ = 0.02 and 0.5; three times the step length; colours that G names once a picture; a style vector; learned places; a judgement of every place; Muon in place of Adam; dense layers from z to all pixels. Only the last came nearer, to 0.09 after half a minute against 0.14, and stayed there. What helped was to leave pixels: see the GAN in codes.',
  zh: '目标是五个样本里有三个算干净；现在一个也没有。多样性有了，但零星像素仍有噪点，平方距离的中位数是 0.089，而标准只放行 0.0104（一个核 10 分钟，20.8 万张脸）。另外试过，每种一到三分钟：γ = 0.02 和 0.5；三倍的步长；由 G 为每张图只定一次的颜色；风格向量；学到的位置；逐处评判；用 Muon 代替 Adam；从 z 到所有像素的全连接层。只有最后一种更近，半分钟后是 0.09 而不是 0.14，但就停在那里。真正有用的是离开像素：见编码空间的 GAN。',
};

const LATENT_REMARK = {
  en: 'Three samples in five were to pass as clean; one in thirteen does, none of the GAN in pixels. The median squared distance is 0.020, there 0.089, and the Fréchet distance 30, there 69. What is amiss is no longer speckles but mixtures: hair of two colours, a hat that shines through. Tried, one minute each: codes and encodings as data; γ from 0.02 to 0.5; σ from 0.01 to 0.5; two to five times the step length; 512 units; layer normalisation; coin flips in place of normal noise; noise on what D sees; codes with a straight-through gradient (which collapsed). All but the last came out alike; 45 minutes in place of one brought 0.034 down to 0.020, most of it in the first ten.',
  zh: '目标是五个样本里有三个算干净；现在是十三个里有一个，而像素上的 GAN 一个也没有。平方距离的中位数是 0.020（那边 0.089），Fréchet 距离是 30（那边 69）。问题不再是噪点，而是混合：两种颜色的头发、透出来的帽子。试过，每种一分钟：以编码向量或编码器输出为数据；γ 从 0.02 到 0.5；σ 从 0.01 到 0.5；二到五倍的步长；512 个单元；层归一化；用抛硬币代替正态噪声；在 D 所见之上加噪声；用直通梯度的编码（崩塌了）。除最后一种外结果都差不多；训练 45 分钟而不是一分钟，把 0.034 降到 0.020，大部分在前十分钟。',
};

export function gan(name: 'gan' | 'gan-collapsed'): TrainedModel {
  const config: pixels.Config = name === 'gan' ? pixels.defaults : { ...pixels.defaults, paired: false, gamma: 0 };
  const draw = (p: Params, rng: Rng, n: number) =>
    tf.tidy(() => Float32Array.from(pixels.generate(p, latents(rng, n, config), config).dataSync()));
  return {
    title: name === 'gan' ? { en: 'GAN of faces', zh: '人脸 GAN' } : { en: 'GAN of faces, collapsed', zh: '人脸 GAN（模式崩塌）' },
    source: ['models/gan/pixelGan.ts', 'models/gan/faceGame.ts'],
    config,
    remark: name === 'gan' ? REMARK : undefined,
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
  remark: LATENT_REMARK,
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

const latents = (rng: Rng, n: number, { latent }: { readonly latent: number }) =>
  tf.tensor2d(rng.fillNormal(new Float32Array(n * latent)), [n, latent]);

const rowOf = (row: number, size: number): [number, number] => [row * size, (row + 1) * size];

/** Two networks and what they play with. */
interface Players {
  initG(rng: Rng): ParamInit;
  initD(rng: Rng): ParamInit;
  paint(g: Params, z: tf.Tensor2D): tf.Tensor;
  discriminator(d: Params): Discriminator;
  real(rng: Rng, n: number): tf.Tensor;
  readonly config: Rules & { readonly latent: number };
  readonly batch: number;
  readonly lr: number;
  readonly ema: number;
}

/** The two-player game: D steps, then G, each with its own Adam without momentum. */
function startGan(ctx: TrainContext, { initG, initD, paint, discriminator, real, config, batch, lr: peak, ema }: Players): Training {
  const rng = ctx.rng('batches');
  const initial = { g: initG(ctx.rng('g')), d: initD(ctx.rng('d')) };
  const layout = { g: layoutOf(initial.g), d: layoutOf(initial.d) };
  const adam = { lr: peak, beta1: 0, beta2: 0.99, ema };
  let g = new Adam(flatten(initial.g), adam);
  let d = new Adam(flatten(initial.d), adam);
  const drawZ = () => latents(rng, batch, config);

  return {
    step({ step, lr: annealed }) {
      const lr = config.paired ? annealed : peak;
      return tf.tidy(() => {
        const faces = real(rng, batch);
        const painted = paint(unflatten(g.theta(), layout.g), drawZ()); // no gradient asked: G is held still
        const penalise = config.gamma > 0 && step % PENALTY_EVERY === 0;
        const directions = penalise ? [noise(rng, faces.shape), noise(rng, faces.shape)] : [];
        const onD = valueAndGrad(
          (p) =>
            directions.reduce<tf.Scalar>(
              (sum, v, i) => tf.add(sum, tf.mul(PENALTY_EVERY, slopePenalty(discriminator(p), i === 0 ? faces : painted, v, config))),
              lossD(discriminator(p), faces, painted, config),
            ),
          d.theta(),
          layout.d,
        );
        d.step(onD.grad, lr);
        const held = discriminator(unflatten(d.theta(), layout.d));
        const z = drawZ();
        const others = config.paired ? real(rng, batch) : faces;
        const onG = valueAndGrad((p) => lossG(held, others, paint(p, z), config), g.theta(), layout.g);
        g.step(onG.grad, lr);
        return { loss: onD.value.dataSync()[0], lossG: onG.value.dataSync()[0] };
      });
    },
    params: () => named((g.state.dataSync() as Float32Array).slice(...rowOf(config.paired ? 3 : 0, layout.g.size)), initial.g),
    save: () => ({ ...saveAdam(g, 'g'), ...saveAdam(d, 'd') }),
    restore(saved) {
      g.dispose();
      d.dispose();
      g = restoreAdam(saved, adam, 'g');
      d = restoreAdam(saved, adam, 'd');
    },
    dispose() {
      g.dispose();
      d.dispose();
    },
  };
}
