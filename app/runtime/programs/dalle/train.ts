/** A GPT trained live on captions and tokens, small and fresh or the shipped one going on: both losses apart, four fixed prompts, one head's attention. */

import { attributesOf, caption, faceAt, heldOutIn, TRAIN_SIZE } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { encode } from '../../../models/dalle/bpe';
import { GPT_DRAWING } from '../../../models/dalle/drawing';
import { begin, type Config, init, loss, read, sampleAll, tensorsUnderWay, textRow } from '../../../models/dalle/gpt';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';
import { History } from '../gan/history';
import { knownFaces, toBytes } from '../vae/faces';
import { inOrderOf, pretrained } from '../vae/pretrained';
import { Tokenizer } from '../vae/tokens';
import { Writer } from './writer';

export interface TrainConfig {
  readonly start: 'scratch' | 'shipped';
  /** Four prompts whose pictures are drawn as it goes. */
  readonly prompts: readonly string[];
  /** The head whose attention is shown. */
  readonly block: number;
  readonly head: number;
}

export interface TrainFrame {
  readonly history: Readonly<Record<'step' | 'text' | 'image', Float32Array>>;
  /** Of the last step, in nats a token. */
  readonly text: number;
  readonly image: number;
  readonly pictures: Uint8ClampedArray;
  /** One head's attention over the first prompt and its picture [places · places]. */
  readonly attention: Float32Array;
  readonly places: number;
  readonly blocks: number;
  readonly heads: number;
  readonly parameters: number;
}

/** The small one that a page can train: a quarter of the width's square, half the blocks. */
const SMALL = { width: 64, blocks: 2, heads: 4 } as const;
const FACES = 2048;
const BATCH = { scratch: 16, shipped: 8 } as const;
/** Share of examples whose caption is left out, so that there is something to guide away from. */
const WORDLESS = 0.1;

export default defineProgram<TrainConfig, TrainFrame, Record<string, never>>({
  async start(initial, ctx, saved) {
    let config = initial;
    const writer = await Writer.load(ctx);
    const vq = await Tokenizer.load(ctx, 'vqvae4');
    const fresh = config.start === 'scratch';
    const c: Config = fresh ? { ...writer.config, ...SMALL } : writer.config;
    const shipped = fresh ? null : inOrderOf(init(ctx.rng('layout'), c), await pretrained(ctx, 'gpt'));
    const seen = Array.from({ length: TRAIN_SIZE }, (_, k) => k)
      .slice(0, 4 * FACES)
      .filter((k) => heldOutIn(attributesOf(faceAt('train', k))).length === 0)
      .slice(0, FACES);
    const pictures = new Float32Array(seen.length * 768);
    for (const [i, k] of seen.entries()) pictures.set(knownFaces('train', 1, k).pictures, i * 768);
    await ctx.breathe();
    const images = await vq.quantize(await vq.encode(pictures, ctx.breathe));
    vq.dispose();

    /** A batch as the loss wants it: rows of START, text, picture without its last token, and both as one-hot targets. */
    function batch(rng: Rng, n: number) {
      const ids: number[] = [];
      const [text, image] = [new Float32Array(n * c.textLength * c.textVocabulary), new Float32Array(n * c.imageLength * c.codes)];
      for (let i = 0; i < n; i++) {
        const k = rng.int(seen.length);
        const wordless = rng.uniform() < WORDLESS;
        const tokens = wordless ? [] : encode(writer.bpe, caption(faceAt('train', seen[k]), rng.uniform() < 0.5 ? 'en' : 'zh', rng));
        const row = textRow(tokens, c);
        const z = images.subarray(k * c.imageLength, (k + 1) * c.imageLength);
        ids.push(...row, ...Array.from(z.subarray(0, -1), (code) => c.textVocabulary + code));
        const learned = wordless ? 0 : Math.min(tokens.length, c.textLength - 1) + 1; // the first END is learned too
        for (let j = 0; j < learned; j++) text[(i * c.textLength + j) * c.textVocabulary + row[j + 1]] = 1;
        z.forEach((code, j) => {
          image[(i * c.imageLength + j) * c.codes + code] = 1;
        });
      }
      return {
        ids: tf.tensor2d(ids, [n, c.textLength + c.imageLength], 'int32'),
        text: tf.tensor2d(text, [n * c.textLength, c.textVocabulary]),
        image: tf.tensor2d(image, [n * c.imageLength, c.codes]),
      };
    }

    const trainer = new Trainer(
      {
        seed: ctx.rng('gpt').int(2 ** 31),
        nets: { gpt: { init: (rng) => shipped ?? init(rng, c), optimizer: { lr: fresh ? 2e-3 : 1e-4, beta2: 0.99, clipNorm: 1 } } },
        update({ gpt }, rng) {
          const b = batch(rng, BATCH[config.start]);
          let parts: { text: tf.Scalar; image: tf.Scalar } | null = null;
          const whole = gpt.descend((p) => {
            const all = loss(p, b, c);
            parts ??= { text: tf.keep(all.text), image: tf.keep(all.image) };
            return all.loss;
          });
          const { text, image } = parts as unknown as { text: tf.Scalar; image: tf.Scalar };
          const out = { loss: whole, text: tf.clone(text), image: tf.clone(image) };
          tf.dispose([text, image]);
          return out;
        },
      },
      saved as Checkpoint<'gpt'> | undefined,
    );
    const history = new History(['text', 'image'] as const);
    const chances = ctx.rng('shown').fillUniform(new Float32Array(4 * c.imageLength));
    let readStep = -1;
    let last = { text: Number.NaN, image: Number.NaN };

    return {
      step: () => trainer.step(),
      async frame() {
        const { text = Number.NaN, image = Number.NaN } = await trainer.losses();
        last = { text, image };
        if (trainer.steps !== readStep && trainer.steps > 0) history.add(trainer.steps, last);
        readStep = trainer.steps;
        const rows = config.prompts.map((prompt) => textRow(encode(writer.bpe, prompt), c));
        const params = trainer.nets.gpt.params();
        const begun = begin(params, rows, [...rows.keys()], textRow([], c), c);
        const tokens = sampleAll(params, begun, GPT_DRAWING, chances, c);
        const drawn = Int32Array.from(await tokens.data());
        const block = Math.min(config.block, c.blocks - 1);
        const seenBy = tf.tidy(() => {
          const ids = [...rows[0], ...Array.from(drawn.subarray(0, c.imageLength - 1), (z) => c.textVocabulary + z)];
          const { attention } = read(params, tf.tensor2d(ids, [1, ids.length], 'int32'), c);
          return tf.slice(attention[block], [0, config.head, 0, 0], [1, 1, -1, -1]);
        });
        const attention = Float32Array.from(await seenBy.data());
        tf.dispose([tokens, seenBy, ...tensorsUnderWay(begun), ...Object.values(params)]);
        return {
          history: history.snapshot(),
          ...last,
          pictures: toBytes(await writer.pictures(drawn)),
          attention,
          places: c.textLength + c.imageLength,
          blocks: c.blocks,
          heads: c.heads,
          parameters: trainer.nets.gpt.layout.size,
        };
      },
      configure(to) {
        if (to.start !== config.start) return false;
        config = to;
        return true;
      },
      methods: {},
      save: () => trainer.checkpoint(),
      dispose() {
        trainer.dispose();
        writer.dispose();
      },
    };
  },
});
