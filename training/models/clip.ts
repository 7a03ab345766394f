/** Training CLIP on faces (some of them noised) and their captions in both languages. */
import {
  ATTRIBUTE_KEYS,
  attributesOf,
  caption,
  compose,
  FACE_BYTES,
  type Face,
  type Lang,
  readCaption,
  toUnit,
  visible,
} from '../../app/data/faces/index';
import type { Rng } from '../../app/data/rng';
import { encode } from '../../app/models/dalle/bpe';
import { type Config, defaults, encodeImage, encodeText, init, loss, similarity, textBatch } from '../../app/models/dalle/clip';
import { qSample } from '../../app/models/diffusion/faces';
import { faceSchedule } from '../../app/models/diffusion/schedule';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { bpeArrays, captionBpe, captionTokens, TOKENS } from '../captions';
import { endlessFace, firstFaces, noise } from '../faces';
import { gradientTraining, type Metric, type Metrics, type TrainContext, type TrainedModel } from '../model';

const BATCH = 256;
const schedule = faceSchedule;
/** Tokens of text are 0 … TOKENS − 1; END comes after them. */
const config: Config = { ...defaults, vocabulary: TOKENS + 1 };

const textRows = (rows: readonly (readonly number[])[]) => textBatch(rows, config);

/** Faces at noise of their own: 30% clean, the rest up to t = 1000, half of those below 354: from a face that is nearly all noise there is little to learn. */
function noisedFaces(faces: readonly Face[], rng: Rng): { xt: tf.Tensor4D; t: tf.Tensor1D } {
  const n = faces.length;
  const pixels = new Uint8Array(n * FACE_BYTES);
  faces.forEach((face, i) => {
    compose(face, pixels, i * FACE_BYTES);
  });
  const t = Float32Array.from({ length: n }, () => (rng.uniform() < 0.3 ? 0 : Math.floor(1000 * rng.uniform() ** 1.5)));
  const alphaBar = tf.tensor4d(
    Float32Array.from(t, (step) => schedule.alphaBar[step]),
    [n, 1, 1, 1],
  );
  const xt = tf.tidy(() => qSample(tf.tensor4d(toUnit(pixels), [n, 16, 16, 3]), alphaBar, noise(rng, [n, 16, 16, 3]) as tf.Tensor4D));
  alphaBar.dispose();
  return { xt, t: tf.tensor1d(t) };
}

export const clip: TrainedModel = {
  title: { en: 'CLIP of faces and captions', zh: '人脸与描述的 CLIP' },
  source: ['models/dalle/clip.ts', 'models/nn/transformer.ts', 'models/dalle/bpe.ts'],
  config,
  steps: 29_000,
  dtype: 'I8',
  lr: 1e-3,
  batch: BATCH,
  start(ctx) {
    const rng = ctx.rng('batches');
    const training = gradientTraining({
      init: init(ctx.rng('init'), config),
      adam: { lr: 1e-3, clipNorm: 1, ema: 0.998 },
      batch() {
        const faces = Array.from({ length: BATCH }, () => endlessFace(rng));
        return { ...noisedFaces(faces, rng), ...textRows(faces.map((face) => captionTokens(face, rng, config.textLength - 1))) };
      },
      loss: (p, b) => loss(p, encodeImage(p, b.xt, b.t.dataSync() as Float32Array), encodeText(p, b.ids, b.ends, config)),
    });
    return { ...training, params: () => ({ ...training.params(), ...bpeArrays(captionBpe()) }) };
  },
  evaluate: (p, ctx) => retrieval(p, ctx),
  probe: (p, ctx) =>
    tf.tidy(() => {
      const { ids, ends } = textRows([encode(captionBpe(), 'a person with blue hair'), encode(captionBpe(), '一个戴眼镜的人')]);
      return tf.concat([
        encodeText(p, ids, ends, config),
        encodeImage(p, noise(ctx.rng('probe'), [2, 16, 16, 3]) as tf.Tensor4D, Float32Array.of(0, 300)),
      ]);
    }),
};

/** Whether everything a caption says is true of the face. */
function fits(face: Face, said: ReturnType<typeof readCaption>['choice']): boolean {
  const classes = attributesOf(face);
  const shows = visible(face);
  return ATTRIBUTE_KEYS.every((key, a) => said[key] === undefined || (shows[a] && classes[a] === said[key]));
}

/** Held-out captions → faces among 256: how often the own face (or one the caption fits as well) is the first, or among the first ten. */
function retrieval(p: Params, ctx: TrainContext): Metrics {
  const among = 256;
  const rng = ctx.rng('retrieval');
  const { faces, pictures } = firstFaces('test', 4 * among);
  const metrics: Record<string, Metric> = {};
  for (const lang of ['en', 'zh'] satisfies Lang[]) {
    let [own1, own10, fit1, fit10] = [0, 0, 0, 0];
    for (let from = 0; from < faces.length; from += among) {
      const some = faces.slice(from, from + among);
      const texts = some.map((face) => caption(face, lang, rng));
      const scores = tf.tidy(() => {
        const { ids, ends } = textRows(texts.map((text) => encode(captionBpe(), text)));
        const x = tf.tensor4d(pictures.subarray(from * FACE_BYTES, (from + among) * FACE_BYTES), [among, 16, 16, 3]);
        return similarity(encodeText(p, ids, ends, config), encodeImage(p, x, new Float32Array(among))).dataSync();
      });
      texts.forEach((text, i) => {
        const said = readCaption(text, lang).choice;
        const row = scores.subarray(i * among, (i + 1) * among);
        const best = Array.from(row.keys())
          .sort((a, b) => row[b] - row[a])
          .slice(0, 10);
        if (best[0] === i) own1++;
        if (best.includes(i)) own10++;
        if (fits(some[best[0]], said)) fit1++;
        if (best.includes(i) || best.some((k) => fits(some[k], said))) fit10++;
      });
    }
    const share = (count: number, note: string): Metric => ({ value: count / faces.length, n: faces.length, note });
    metrics[`top1.${lang}`] = share(own1, 'the caption’s own face is first of 256');
    metrics[`top10.${lang}`] = share(own10, 'the caption’s own face is among the first 10 of 256');
    metrics[`top1Fits.${lang}`] = share(fit1, 'the first face has everything the caption says');
    metrics[`top10Fits.${lang}`] = share(fit10, 'own face, or one with everything the caption says, among the first 10');
  }
  return metrics;
}
