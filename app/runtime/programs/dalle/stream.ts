/**
 * One or two prompts, continued by the shipped GPT: every cell's logits, distribution and attention on the way, kept so that the page can go
 * back and forth. The whole picture is written at once; a token that the reader forces is written from its cell on, with what was remembered.
 */
import { begin, type Cell, type Memory, read, rewound, sample, tensorsUnderWay, type UnderWay } from '../../../models/dalle/gpt';
import type { MaskKind } from '../../../models/dalle/masks';
import { type Drawing, filtered, guided } from '../../../models/dalle/sampling';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { toBytes } from '../vae/faces';
import { type ReadText, Writer } from './writer';

export interface StreamConfig extends Drawing {
  /** One or two. */
  readonly prompts: readonly string[];
  readonly mask: MaskKind;
  /** Code that is put into a cell, whatever the model would draw; cell by cell, −1 for none. */
  readonly forced: readonly number[];
}

export interface StreamFrame {
  /** START and the text's places, then the picture's; codes; blocks and heads. */
  readonly textPlaces: number;
  readonly cells: number;
  readonly codes: number;
  readonly blocks: number;
  readonly heads: number;
  readonly texts: readonly ReadText[];
  /** [pictures · cells] */
  readonly tokens: Int32Array;
  /** The picture before each cell is written, and at the end: [pictures · (cells + 1)] pictures. */
  readonly pictures: Uint8ClampedArray;
  /** The guided logits of every cell, their softmax, and the distribution that is drawn from: [cells · pictures · codes]. */
  readonly logits: Float32Array;
  readonly plain: Float32Array;
  readonly drawn: Float32Array;
  /** Who looked where, from the place that guesses each cell: [cells · blocks · pictures · heads · (textPlaces + cells)]. */
  readonly attention: Float32Array;
  /** What the classifier reads in the finished pictures [pictures · 10]. */
  readonly classes: Uint8Array;
  /** Milliseconds of writing, and cells that had to be written for the last change. */
  readonly ms: number;
  readonly wrote: number;
}

/** One head at one cell: the query of the place that guesses, keys and values of all places it looks at, and what comes of them. */
export interface Anatomy {
  /** [d], [places · d], [places · d] */
  readonly query: Float32Array;
  readonly keys: Float32Array;
  readonly values: Float32Array;
  /** What all blocks make of the place in the end [D]; and a code's column of the last matrix [D] with its bias. */
  readonly thought: Float32Array;
  readonly column: Float32Array;
  readonly bias: number;
}

type Methods = {
  /** The picture as it stands before a cell, with each of these codes in it. */
  /** `of`: the tokens the question is about, so that it is asked again when they change. */
  options: (args: { picture: number; cell: number; codes: Int32Array; of?: Int32Array }) => Promise<Uint8ClampedArray>;
  anatomy: (args: { picture: number; cell: number; block: number; head: number; code: number; of?: Int32Array }) => Promise<Anatomy>;
};

/** What is kept of a cell: logits with and without the text [pictures, codes]; attention [blocks, pictures, heads, all places]. */
interface Kept {
  readonly said: tf.Tensor2D;
  readonly unsaid: tf.Tensor2D;
  readonly attention: tf.Tensor4D;
}

