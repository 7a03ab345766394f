/** Training DALL·E's transformer: captions in both languages, then the VQ-VAE's 16 tokens of the face. */
import {
  ATTRIBUTE_KEYS,
  caption,
  compose,
  FACE_BYTES,
  faceAt,
  type Lang,
  readCaption,
  TRAIN_SIZE,
  toUnit,
} from '../../app/data/faces/index';
import { createRng, type Rng } from '../../app/data/rng';
import { encode } from '../../app/models/bpe';
import { type Config, defaults, forward, init, loss, nextImageToken, sampleToken } from '../../app/models/gpt';
import type { Params } from '../../app/models/nn/params';
import * as oracleModel from '../../app/models/oracle';
import * as tf from '../../app/models/tf';
import { decodeTokens, encodeTokens, vqvaeConfig } from '../../app/models/vae/vqvae';
import { bpeArrays, captionBpe, captionTokens, TOKENS } from '../captions';
import { inBatches, trainingFaces } from '../faces';
import { gradientTraining, type Metric, type Metrics, type TrainContext, type TrainedModel } from '../model';

const BATCH = 64;
/** Text tokens are 0 … TOKENS − 1, then START and END. */
const START = TOKENS;
const END = TOKENS + 1;
const vq = vqvaeConfig(4, 256);
const config: Config = { ...defaults, textVocabulary: TOKENS + 2 };

const filledUp = (tokens: readonly number[]): number[] => [...tokens, ...Array(config.textLength - tokens.length).fill(END)];

/** Targets as one-hot rows; null rows are left at zero. */
function oneHot(tokens: readonly (number | null)[], size: number): tf.Tensor2D {
  const rows = new Float32Array(tokens.length * size);
  tokens.forEach((token, i) => {
    if (token !== null) rows[i * size + token] = 1;
  });
  return tf.tensor2d(rows, [tokens.length, size]);
}

export const gpt: TrainedModel = {
  title: { en: 'GPT over text and picture tokens', zh: '文字与图像 token 上的 GPT' },
  source: ['models/gpt.ts', 'models/transformer.ts', 'models/bpe.ts'],
  config,
  needs: ['vqvae4', 'oracle'],
  steps: 12_000,
  lr: 1e-3,
  batch: BATCH,
  async start(ctx) {
    const vqParams = await ctx.weights('vqvae4');
    const codes = inBatches(toUnit(trainingFaces().pixels), (x) => encodeTokens(vqParams, x, vq)); // [TRAIN_SIZE · 16]
    const rng = ctx.rng('batches');
    const n = config.imageLength;
    const training = gradientTraining({
      init: init(ctx.rng('init'), config),
      adam: { lr: 1e-3, clipNorm: 1, ema: 0.998 },
      batch() {
        const ids: number[] = [];
        const text: (number | null)[] = [];
        const image: number[] = [];
        for (let i = 0; i < BATCH; i++) {
          const k = rng.int(TRAIN_SIZE);
          const words = captionTokens(faceAt('train', k), rng, config.textLength - 1);
          const picture = Array.from(codes.subarray(k * n, (k + 1) * n));
          const row = filledUp(words);
          ids.push(START, ...row, ...picture.slice(0, -1).map((z) => config.textVocabulary + z));
          text.push(...row.map((token, j) => (j <= words.length ? token : null))); // the first END is learned, what fills up is not
          image.push(...picture);
        }
        return {
          ids: tf.tensor2d(Int32Array.from(ids), [BATCH, config.textLength + n], 'int32'),
          text: oneHot(text, config.textVocabulary),
          image: oneHot(image, config.codes),
        };
      },
      loss: (p, b) => loss(p, b, config).loss,
    });
    return { ...training, params: () => ({ ...training.params(), ...bpeArrays(captionBpe()) }) };
  },
  async sheets(p, ctx) {
    const vqParams = await ctx.weights('vqvae4');
    return {
      samples: {
        pictures: draw(
          p,
          vqParams,
          testCaptions(32).map(({ text }) => text),
          ctx.rng('sheet'),
        ),
        columns: 8,
      },
    };
  },
  evaluate: (p, ctx) => agreement(p, ctx),
  probe: (p) =>
    tf.tidy(() =>
      forward(
        p,
        tf.tensor2d(
          Int32Array.from([START, ...filledUp(encode(captionBpe(), 'a person with blue hair'))]),
          [1, 1 + config.textLength],
          'int32',
        ),
        config,
      ),
    ),
};

