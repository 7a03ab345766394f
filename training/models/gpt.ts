/** Training DALL·E's transformer: captions in both languages, then the VQ-VAE's 16 tokens of the face. */

import {
  ATTRIBUTE_KEYS,
  type AttributeChoice,
  attributesOf,
  caption,
  composeMany,
  FACE_BYTES,
  faceAt,
  heldOutIn,
  heldOutNamed,
  type Lang,
  readCaption,
  TEST_SIZE,
  TRAIN_SIZE,
  toUnit,
} from '../../app/data/faces/index';
import { createRng, type Rng } from '../../app/data/rng';
import { encode } from '../../app/models/dalle/bpe';
import { type Config as ClipConfig, defaults as clipDefaults, encodeImage, encodeText, textBatch } from '../../app/models/dalle/clip';
import { GPT_DRAWING } from '../../app/models/dalle/drawing';
import { begin, type Config, defaults, forward, init, loss, sampleAll, textRow } from '../../app/models/dalle/gpt';
import type { Drawing } from '../../app/models/dalle/sampling';
import * as attributeClassifier from '../../app/models/metrics/attributeClassifier';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { decodeTokens, encodeTokens, vqvaeConfig } from '../../app/models/vae/vqvae';
import { bpeArrays, captionBpe, captionTokens, TOKENS } from '../captions';
import { inBatches, trainingFace } from '../faces';
import { measureFaces } from '../measure';
import { gradientTraining, type Metric, type Metrics, type TrainContext, type TrainedModel } from '../model';
import { blockMatrices } from '../muon';

const BATCH = 64;
/** Share of examples whose caption is left out. */
const WORDLESS = 0.1;
const vq = vqvaeConfig(4, 256);
/** Text tokens are 0 … TOKENS − 1, then START and END. */
const config: Config = { ...defaults, textVocabulary: TOKENS + 2 };
const clipConfig: ClipConfig = { ...clipDefaults, vocabulary: TOKENS + 1 };

/** Training faces without a pair that is held out (data/faces/heldOut.ts). */
function seenFace(rng: Rng): number {
  for (;;) {
    const k = rng.int(TRAIN_SIZE);
    if (heldOutIn(trainingFace(k).attributes).length === 0) return k;
  }
}

/** Targets as one-hot rows; null rows are left at zero. */
function oneHot(tokens: readonly (number | null)[], size: number): tf.Tensor2D {
  const rows = new Float32Array(tokens.length * size);
  tokens.forEach((token, i) => {
    if (token !== null) rows[i * size + token] = 1;
  });
  return tf.tensor2d(rows, [tokens.length, size]);
}

export const gpt: TrainedModel = {
  title: { en: 'GPT over text and picture tokens', zh: '文字与图像词元上的 GPT' },
  source: ['models/dalle/gpt.ts', 'models/nn/transformer.ts', 'models/dalle/bpe.ts'],
  config,
  needs: ['vqvae4', 'oracle', 'clip'],
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
          const k = seenFace(rng);
          const wordless = rng.uniform() < WORDLESS;
          faces.push(k);
          texts.push({ wordless, words: wordless ? [] : captionTokens(faceAt('train', k), rng, config.textLength - 1) });
        }
        const image = Array.from(tokensOf(faces));
        const ids: number[] = [];
        const text: (number | null)[] = [];
        texts.forEach(({ wordless, words }, i) => {
          const [start, ...row] = textRow(words, config);
          const picture = image.slice(i * n, (i + 1) * n - 1); // the last token is only guessed
          ids.push(start, ...row, ...picture.map((z) => config.textVocabulary + z));
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
          Array.from({ length: 32 }, (_, i) => caption(faceAt('test', i), i % 2 ? 'zh' : 'en', captionRng(i))),
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
        tf.tensor2d(Int32Array.from(textRow(encode(captionBpe(), 'a person with blue hair'), config)), [1, 1 + config.textLength], 'int32'),
        config,
      ),
    ),
};

const captionRng = (i: number): Rng => createRng(`gpt captions/${i}`);

/** Rows under way at once, said and unsaid together. */
const AT_ONCE = 128;