export default defineProgram<StreamConfig, StreamFrame, Methods>({
  async start(initial, ctx) {
    const writer = await Writer.load(ctx);
    const { params, config: c } = writer;
    const [textPlaces, cells, places] = [1 + c.textLength, c.imageLength, 1 + c.textLength + c.imageLength];
    const empty = writer.rowOf('');
    /** The draws of every cell: the same for all pictures, so that prompts differ in nothing but their words. */
    const chances = ctx.rng('draws').fillUniform(new Float32Array(cells));
    let config = initial;
    let kept: Kept[] = [];
    let memory: Memory | null = null;
    let tokens: tf.Tensor2D = tf.tensor2d([], [1, 0], 'int32');
    let [ms, wrote] = [0, 0];

    /** Writes from a cell to the end; what was written before it stays. */
    function write(from: number): void {
      const started = performance.now();
      const pictures = config.prompts.length;
      const start: UnderWay =
        from > 0 && memory
          ? rewound(memory, tokens, from, empty[c.textLength], c)
          : begin(
              params,
              config.prompts.map((text) => writer.rowOf(text)),
              [...config.prompts.keys()],
              empty,
              c,
              config.mask,
            );
      tf.dispose(kept.slice(from).flatMap((k) => [k.said, k.unsaid, k.attention]));
      kept = kept.slice(0, from);
      const writing = sample(
        params,
        start,
        () => config,
        (cell) => new Float32Array(pictures).fill(chances[cell]),
        c,
        config.mask,
      );
      let turn = writing.next();
      while (!turn.done) {
        kept.push(keep(turn.value, pictures));
        if (turn.value.cell === cells - 1) {
          forget();
          memory = { ...turn.value.memory, blocks: turn.value.memory.blocks.map(({ k, v }) => ({ k: tf.clone(k), v: tf.clone(v) })) };
        }
        const forced = config.forced[turn.value.cell] ?? -1;
        turn = writing.next(forced < 0 ? undefined : new Int32Array(pictures).fill(forced));
      }
      tf.dispose([tokens, ...tensorsUnderWay(start)]);
      tokens = turn.value;
      [ms, wrote] = [performance.now() - started, cells - from];
    }

    function keep({ said, unsaid, attention }: Cell, pictures: number): Kept {
      return tf.tidy(() => {
        const all = tf.stack(attention.map((a) => tf.slice(tf.squeeze(a, [2]), [0, 0, 0], [pictures, -1, -1]))); // [blocks, pictures, heads, so far]
        const ahead = places - (all.shape[3] as number);
        return {
          said: tf.clone(said),
          unsaid: tf.clone(unsaid as tf.Tensor2D),
          attention: tf.pad(all, [
            [0, 0],
            [0, 0],
            [0, 0],
            [0, ahead],
          ]) as tf.Tensor4D,
        };
      });
    }

    function forget(): void {
      if (memory) tf.dispose(memory.blocks.flatMap(({ k, v }) => [k, v]));
      memory = null;
    }

    async function values(f: () => tf.Tensor): Promise<Float32Array> {
      const t = tf.tidy(f);
      const out = Float32Array.from(await t.data());
      t.dispose();
      return out;
    }

    write(0);
    return {
      async frame() {
        const written = Int32Array.from(await tokens.data());
        const pictures = config.prompts.length;
        const stages = new Int32Array(pictures * (cells + 1) * cells).fill(-1);
        for (let i = 0; i < pictures; i++)
          for (let cell = 0; cell <= cells; cell++)
            stages.set(written.subarray(i * cells, i * cells + cell), (i * (cells + 1) + cell) * cells);
        const each = (f: (k: Kept) => tf.Tensor) => values(() => tf.stack(kept.map(f)));
        const seen = await writer.pictures(stages);
        const last = Float32Array.from(
          { length: pictures * 768 },
          (_, k) => seen[(Math.floor(k / 768) * (cells + 1) + cells) * 768 + (k % 768)],
        );
        const logitsOf = (k: Kept) => guided(k.said, k.unsaid, config.w);
        return {
          textPlaces,
          cells,
          codes: c.codes,
          blocks: c.blocks,
          heads: c.heads,
          texts: config.prompts.map((text) => writer.read(text)),
          tokens: written,
          pictures: toBytes(seen),
          logits: await each(logitsOf),
          plain: await each((k) => tf.softmax(logitsOf(k))),
          drawn: await each((k) => filtered(logitsOf(k), config)),
          attention: await each((k) => k.attention),
          classes: await writer.classes(last),
          ms,
          wrote,
        };
      },
      configure(to) {
        const { forced: before, ...was } = config;
        const { forced, ...now } = to;
        config = to;
        // Only a forced token: all before its cell stays as it is.
        const same = JSON.stringify(was) === JSON.stringify(now);
        const first = Array.from({ length: cells }, (_, i) => i).find((i) => (before[i] ?? -1) !== (forced[i] ?? -1));
        if (same && first === undefined) return true;
        write(same && first !== undefined ? first : 0);
        return true;
      },
      methods: {
        async options({ picture, cell, codes }) {
          const written = await tokens.data();
          const rows = new Int32Array(codes.length * cells).fill(-1);
          codes.forEach((code, i) => {
            rows.set(written.slice(picture * cells, picture * cells + cell), i * cells);
            rows[i * cells + cell] = code;
          });
          return toBytes(await writer.pictures(rows));
        },
        async anatomy({ picture, cell, block, head, code }) {
          const written = await tokens.data();
          const row = [
            ...writer.rowOf(config.prompts[picture]),
            ...Array.from(written.slice(picture * cells, picture * cells + cell), (z) => c.textVocabulary + z),
          ];
          const parts = tf.tidy(() => {
            const { h, memory: all, queries } = read(params, tf.tensor2d(row, [1, row.length], 'int32'), c, null, config.mask);
            const ofHead = (t: tf.Tensor4D) => tf.squeeze(tf.slice(t, [0, head, 0, 0], [1, 1, -1, -1]), [0, 1]); // [places, d]
            return {
              query: tf.slice(ofHead(queries[block]), [row.length - 1, 0], [1, -1]),
              keys: ofHead(all.blocks[block].k),
              values: ofHead(all.blocks[block].v),
              thought: tf.slice(h, [0, row.length - 1, 0], [1, 1, -1]),
              column: tf.slice(params['image.w'] as tf.Tensor2D, [0, code], [-1, 1]),
              bias: tf.slice(params['image.b'] as tf.Tensor1D, [code], [1]),
            };
          });
          const out = {} as Record<keyof typeof parts, Float32Array>;
          for (const [key, tensor] of Object.entries(parts)) out[key as keyof typeof parts] = Float32Array.from(await tensor.data());
          tf.dispose(Object.values(parts));
          return { ...out, bias: out.bias[0] };
        },
      },
      dispose() {
        forget();
        tf.dispose([tokens, ...kept.flatMap((k) => [k.said, k.unsaid, k.attention])]);
        writer.dispose();
      },
    };
  },
});