/** Captions of test faces, both languages in turn. */
function testCaptions(n: number): { text: string; lang: Lang }[] {
  return Array.from({ length: n }, (_, i) => {
    const lang: Lang = i % 2 ? 'zh' : 'en';
    return { text: caption(faceAt('test', i), lang, captionRng(i)), lang };
  });
}
const captionRng = (i: number): Rng => createRng(`gpt captions/${i}`);

/** One face a caption: [n · 768] in [−1, 1]. Temperature 1, the 64 most likely tokens. */
function draw(p: Params, vqParams: Params, texts: readonly string[], rng: Rng): Float32Array {
  const rows = texts.map((text) => [START, ...filledUp(encode(captionBpe(), text).slice(0, config.textLength - 1))]);
  for (let j = 0; j < config.imageLength; j++) {
    const logits = tf.tidy(() =>
      nextImageToken(p, tf.tensor2d(Int32Array.from(rows.flat()), [rows.length, rows[0].length], 'int32'), config).dataSync(),
    );
    rows.forEach((row, i) => {
      row.push(config.textVocabulary + sampleToken(logits.subarray(i * config.codes, (i + 1) * config.codes), 1, 64, rng.uniform()));
    });
  }
  return tf.tidy(() => {
    const tokens = rows.flatMap((row) => row.slice(-config.imageLength).map((token) => token - config.textVocabulary));
    return Float32Array.from(decodeTokens(vqParams, tf.tensor(Int32Array.from(tokens), [rows.length, 4, 4], 'int32')).dataSync());
  });
}

/** Of what held-out captions say, how much the oracle finds in the faces drawn for them. The floor is what it finds in faces that the VQ-VAE only took apart and put together. */
async function agreement(p: Params, ctx: TrainContext): Promise<Metrics> {
  const n = 512;
  const [vqParams, oracle] = [await ctx.weights('vqvae4'), await ctx.weights('oracle')];
  const captions = testCaptions(n);
  const read = (pictures: Float32Array) => oracleModel.read(inBatches(pictures, (x) => oracleModel.forward(oracle, x)));
  const rng = ctx.rng('agreement');
  const drawn = new Float32Array(n * FACE_BYTES);
  for (let i = 0; i < n; i += 64)
    drawn.set(
      draw(
        p,
        vqParams,
        captions.slice(i, i + 64).map(({ text }) => text),
        rng,
      ),
      i * FACE_BYTES,
    );
  const real = toUnit(Uint8Array.from(captions.flatMap((_, i) => [...composeTest(i)])));
  const rebuilt = inBatches(real, (x) => decodeTokens(vqParams, encodeTokens(vqParams, x, vq)));
  const [inDrawn, inRebuilt] = [read(drawn), read(rebuilt)];
  const metrics: Record<string, Metric> = {};
  for (const lang of ['en', 'zh'] satisfies Lang[]) {
    let [said, kept, keptRebuilt] = [0, 0, 0];
    captions.forEach(({ text, lang: of }, i) => {
      if (of !== lang) return;
      const choice = readCaption(text, lang).choice;
      ATTRIBUTE_KEYS.forEach((key, a) => {
        if (choice[key] === undefined) return;
        said++;
        if (inDrawn[i * ATTRIBUTE_KEYS.length + a] === choice[key]) kept++;
        if (inRebuilt[i * ATTRIBUTE_KEYS.length + a] === choice[key]) keptRebuilt++;
      });
    });
    metrics[`agreement.${lang}`] = {
      value: kept / said,
      n: said,
      floor: keptRebuilt / said,
      note: 'named attributes that the oracle reads in the face drawn',
    };
  }
  return metrics;
}
const composeTest = (i: number): Uint8Array => compose(faceAt('test', i));
