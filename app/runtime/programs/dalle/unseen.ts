/**
 * Does it understand? Every pairing of two attributes asked for, round after round, those held out of training among them, and how often the
 * picture shows both; and prompts that try it: negations, contradictions, words it never saw, against saying nothing and saying the opposite.
 */

import { ATTRIBUTE_KEYS, ATTRIBUTES, type AttributeKey, captionOf, HELD_OUT, type Lang } from '../../../data/faces';
import { GPT_DRAWING } from '../../../models/dalle/drawing';
import { begin, sampleAll, tensorsUnderWay } from '../../../models/dalle/gpt';
import * as tf from '../../../models/tf';
import { defineProgram, type ProgramContext } from '../../program';
import { toBytes } from '../vae/faces';
import { Writer } from './writer';

export interface UnseenConfig {
  /** The two attributes: rows and columns. */
  readonly rows: AttributeKey;
  readonly columns: AttributeKey;
  readonly lang: Lang;
}

export interface UnseenFrame {
  readonly rows: AttributeKey;
  readonly columns: AttributeKey;
  /** 1 where the pair was held out of training [rows · columns]. */
  readonly heldOut: Uint8Array;
  /** Pictures drawn for each pair, and those that show both [rows · columns]. */
  readonly drawn: Int32Array;
  readonly kept: Int32Array;
  /** The last picture of each pair, and the prompt that asked for it. */
  readonly pictures: Uint8ClampedArray;
  readonly prompts: readonly string[];
}

/** A prompt that tries the model, and how many pictures show a class of one attribute. */
export interface Trial {
  readonly text: string;
  readonly shown: number;
  readonly drawn: number;
  /** The first few pictures. */
  readonly pictures: Uint8ClampedArray;
}

type Methods = {
  /** How many of `n` pictures show the class, for each text. */
  trials: (
    args: { texts: readonly string[]; attribute: AttributeKey; value: number; n: number; seed: number },
    ctx: ProgramContext,
  ) => Promise<Trial[]>;
};

/** Pictures of a trial that are handed out to be seen. */
const SEEN = 6;

export default defineProgram<UnseenConfig, UnseenFrame, Methods>({
  async start(initial, ctx) {
    const writer = await Writer.load(ctx);
    const { params, config: c } = writer;
    let config = initial;
    let [a, b] = [0, 0];
    let [drawn, kept] = [new Int32Array(0), new Int32Array(0)];
    let pictures: Uint8ClampedArray = new Uint8ClampedArray(0);
    let prompts: string[] = [];
    let pending: { texts: string[]; tokens: tf.Tensor2D }[] = [];
    let rounds = 0;
    const classesOf = (attribute: number) => ATTRIBUTES[attribute].classes.length;
    const pairs = () =>
      Array.from({ length: classesOf(a) * classesOf(b) }, (_, k) => [Math.floor(k / classesOf(b)), k % classesOf(b)] as const);

    function begun(): void {
      tf.dispose(pending.map(({ tokens }) => tokens));
      [a, b] = [config.rows, config.columns].map((key) => ATTRIBUTE_KEYS.indexOf(key));
      const n = classesOf(a) * classesOf(b);
      [drawn, kept] = [new Int32Array(n), new Int32Array(n)];
      pictures = new Uint8ClampedArray(n * 768).fill(0);
      [prompts, pending, rounds] = [[], [], 0];
      round();
    }

    /** One picture for each text. */
    function draw(texts: readonly string[], label: string): tf.Tensor2D {
      const rows = [...new Set(texts)];
      const start = begin(
        params,
        rows.map((text) => writer.rowOf(text)),
        texts.map((text) => rows.indexOf(text)),
        writer.rowOf(''),
        c,
      );
      const tokens = sampleAll(params, start, GPT_DRAWING, ctx.rng(label).fillUniform(new Float32Array(texts.length * c.imageLength)), c);
      tf.dispose(tensorsUnderWay(start));
      return tokens;
    }

    function round(): void {
      const rng = ctx.rng(`captions/${rounds}`);
      const texts = pairs().map(([i, j]) => captionOf({ [config.rows]: i, [config.columns]: j }, config.lang, rng));
      pending.push({ texts, tokens: draw(texts, `round/${rounds}`) });
      rounds++;
    }

    begun();
    return {
      step: round,
      async frame() {
        const taken = pending;
        pending = [];
        for (const { texts, tokens } of taken) {
          const seen = await writer.pictures(Int32Array.from(await tokens.data()));
          tokens.dispose();
          const classes = await writer.classes(seen);
          pairs().forEach(([i, j], k) => {
            drawn[k]++;
            if (classes[k * 10 + a] === i && classes[k * 10 + b] === j) kept[k]++;
          });
          pictures = toBytes(seen);
          prompts = texts;
        }
        const heldOut = Uint8Array.from(pairs(), ([i, j]) =>
          HELD_OUT.some((p) => (p.a === a && p.i === i && p.b === b && p.j === j) || (p.a === b && p.i === j && p.b === a && p.j === i))
            ? 1
            : 0,
        );
        return {
          rows: config.rows,
          columns: config.columns,
          heldOut,
          drawn: drawn.slice(),
          kept: kept.slice(),
          pictures: pictures.slice(),
          prompts,
        };
      },
      configure(to) {
        config = to;
        begun();
        return true;
      },
      methods: {
        async trials({ texts, attribute, value, n, seed }, call) {
          const at = ATTRIBUTE_KEYS.indexOf(attribute);
          const out: Trial[] = [];
          for (const text of texts) {
            const tokens = draw(new Array(n).fill(text), `trial/${seed}`); // the same draws for all texts
            const seen = await writer.pictures(Int32Array.from(await tokens.data()));
            tokens.dispose();
            const classes = await writer.classes(seen);
            const shown = Array.from({ length: n }, (_, i) => classes[i * 10 + at]).filter((k) => k === value).length;
            out.push({ text, shown, drawn: n, pictures: toBytes(seen.subarray(0, SEEN * 768)) });
            if (call.signal.aborted) break;
            await call.breathe();
          }
          return out;
        },
      },
      dispose() {
        tf.dispose(pending.map(({ tokens }) => tokens));
        writer.dispose();
      },
    };
  },
});
