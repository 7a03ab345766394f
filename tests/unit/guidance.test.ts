/** Guidance against its formulas: identities in w and s, the guided mean, gradients against finite differences, intervals, negatives. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { defaults as clipDefaults, init as clipInit, encodeImage } from '../../app/models/dalle/clip';
import { CONDITION_DIM, type Condition, conditionRows, nullCondition } from '../../app/models/diffusion/condition';
import { faceConfig } from '../../app/models/diffusion/faces';
import {
  byGradient,
  classifierFree,
  clipGradient,
  type Guidance,
  guide,
  markedRows,
  type Networks,
} from '../../app/models/diffusion/guidance';
import { passesOf } from '../../app/models/diffusion/guidanceCost';
import * as noisy from '../../app/models/diffusion/noisyClassifier';
import { step } from '../../app/models/diffusion/sampler';
import { cosine } from '../../app/models/diffusion/schedule';
import { forward, init } from '../../app/models/diffusion/unet';
import type { ParamInit, Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';

const rng = createRng('guidance');
const tensors = (weights: ParamInit): Params =>
  Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, tf.tensor(w.values, [...w.shape])]));
const noise = (n: number) => tf.tensor4d(rng.fillNormal(new Float32Array(n * 768)), [n, 16, 16, 3]);
const schedule = cosine();
const wish: Condition = nullCondition.map((_, i) => (i === 2 ? 4 : i === 5 ? 1 : null)); // blue hair, glasses
const other: Condition = nullCondition.map((_, i) => (i === 0 ? 2 : null));
let nets: Networks;
let text: tf.Tensor2D;
const clipConfig = { ...clipDefaults, vocabulary: 300 };

beforeAll(async () => {
  await tf.setBackend('cpu');
  // Fresh networks answer 0 at their last layer; a little noise on every weight lets every part of them speak.
  const stirred = (weights: ParamInit): ParamInit =>
    Object.fromEntries(
      Object.entries(weights).map(([name, { shape, values }]) => [name, { shape, values: values.map((v) => v + 0.05 * rng.normal()) }]),
    );
  nets = {
    unet: { params: tensors(stirred(init(rng, faceConfig))), config: faceConfig },
    classifier: tensors(noisy.init(rng, noisy.defaults)),
    clip: tensors(clipInit(rng, clipConfig)),
  };
  const point = rng.fillNormal(new Float32Array(64));
  text = tf.tensor2d(point, [1, 64]);
});

const ask = (x: tf.Tensor4D, t: number, condition: Condition) =>
  forward(
    nets.unet.params,
    x,
    new Float32Array(x.shape[0]).fill(t),
    tf.tensor2d(conditionRows([condition]), [1, CONDITION_DIM]),
    faceConfig,
  );
const close = (a: tf.Tensor, b: tf.Tensor, digits = 4) => {
  const [p, q] = [a.dataSync(), b.dataSync()];
  for (let i = 0; i < p.length; i++) expect(p[i]).toBeCloseTo(q[i], digits);
};
const guided = (x: tf.Tensor4D, t: number, g: Guidance) => guide(nets, x, t, { conditions: [wish], text }, g);

describe('without a classifier', () => {
  it('w = −1 is the unconditional network, w = 0 the conditional one, w = 1 as far again', () => {
    const x = noise(1);
    close(guided(x, 400, { kind: 'free', strength: -1 }).eps, ask(x, 400, nullCondition));
    close(guided(x, 400, { kind: 'free', strength: 0 }).eps, ask(x, 400, wish));
    const [y, none] = [ask(x, 400, wish), ask(x, 400, nullCondition)];
    close(guided(x, 400, { kind: 'free', strength: 1 }).eps, tf.sub(tf.mul(2, y), none));
    close(classifierFree(y, none, 2.5), tf.sub(tf.mul(3.5, y), tf.mul(2.5, none))); // eq. 6 as written
  });

  it('a negative condition stands where nothing was asked', () => {
    const x = noise(1);
    const out = guided(x, 300, { kind: 'free', strength: 2, negative: other });
    close(out.eps, classifierFree(ask(x, 300, wish), ask(x, 300, other), 2));
    close(guided(x, 300, { kind: 'free', strength: -1, negative: other }).eps, ask(x, 300, other));
  });

  it('outside its interval it asks conditionally', () => {
    const x = noise(1);
    const g: Guidance = { kind: 'free', strength: 3, interval: [200, 600] };
    close(guided(x, 700, g).eps, ask(x, 700, wish));
    close(guided(x, 199, g).eps, ask(x, 199, wish));
    close(guided(x, 600, g).eps, guided(x, 600, { kind: 'free', strength: 3 }).eps);
  });
});

describe('by a gradient', () => {
  it.each(['classifier', 'clip'] as const)('%s: nothing at s = 0 or outside the interval; the formula elsewhere', (kind) => {
    const x = noise(1);
    close(guided(x, 500, { kind, strength: 0 }).eps, ask(x, 500, nullCondition));
    close(guided(x, 500, { kind, strength: 5, interval: [0, 400] }).eps, ask(x, 500, nullCondition));
    const out = guided(x, 500, { kind, strength: 3 });
    const sigma = Math.sqrt(1 - schedule.alphaBar[500]);
    close(out.eps, tf.sub(ask(x, 500, nullCondition), tf.mul(3 * sigma, out.gradient as tf.Tensor)));
  });

  it('moves the mean of a step by s β_t / √α_t ∇ log p (Dhariwal & Nichol, alg. 1 with Σ = β)', () => {
    const [x, g] = [noise(1), noise(1)];
    const eps = noise(1);
    const [t, s] = [400, 3];
    const { alphaBar } = schedule;
    const alpha = alphaBar[t] / alphaBar[t - 1];
    const mean = (e: tf.Tensor) => step(schedule, x, e, t, t - 1, null, { variance: 'beta' }).mean;
    const moved = tf.sub(mean(byGradient(eps, g, s, tf.scalar(Math.sqrt(1 - alphaBar[t])))), mean(eps));
    close(moved, tf.mul((s * (1 - alpha)) / Math.sqrt(alpha), g), 5);
  });

  it('the gradients are those of log p and of the similarity: finite differences', () => {
    const x = noise(1);
    const t = Float32Array.of(300);
    const d = noise(1);
    const e = 1e-2;
    const along = (f: (x: tf.Tensor4D) => number) => (f(tf.add(x, tf.mul(e, d))) - f(tf.sub(x, tf.mul(e, d)))) / (2 * e);
    const dot = (g: tf.Tensor) => tf.sum(tf.mul(g, d)).dataSync()[0];
    const rows = markedRows([wish]);
    const logP = (xt: tf.Tensor4D) =>
      noisy
        .forward(nets.classifier as Params, xt, t)
        .reduce((sum, logits, a) => sum + tf.sum(tf.mul(rows[a] ?? 0, tf.logSoftmax(logits))).dataSync()[0], 0);
    expect(dot(guided(x, 300, { kind: 'classifier', strength: 1 }).gradient as tf.Tensor)).toBeCloseTo(along(logP), 2);
    const clip = nets.clip as Params;
    const scale = Math.exp(clip.logScale.dataSync()[0]);
    const similarity = (xt: tf.Tensor4D) => scale * tf.sum(tf.mul(encodeImage(clip, xt, t), text)).dataSync()[0];
    const [exact, measured] = [dot(clipGradient(clip, x, t, text).gradient), along(similarity)];
    expect(Math.abs(exact - measured)).toBeLessThan(0.02 * Math.max(1, Math.abs(exact)));
  });
});

it('counts what a step costs', () => {
  expect(passesOf('free')).toEqual({ unet: 2, guide: 0 });
  expect(passesOf('clip')).toEqual({ unet: 1, guide: 1 });
});
