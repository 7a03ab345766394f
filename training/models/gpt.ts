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
import { type Config, defaults, forward, guidedImageToken, init, loss, sampleToken } from '../../app/models/gpt';
import * as attributeClassifier from '../../app/models/metrics/attributeClassifier';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { decodeTokens, encodeTokens, vqvaeConfig } from '../../app/models/vae/vqvae';
import { GPT_DRAWING } from '../../app/runtime/programs/models/modelRegistry';
import { bpeArrays, captionBpe, captionTokens, TOKENS } from '../captions';
import { inBatches, trainingFace } from '../faces';
import { measureFaces } from '../measure';
import { gradientTraining, type Metric, type Metrics, type TrainContext, type TrainedModel } from '../model';
import { blockMatrices } from '../muon';

const BATCH = 64;
/** Share of examples whose caption is left out. */
const WORDLESS = 0.1;
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
  lr: 2e-3,
  dtype: 'I8',
  batch: BATCH,
  async start(ctx) {
    const vqParams = await ctx.weights('vqvae4');
    const rng = ctx.rng('batches');
    const n = config.imageLength;
    /** The tokens of training faces [faces · n]. */
    const tokensOf = (faces: readonly number[]) =>
      tf.tidy(() => {
        const pixels = Uint8Array.from(faces.flatMap((k) => [...trainingFace(k).pixels]));
        return encodeTokens(vqParams, tf.tensor4d(toUnit(pixels), [faces.length, 16, 16, 3]), vq).dataSync();
      });
    const training = gradientTraining({
      init: init(ctx.rng('init'), config),
      adam: { lr: 2e-3, beta2: 0.99, clipNorm: 1, ema: 0.998 },
      muon: blockMatrices,
      batch() {
        const faces: number[] = [];
        const texts: { wordless: boolean; words: readonly number[] }[] = [];
        for (let i = 0; i < BATCH; i++) {
          const k = rng.int(TRAIN_SIZE);
          const wordless = rng.uniform() < WORDLESS;
          faces.push(k);
          texts.push({ wordless, words: wordless ? [] : captionTokens(faceAt('train', k), rng, config.textLength - 1) });
        }
        const image = Array.from(tokensOf(faces));
        const ids: number[] = [];
        const text: (number | null)[] = [];
        texts.forEach(({ wordless, words }, i) => {
          const row = filledUp(words);
          const picture = image.slice(i * n, (i + 1) * n - 1); // the last token is only guessed
          ids.push(START, ...row, ...picture.map((z) => config.textVocabulary + z));
          text.push(...row.map((token, j) => (j <= words.length && !wordless ? token : null))); // the first END is learned, what fills up is not
        });
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
  evaluate,
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

/** How tokens are drawn: temperature, the k most likely, guidance weight. */
interface Drawing {
  readonly temperature: number;
  readonly topK: number;
  readonly w: number;
}
const AT_ONCE = 64;

/** One face a caption: [n · 768] in [−1, 1]. */
function draw(p: Params, vqParams: Params, texts: readonly string[], rng: Rng, how: Drawing = GPT_DRAWING): Float32Array {
  const out = new Float32Array(texts.length * FACE_BYTES);
  const ids = (rows: readonly number[][]) => tf.tensor2d(Int32Array.from(rows.flat()), [rows.length, rows[0].length], 'int32');
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    const begun = (text: string) => [START, ...filledUp(encode(captionBpe(), text).slice(0, config.textLength - 1))];
    const rows = texts.slice(from, from + AT_ONCE).map(begun);
    const tokens = rows.map(() => [] as number[]);
    for (let j = 0; j < config.imageLength; j++) {
      const sofar = (row: readonly number[], i: number) => [...row, ...tokens[i].map((z) => config.textVocabulary + z)];
      const logits = tf.tidy(() =>
        guidedImageToken(p, ids(rows.map(sofar)), ids(rows.map((_, i) => sofar(begun(''), i))), how.w, config).dataSync(),
      );
      tokens.forEach((row, i) => {
        row.push(sampleToken(logits.subarray(i * config.codes, (i + 1) * config.codes), how.temperature, how.topK, rng.uniform()));
      });
    }
    const faces = tf.tidy(() => decodeTokens(vqParams, tf.tensor(Int32Array.from(tokens.flat()), [rows.length, 4, 4], 'int32')).dataSync());
    out.set(faces, from * FACE_BYTES);
  }
  return out;
}

/** Samples behind the yardstick's numbers. */
const SAMPLES = Number(process.env.SAMPLES ?? 2000);
/** Ways of drawing that are compared, on fewer captions. */
const COMPARED = 256;
const WAYS: Readonly<Record<string, Drawing>> = {
  plain: { temperature: 1, topK: config.codes, w: 0 },
  cool: { temperature: 0.5, topK: 64, w: 0 },
  warm: { temperature: 0.8, topK: 64, w: 1 },
  guided: GPT_DRAWING,
  insisting: { temperature: 0.5, topK: 64, w: 2 },
};

/**
 * Of what held-out captions say, how much the oracle finds in the faces drawn for them, drawn in several ways; and the yardstick's numbers
 * of those faces. The floor is what it finds in faces that the VQ-VAE only took apart and put together.
 */
async function evaluate(p: Params, ctx: TrainContext): Promise<Metrics> {
  const [vqParams, oracle] = [await ctx.weights('vqvae4'), await ctx.weights('oracle')];
  const captions = testCaptions(SAMPLES);
  const read = (pictures: Float32Array) => attributeClassifier.read(inBatches(pictures, (x) => attributeClassifier.forward(oracle, x)));
  const texts = captions.map(({ text }) => text);
  const real = toUnit(Uint8Array.from(captions.flatMap((_, i) => [...composeTest(i)])));
  const inRebuilt = read(inBatches(real, (x) => decodeTokens(vqParams, encodeTokens(vqParams, x, vq))));
  /** Named attributes in the language (both when none is given) that are found. */
  const share = (found: Uint8Array, lang?: Lang): { value: number; n: number } => {
    let [said, kept] = [0, 0];
    captions.slice(0, found.length / ATTRIBUTE_KEYS.length).forEach(({ text, lang: of }, i) => {
      if (lang && of !== lang) return;
      const choice = readCaption(text, of).choice;
      ATTRIBUTE_KEYS.forEach((key, a) => {
        if (choice[key] === undefined) return;
        said++;
        if (found[i * ATTRIBUTE_KEYS.length + a] === choice[key]) kept++;
      });
    });
    return { value: kept / said, n: said };
  };
  const metrics: Record<string, Metric> = {};
  for (const [way, how] of Object.entries(WAYS)) {
    const drawn = draw(p, vqParams, texts.slice(0, COMPARED), ctx.rng(`evaluate ${way}`), how);
    const note = `temperature ${how.temperature}, top ${how.topK}, w = ${how.w}`;
    metrics[`agreement.${way}`] = { ...share(read(drawn)), note };
    metrics[`fidelity.${way}`] = { ...(await measureFaces(ctx, drawn, { only: ['fidelity'] })).fidelity, note };
  }
  const drawn = draw(p, vqParams, texts, ctx.rng('evaluate'));
  const found = read(drawn);
  for (const lang of ['en', 'zh'] satisfies Lang[]) {
    const note = 'named attributes that the oracle reads in the face drawn; floor: in the face the VQ-VAE rebuilds';
    metrics[`agreement.${lang}`] = { ...share(found, lang), floor: share(inRebuilt, lang).value, note };
  }
  return { ...metrics, ...(await measureFaces(ctx, drawn)) };
}
const composeTest = (i: number): Uint8Array => compose(faceAt('test', i));
