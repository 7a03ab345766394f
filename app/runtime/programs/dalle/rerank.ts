/**
 * Many candidates for one prompt, ordered by CLIP's cosine, beside what the attribute classifier finds in them; and step by step the same for
 * captions of held-out faces: how the best of n fares, by CLIP's own score and by the classifier's truth.
 */
import { ATTRIBUTE_KEYS, type AttributeChoice, caption, faceAt, type Lang, readCaption, TEST_SIZE } from '../../../data/faces';
import { begin, sampleAll, tensorsUnderWay } from '../../../models/dalle/gpt';
import * as ranking from '../../../models/dalle/ranking';
import type { Drawing } from '../../../models/dalle/sampling';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { type Card, loadCard } from '../../weights';
import { toBytes } from '../vae/faces';
import { Clip } from './clip';
import { Writer } from './writer';

export interface RerankConfig extends Drawing {
  readonly prompt: string;
  /** What the prompt names. */
  readonly choice: AttributeChoice;
  /** Further texts that the first pictures are held against. */
  readonly others: readonly string[];
  /** Language of the captions that are measured step by step. */
  readonly lang: Lang;
}

const { CANDIDATES: MOST, SHOWN } = ranking;

export interface RerankFrame {
  /** The candidates in the order of CLIP's cosine, best first: pictures, cosine, share of what the prompt names, classes read. */
  readonly pictures: Uint8ClampedArray;
  readonly cosines: Float32Array;
  readonly truths: Float32Array;
  readonly classes: Uint8Array;
  /** When each was drawn: 0 is the first. */
  readonly drawn: Uint8Array;
  /** Cosines of the first pictures with the prompt and the other texts: [texts · SHOWN]. */
  readonly matrix: Float32Array;
  /** Over the prompts measured so far, for the best of each number of candidates: see ranking.ts. */
  readonly curve: ranking.Curve;
  readonly measured: number;
  /** What the cards of the two models say. */
  readonly cards: Readonly<Record<'gpt' | 'clip', Card['metrics']>>;
}

type Own = Omit<RerankFrame, 'curve' | 'measured' | 'cards'>;

type Methods = Record<string, never>;

export default defineProgram<RerankConfig, RerankFrame, Methods>({
  async start(initial, ctx) {
    const [writer, clip] = await Promise.all([Writer.load(ctx), Clip.load(ctx)]);
    const { params, config: c } = writer;
    const [gptCard, clipCard] = await Promise.all([loadCard('gpt'), loadCard('clip')]);
    const cards = { gpt: gptCard.metrics, clip: clipCard.metrics };
    const empty = writer.rowOf('');
    let config = initial;
    let own: Own | null = null;
    let results: ranking.Result[] = [];
    const rng = ctx.rng('captions');
    let pending: { text: string; choice: AttributeChoice; tokens: tf.Tensor2D }[] = [];

    /** The tokens of a prompt's candidates. */
    function draw(text: string, label: string): tf.Tensor2D {
      const begun = begin(params, [writer.rowOf(text)], new Array(MOST).fill(0), config.w ? empty : null, c);
      const tokens = sampleAll(params, begun, config, ctx.rng(label).fillUniform(new Float32Array(MOST * c.imageLength)), c);
      tf.dispose(tensorsUnderWay(begun));
      return tokens;
    }

    async function look(tokens: tf.Tensor2D, choice: AttributeChoice, texts: readonly string[]) {
      const pictures = await writer.pictures(Int32Array.from(await tokens.data()));
      tokens.dispose();
      const classes = await writer.classes(pictures);
      const cosines = await clip.cosines(await clip.images(pictures), await clip.texts(texts)); // [MOST · texts]
      return { pictures, classes, cosines, truths: ranking.truths(choice, classes) };
    }

    async function candidates(): Promise<Own> {
      const texts = [config.prompt, ...config.others];
      const { pictures, classes, cosines, truths } = await look(draw(config.prompt, 'candidates'), config.choice, texts);
      const m = texts.length;
      const order = Array.from({ length: MOST }, (_, i) => i).sort((a, b) => cosines[b * m] - cosines[a * m]);
      const bytes = toBytes(pictures);
      const sorted = new Uint8ClampedArray(bytes.length);
      const read = new Uint8Array(classes.length);
      order.forEach((from, to) => {
        sorted.set(bytes.subarray(from * 768, (from + 1) * 768), to * 768);
        read.set(classes.subarray(from * 10, (from + 1) * 10), to * 10);
      });
      return {
        pictures: sorted,
        classes: read,
        cosines: Float32Array.from(order, (i) => cosines[i * m]),
        truths: Float32Array.from(order, (i) => truths[i]),
        drawn: Uint8Array.from(order),
        matrix: Float32Array.from({ length: m * SHOWN }, (_, k) => cosines[order[k % SHOWN] * m + Math.floor(k / SHOWN)]),
      };
    }

    return {
      step() {
        for (;;) {
          const text = caption(faceAt('test', rng.int(TEST_SIZE)), config.lang, rng);
          const { choice } = readCaption(text, config.lang);
          if (!ATTRIBUTE_KEYS.some((key) => choice[key] !== undefined)) continue;
          pending.push({ text, choice, tokens: draw(text, `measured/${results.length + pending.length}`) });
          return;
        }
      },
      async frame() {
        own ??= await candidates();
        const taken = pending;
        pending = [];
        for (const { text, choice, tokens } of taken) {
          const { cosines, truths } = await look(tokens, choice, [text]);
          results.push({ cosines, truths });
        }
        return { ...copied(own), curve: ranking.curve(results, MOST), measured: results.length, cards };
      },
      configure(to) {
        const drawing = ({ temperature, topK, topP, w, lang }: RerankConfig) => [temperature, topK, topP, w, lang].join();
        if (drawing(to) !== drawing(config)) {
          tf.dispose(pending.map(({ tokens }) => tokens));
          [results, pending] = [[], []];
        }
        config = to;
        own = null;
        return true;
      },
      methods: {},
      dispose() {
        tf.dispose(pending.map(({ tokens }) => tokens));
        writer.dispose();
        clip.dispose();
      },
    };
  },
});

/** What leaves is transferred: copies go. */
const copied = ({ pictures, cosines, truths, classes, drawn, matrix }: Own) => ({
  pictures: pictures.slice(),
  cosines: cosines.slice(),
  truths: truths.slice(),
  classes: classes.slice(),
  drawn: drawn.slice(),
  matrix: matrix.slice(),
});