/** `n` faces for each text: [texts · n · 768] in [−1, 1], those of one text one after the other. */
export function draw(p: Params, vqParams: Params, texts: readonly string[], rng: Rng, how: Drawing = GPT_DRAWING, n = 1): Float32Array {
  const out = new Float32Array(texts.length * n * FACE_BYTES);
  const rowOf = (text: string) => textRow(encode(captionBpe(), text), config);
  const some = Math.max(1, Math.floor(AT_ONCE / n));
  for (let from = 0; from < texts.length; from += some) {
    const rows = texts.slice(from, from + some).map(rowOf);
    const of = rows.flatMap((_, i) => new Array<number>(n).fill(i));
    const u = rng.fillUniform(new Float32Array(of.length * config.imageLength));
    const faces = tf.tidy(() => {
      const begun = begin(p, rows, of, how.w ? rowOf('') : null, config);
      const tokens = sampleAll(p, begun, how, u, config);
      return decodeTokens(vqParams, tf.reshape(tokens, [of.length, 4, 4])).dataSync();
    });
    out.set(faces, from * n * FACE_BYTES);
  }
  return out;
}

/** Samples behind the yardstick's numbers. */
const SAMPLES = Number(process.env.SAMPLES ?? 2000);
/** Ways of drawing that are compared, on fewer captions. */
const COMPARED = 256;
export const WAYS: Readonly<Record<string, Drawing>> = {
  plain: { temperature: 1, topK: config.codes, topP: 1, w: 0 },
  cool: { temperature: 0.5, topK: 64, topP: 1, w: 0 },
  warm: { temperature: 0.8, topK: 64, topP: 1, w: 1 },
  guided: GPT_DRAWING,
  insisting: { temperature: 0.5, topK: 64, topP: 1, w: 2 },
};
/** Prompts of a language, and candidates of each, whose best is chosen. */
const PROMPTS = Number(process.env.PROMPTS ?? 512);
const MOST = 64;

export interface Prompt {
  readonly text: string;
  readonly lang: Lang;
  readonly choice: AttributeChoice;
}

/** Captions of test faces in a language: those that name a pair held out of training, or those of faces that have none. */
export function prompts(lang: Lang, unseen: boolean, n: number): Prompt[] {
  const found: Prompt[] = [];
  for (let i = 0; found.length < n && i < TEST_SIZE; i++) {
    const face = faceAt('test', i);
    const text = caption(face, lang, captionRng(i));
    const { choice } = readCaption(text, lang);
    if (unseen ? heldOutNamed(choice).length > 0 : heldOutIn(attributesOf(face)).length === 0) found.push({ text, lang, choice });
  }
  return found;
}

/** Of all that the prompts name, the share that is found; pictures lie `each` a prompt, of which `chosen` says the one to look at. */
function share(
  asked: readonly Prompt[],
  found: Uint8Array,
  each = 1,
  chosen: (prompt: number) => number = () => 0,
): { value: number; n: number } {
  let [said, kept] = [0, 0];
  asked.forEach(({ choice }, i) => {
    ATTRIBUTE_KEYS.forEach((key, a) => {
      if (choice[key] === undefined) return;
      said++;
      if (found[(i * each + chosen(i)) * ATTRIBUTE_KEYS.length + a] === choice[key]) kept++;
    });
  });
  return { value: kept / said, n: said };
}

/** CLIP's cosine of every picture [texts · each] with its own text. */
export function clipScores(clip: Params, texts: readonly string[], pictures: Float32Array, each: number): Float32Array {
  const f = inBatches(pictures, (x) => encodeImage(clip, x, new Float32Array(x.shape[0])));
  const g = tf.tidy(() => {
    const { ids, ends } = textBatch(
      texts.map((text) => encode(captionBpe(), text)),
      clipConfig,
    );
    return encodeText(clip, ids, ends, clipConfig).dataSync() as Float32Array;
  });
  const D = clipConfig.shared;
  return Float32Array.from({ length: f.length / D }, (_, n) => {
    let dot = 0;
    for (let d = 0; d < D; d++) dot += f[n * D + d] * g[Math.floor(n / each) * D + d];
    return dot;
  });
}

