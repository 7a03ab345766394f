/** The attribute classifier on the training split, with a little noise and brightness so that it also reads generated faces. */
import {
  ATTRIBUTES,
  attributesOf,
  compose,
  FACE_BYTES,
  faceAt,
  pictureHash,
  sampleFace,
  splitOfHash,
  toUnit,
  visible,
} from '../../app/data/faces/index';
import * as attributeClassifier from '../../app/models/metrics/attributeClassifier';
import * as tf from '../../app/models/tf';
import { firstFaces, inBatches } from '../faces';
import { gradientTraining, type Metric, type TrainedModel } from '../model';

const BATCH = 128;
const TEST = 4096;

export const oracle: TrainedModel = {
  title: { en: 'Oracle: reads every attribute of a clean face', zh: '判读器：读出一张干净人脸的每个属性' },
  source: ['models/metrics/attributeClassifier.ts'],
  config: attributeClassifier.attributeClassifierConfig,
  steps: 12_000,
  lr: 2e-3,
  batch: BATCH,
  dtype: 'I8',
  start(ctx) {
    const rng = ctx.rng('batches');
    const pixels = new Uint8Array(FACE_BYTES);
    return gradientTraining({
      init: attributeClassifier.init(ctx.rng('init'), attributeClassifier.attributeClassifierConfig),
      adam: { lr: 2e-3 },
      batch() {
        const x = new Float32Array(BATCH * FACE_BYTES);
        const classes = new Uint8Array(BATCH * ATTRIBUTES.length);
        const shows: boolean[][] = [];
        while (shows.length < BATCH) {
          const face = sampleFace(rng); // fresh faces without end; pictures of the test split are left out
          if (splitOfHash(pictureHash(compose(face, pixels))) === 'test') continue;
          const i = shows.length;
          const sigma = 0.15 * rng.uniform() ** 2;
          const out = x.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES);
          toUnit(pixels, out);
          for (let k = 0; k < FACE_BYTES; k++) out[k] += sigma * rng.normal();
          attributesOf(face, classes, i * ATTRIBUTES.length);
          shows.push(visible(face));
        }
        const target = attributeClassifier.targets(classes, shows);
        return { x: tf.tensor4d(x, [BATCH, 16, 16, 3]), target: tf.tensor2d(target, [BATCH, target.length / BATCH]) };
      },
      loss: (p, { x, target }) => attributeClassifier.loss(p, x, target),
    });
  },
  evaluate(params) {
    const test = firstFaces('test', TEST);
    const classes = attributeClassifier.read(inBatches(test.pictures, (x) => attributeClassifier.forward(params, x)));
    const metrics: Record<string, Metric> = {};
    ATTRIBUTES.forEach(({ key }, a) => {
      let right = 0;
      let shown = 0;
      for (let i = 0; i < TEST; i++) {
        if (!test.visible[i][a]) continue;
        shown++;
        if (classes[i * ATTRIBUTES.length + a] === test.attributes[i * ATTRIBUTES.length + a]) right++;
      }
      metrics[`accuracy.${key}`] = {
        value: right / shown,
        n: shown,
        note: `hidden by other parts in ${TEST - shown} of ${TEST} test faces`,
      };
    });
    return metrics;
  },
  probe(params) {
    const faces = Array.from({ length: 4 }, (_, i) => compose(faceAt('test', i)));
    const x = tf.tensor4d(Float32Array.from(faces.flatMap((face) => [...toUnit(face)])), [4, 16, 16, 3]);
    return attributeClassifier.forward(params, x);
  },
};
