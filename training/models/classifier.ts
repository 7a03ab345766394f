/** Training the classifier of noised faces, for guidance. */
import { ATTRIBUTES, toUnit } from '../../app/data/faces/index';
import { qSample } from '../../app/models/diffusion/faces';
import { CLASSES, defaults, forward, init, loss } from '../../app/models/diffusion/noisyClassifier';
import { faceSchedule } from '../../app/models/diffusion/schedule';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { endlessFaces, firstFaces, noise } from '../faces';
import { gradientTraining, type Metric, type Metrics, type TrainContext, type TrainedModel } from '../model';

const BATCH = 256;

/** One one-hot [n, classes] an attribute from classes [n · attributes]. */
function oneHots(classes: Uint8Array, n: number): tf.Tensor2D[] {
  return CLASSES.map((count, a) => {
    const rows = new Float32Array(n * count);
    for (let i = 0; i < n; i++) rows[i * count + classes[i * CLASSES.length + a]] = 1;
    return tf.tensor2d(rows, [n, count]);
  });
}

const alphaBars = (t: Float32Array) =>
  tf.tensor4d(
    Float32Array.from(t, (step) => faceSchedule.alphaBar[step]),
    [t.length, 1, 1, 1],
  );

export const classifier: TrainedModel = {
  title: { en: 'Classifier of noised faces', zh: '加噪人脸的分类器' },
  source: ['models/diffusion/noisyClassifier.ts'],
  config: defaults,
  steps: 40_000,
  lr: 2e-3,
  batch: BATCH,
  dtype: 'I8',
  start(ctx) {
    const rng = ctx.rng('batches');
    return gradientTraining({
      init: init(ctx.rng('init'), defaults),
      adam: { lr: 2e-3, clipNorm: 5, ema: 0.998 },
      batch() {
        const { pixels, attributes } = endlessFaces(rng, BATCH);
        const x = tf.tensor4d(toUnit(pixels), [BATCH, 16, 16, 3]);
        const shift = rng.uniform();
        const t = Float32Array.from({ length: BATCH }, (_, i) => Math.floor(((faceSchedule.T + 1) * (i + shift)) / BATCH)); // spread evenly over 0 … T
        const xt = tf.tidy(() => qSample(x, alphaBars(t), noise(rng, x.shape) as tf.Tensor4D));
        x.dispose();
        return { xt, t: tf.tensor1d(t), ...Object.fromEntries(oneHots(attributes, BATCH).map((labels, a) => [`label${a}`, labels])) };
      },
      loss: (p, b: Record<string, tf.Tensor>) =>
        loss(
          p,
          b.xt as tf.Tensor4D,
          b.t.dataSync() as Float32Array,
          CLASSES.map((_, a) => b[`label${a}`] as tf.Tensor2D),
        ),
    });
  },
  evaluate: (p, ctx) => accuracies(p, ctx),
  probe: (p, ctx) =>
    tf.tidy(() => tf.concat(forward(p, noise(ctx.rng('probe'), [2, 16, 16, 3]) as tf.Tensor4D, Float32Array.of(100, 600)), 1)),
};

/** Accuracy against t, over all attributes that the clean picture shows, and of each alone at t = 0. */
function accuracies(p: Params, ctx: TrainContext): Metrics {
  const n = 1024;
  const test = firstFaces('test', n);
  const rng = ctx.rng('evaluate');
  const metrics: Record<string, Metric> = {};
  for (const step of [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]) {
    const read = tf.tidy(() => {
      const t = new Float32Array(n).fill(step);
      const xt = qSample(tf.tensor4d(test.pictures, [n, 16, 16, 3]), alphaBars(t), noise(rng, [n, 16, 16, 3]) as tf.Tensor4D);
      return forward(p, xt, t).map((logits) => tf.argMax(logits, 1).dataSync());
    });
    let right = 0;
    let shown = 0;
    ATTRIBUTES.forEach(({ key }, a) => {
      let [rightHere, shownHere] = [0, 0];
      for (let i = 0; i < n; i++) {
        if (!test.visible[i][a]) continue;
        shownHere++;
        if (read[a][i] === test.attributes[i * ATTRIBUTES.length + a]) rightHere++;
      }
      if (step === 0) metrics[`accuracy.clean.${key}`] = { value: rightHere / shownHere, n: shownHere };
      right += rightHere;
      shown += shownHere;
    });
    metrics[`accuracy.t${step}`] = { value: right / shown, n: shown };
  }
  return metrics;
}
