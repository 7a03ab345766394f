/** Training the U-Net of the faces: `ddpm` and its two ablations, without skips and without time embedding. */
import { attributesOf, compose, FACE_BYTES, faceAt, TRAIN_SIZE, toUnit } from '../../app/data/faces/index';
import type { Rng } from '../../app/data/rng';
import { CONDITION_DIM, type Condition, conditionRows, dropConditions, nullCondition } from '../../app/models/diffusion/condition';
import { faceConfig, loss } from '../../app/models/diffusion/faces';
import { DDIM_STEPS, faceSchedule } from '../../app/models/diffusion/schedule';
import { type Config, forward, init } from '../../app/models/diffusion/unet';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { firstFaces } from '../faces';
import { measureFaces, readPictures } from '../measure';
import { gradientTraining, type Metric, type Metrics, type Sheet, type TrainContext, type TrainedModel } from '../model';
import { drawSamples } from './sampling';

const BATCH = 64;
const LR = 1.5e-3;

/**
 * A step 1 … T, drawn most often where pictures take shape, t = 100 … 500: t/T = σ(−1 + 1.1 z), z ~ N(0, 1) (Esser et al. 2024, 2403.03206,
 * §3.1); one in six uniformly.
 */
function drawStep(rng: Rng): number {
  const share = rng.uniform() < 1 / 6 ? rng.uniform() : 1 / (1 + Math.exp(1 - 1.1 * rng.normal()));
  return 1 + Math.floor(faceSchedule.T * share);
}

/** Faces, conditions with some forgotten, and noise. */
function drawBatch(rng: Rng, size = BATCH) {
  const pixels = new Uint8Array(size * 768);
  const conditions: Condition[] = [];
  const t = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const face = faceAt('train', rng.int(TRAIN_SIZE));
    compose(face, pixels, i * 768);
    conditions.push(dropConditions(attributesOf(face), rng));
    t[i] = drawStep(rng);
  }
  return {
    x0: tf.tensor4d(toUnit(pixels), [size, 16, 16, 3]),
    t: tf.tensor1d(t),
    alphaBar: tf.tensor4d(
      Float32Array.from(t, (step) => faceSchedule.alphaBar[step]),
      [size, 1, 1, 1],
    ),
    y: tf.tensor2d(conditionRows(conditions), [size, CONDITION_DIM]),
    eps: tf.tensor4d(rng.fillNormal(new Float32Array(size * 768)), [size, 16, 16, 3]),
  };
}
type DdpmBatch = ReturnType<typeof drawBatch>;

const lossOf = (p: Params, b: DdpmBatch, config: Config) => loss(p, { ...b, t: b.t.dataSync() as Float32Array }, b.eps, config);

/** The attributes of test faces, whole. */
const testFaces = (n: number, from = 0): Condition[] =>
  Array.from({ length: n }, (_, i) => Array.from(attributesOf(faceAt('test', from + i))));

export function ddpm(name: 'ddpm' | 'ddpm-short' | 'ddpm-noskip' | 'ddpm-notime'): TrainedModel {
  const config: Config = { ...faceConfig, skips: name !== 'ddpm-noskip', time: name !== 'ddpm-notime' };
  const without = {
    ddpm: { en: '', zh: '' },
    'ddpm-short': { en: ', trained as briefly as its ablations', zh: '，训练步数与消融版相同' },
    'ddpm-noskip': { en: ', no skips', zh: '，无跳跃连接' },
    'ddpm-notime': { en: ', no time embedding', zh: '，无时间嵌入' },
  }[name];
  return {
    title: { en: `DDPM U-Net${without.en}`, zh: `DDPM U-Net${without.zh}` },
    source: ['models/diffusion/unet.ts', 'models/diffusion/faces.ts'],
    config,
    steps: name === 'ddpm' ? 16_000 : 6_000,
    lr: LR,
    batch: BATCH,
    dtype: 'I8',
    half: name === 'ddpm' ? (tensor) => tensor.startsWith('up0.') : undefined, // in 8 bits the loss at t = 50 would be 9% higher; with the others 2%
    snapshots: name === 'ddpm' ? [0.03, 0.1, 0.35] : undefined,
    start(ctx) {
      const rng = ctx.rng('batches');
      return gradientTraining({
        init: init(ctx.rng('init'), config),
        batch: () => drawBatch(rng),
        loss: (p, b) => lossOf(p, b, config),
        adam: { lr: LR, clipNorm: 1, ema: 0.998 },
        muon: (name) => name.endsWith('.w') && !/^(in|out|time1|condition)\./.test(name),
      });
    },
    sheets: (p, ctx) => ({ samples: sheet(p, ctx, config) }),
    evaluate: (p, ctx) => evaluate(p, ctx, config, name === 'ddpm'),
    probe: (p, ctx) =>
      tf.tidy(() => {
        const b = drawBatch(ctx.rng('probe'), 2);
        return forward(p, b.eps, Float32Array.of(100, 900), b.y, config);
      }),
  };
}