/**
 * Of what held-out captions say, how much the oracle finds in the faces drawn for them: greedily, drawn once, and the best of 16 and of 64
 * candidates by CLIP, on pairs of attributes seen in training and on held-out ones; several ways of drawing; and the yardstick's numbers.
 * The floor is what it finds in faces that the VQ-VAE only took apart and put together.
 */
async function evaluate(p: Params, ctx: TrainContext): Promise<Metrics> {
  const [vqParams, oracle, clip] = [await ctx.weights('vqvae4'), await ctx.weights('oracle'), await ctx.weights('clip')];
  const readFaces = (pictures: Float32Array) =>
    attributeClassifier.read(inBatches(pictures, (x) => attributeClassifier.forward(oracle, x)));
  const metrics: Record<string, Metric> = {};
  for (const lang of ['en', 'zh'] satisfies Lang[])
    for (const unseen of [false, true]) {
      const asked = prompts(lang, unseen, PROMPTS);
      const texts = asked.map(({ text }) => text);
      const at = (way: string) => `agreement.${way}.${lang}${unseen ? '.unseen' : ''}`;
      const note = `${asked.length} prompts`;
      const greedy = draw(p, vqParams, texts, ctx.rng('greedy'), { ...GPT_DRAWING, temperature: 0 });
      metrics[at('greedy')] = { ...share(asked, readFaces(greedy)), note };
      const candidates = draw(p, vqParams, texts, ctx.rng(`candidates ${lang}`), GPT_DRAWING, MOST);
      const found = readFaces(candidates);
      const scores = clipScores(clip, texts, candidates, MOST);
      for (const [way, of] of [
        ['drawn', 1],
        ['best16', 16],
        ['best64', MOST],
      ] as const) {
        const best = (i: number) => bestOf(scores.subarray(i * MOST, i * MOST + of));
        metrics[at(way)] = { ...share(asked, found, MOST, best), note };
      }
    }
  const asked = Array.from({ length: SAMPLES }, (_, i): Prompt => {
    const lang: Lang = i % 2 ? 'zh' : 'en';
    const text = caption(faceAt('test', i), lang, captionRng(i));
    return { text, lang, choice: readCaption(text, lang).choice };
  });
  const texts = asked.map(({ text }) => text);
  for (const [way, how] of Object.entries(WAYS)) {
    const drawn = draw(p, vqParams, texts.slice(0, COMPARED), ctx.rng(`evaluate ${way}`), how);
    const note = `temperature ${how.temperature}, top ${how.topK}, w = ${how.w}`;
    metrics[`agreement.${way}`] = { ...share(asked.slice(0, COMPARED), readFaces(drawn)), note };
    metrics[`fidelity.${way}`] = { ...(await measureFaces(ctx, drawn, { only: ['fidelity'] })).fidelity, note };
  }
  const drawn = draw(p, vqParams, texts, ctx.rng('evaluate'));
  const rebuilt = rebuiltFaces(vqParams, SAMPLES);
  for (const lang of ['en', 'zh'] satisfies Lang[]) {
    const own = (found: Uint8Array) =>
      share(
        asked.filter((prompt) => prompt.lang === lang),
        Uint8Array.from(asked.flatMap((prompt, i) => (prompt.lang === lang ? [...found.subarray(i * 10, (i + 1) * 10)] : []))),
      );
    const note = 'named attributes that the oracle reads in the face drawn; floor: in the face the VQ-VAE rebuilds';
    metrics[`agreement.${lang}`] = { ...own(readFaces(drawn)), floor: own(readFaces(rebuilt)).value, note };
  }
  return { ...metrics, ...(await measureFaces(ctx, drawn)) };
}

/** Test faces that the VQ-VAE only took apart and put together: [n · 768]. */
function rebuiltFaces(vqParams: Params, n: number): Float32Array {
  const real = toUnit(composeMany(Array.from({ length: n }, (_, i) => faceAt('test', i))));
  return inBatches(real, (x) => decodeTokens(vqParams, encodeTokens(vqParams, x, vq)));
}

const bestOf = (scores: Float32Array): number => scores.reduce((best, s, i) => (s > scores[best] ? i : best), 0);