/** A row of faces for which nothing is asked, and a row asked for the attributes of test faces, guided. */
function sheet(p: Params, ctx: TrainContext, config: Config): Sheet {
  const draw = (conditions: Condition[], w: number) => drawSamples(p, conditions, ctx.rng('sheet'), { config, steps: 20, w });
  const rows = [draw(Array(12).fill(nullCondition), 0), draw(testFaces(12), 1)];
  const pictures = new Float32Array(2 * 12 * 768);
  rows.forEach((row, i) => {
    pictures.set(row, i * 12 * 768);
  });
  return { pictures, columns: 12 };
}

/** The loss on test faces (error in what the last layer says) at ten steps t, nothing asked. */
function errorByTime(p: Params, ctx: TrainContext, config: Config): Metrics {
  const rng = ctx.rng('error by time');
  const n = 256;
  const metrics: Record<string, Metric> = {};
  for (let band = 0; band < 10; band++) {
    metrics[`loss.t${100 * band + 50}`] = {
      n,
      value: tf.tidy(() => {
        const pixels = new Uint8Array(n * 768);
        for (let i = 0; i < n; i++) compose(faceAt('test', i), pixels, i * 768);
        const t = new Float32Array(n).fill(100 * band + 50);
        const eps = tf.tensor4d(rng.fillNormal(new Float32Array(n * 768)), [n, 16, 16, 3]);
        const alphaBar = tf.fill([n, 1, 1, 1], faceSchedule.alphaBar[t[0]]) as tf.Tensor4D;
        const y = tf.tensor2d(conditionRows(Array(n).fill(nullCondition)), [n, CONDITION_DIM]);
        return loss(p, { x0: tf.tensor4d(toUnit(pixels), [n, 16, 16, 3]), t, alphaBar, y }, eps, config).dataSync()[0];
      }),
    };
  }
  return metrics;
}

/** Samples behind the main numbers, and behind those that only compare weights of guidance. */
const SAMPLES = Number(process.env.SAMPLES ?? 2000);
const COMPARED = Math.min(256, SAMPLES);

/** Guidance weights that are compared; the ablations are measured without guidance only. */
const WEIGHTS = [0, 1, 2, 3];

/**
 * Faces asked to have the attributes of test faces, in 50 DDIM steps: for some guidance weights how clean they are and how much of what was
 * asked the attribute classifier reads in them; for the weight with the cleanest, everything the metrics knows, and the same in ancestral steps. And
 * without asking for anything.
 */
async function evaluate(p: Params, ctx: TrainContext, config: Config, whole: boolean): Promise<Metrics> {
  const metrics: Record<string, Metric> = { ...errorByTime(p, ctx, config) };
  const draw = (conditions: readonly Condition[], w: number, eta = 0) =>
    drawSamples(p, conditions, ctx.rng(`evaluate ${w}`), { config, steps: DDIM_STEPS, w, eta });
  let best = { w: 0, fidelity: -1 };
  for (const w of whole ? WEIGHTS : [0]) {
    const pictures = draw(testFaces(COMPARED), w);
    const { fidelity } = await measureFaces(ctx, pictures, { only: ['fidelity'] });
    metrics[`fidelity.w${w}`] = fidelity;
    metrics[`asked.w${w}`] = await askedFor(pictures, ctx);
    if (fidelity.value > best.fidelity) best = { w, fidelity: fidelity.value };
  }
  const add = (prefix: string, measured: Metrics, note: string) => {
    for (const [key, metric] of Object.entries(measured)) metrics[prefix + key] = { ...metric, note: `${note}; ${metric.note}` };
  };
  const how = `asked for attributes of test faces, w = ${best.w}`;
  add('', await measureFaces(ctx, draw(testFaces(SAMPLES), best.w)), `${DDIM_STEPS} DDIM steps, ${how}`);
  if (!whole) return metrics;
  const ancestral = draw(testFaces(COMPARED), best.w, 1);
  add('ancestral.', await measureFaces(ctx, ancestral, { only: ['fidelity', 'distance'] }), `${DDIM_STEPS} ancestral steps, ${how}`);
  add('unconditional.', await measureFaces(ctx, draw(Array(SAMPLES).fill(nullCondition), 0)), `${DDIM_STEPS} DDIM steps, nothing asked`);
  return metrics;
}

/** Share of what was asked (attributes of test faces that their pictures show) that the attribute classifier reads in the samples. */
async function askedFor(pictures: Float32Array, ctx: TrainContext): Promise<Metric> {
  const n = pictures.length / FACE_BYTES;
  const test = firstFaces('test', n);
  const { classes } = readPictures(await ctx.weights('oracle'), pictures);
  const shown = test.visible.flat();
  const kept = shown.filter((shows, i) => shows && classes[i] === test.attributes[i]).length;
  return {
    value: kept / shown.filter(Boolean).length,
    n: shown.filter(Boolean).length,
    note: 'attributes asked for that the oracle reads',
  };
}
