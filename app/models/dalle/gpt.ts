/**
 * DALL·E's transformer, a GPT: one row of tokens, first the words and then the picture, each guessed from those before it.
 *
 * Ramesh et al. 2021, "DALL·E" (2102.12092), §2.2: p(y, z) = Π p(y_i | y_<i) · Π p(z_j | y, z_<j), text tokens from a
 * byte-pair encoding, picture tokens from a discrete autoencoder (here the VQ-VAE), the text's loss weighted 1/8, the
 * picture's 7/8. Radford et al. 2019: GPT-2's blocks. Sampling remembers keys and values, so that a token costs one place and
 * not the whole row.
 *
 * Simplified: full causal attention in place of their sparse patterns (masks.ts); padding is left out of the loss in place of a learned
 * padding token a position.
 */
import type { Rng } from '../../data/rng';
import { denseInit, embeddingInit, normInit } from '../nn/init';
import { crossEntropy, dense, embedding, layerNorm } from '../nn/layers';
import { has, ops, own } from '../nn/ops';
import type { ParamInit, Params } from '../nn/params';
import { block, blockInit, blockWith, type KeysValues } from '../nn/transformer';
import * as tf from '../tf';
import { type MaskKind, maskValues } from './masks';
import { type Drawing, drawFrom, filtered, guided } from './sampling';

export interface Config {
  /** Tokens a text has: byte pairs, then START, END (which also fills up). */
  readonly textVocabulary: number;
  /** Codes of the VQ-VAE. */
  readonly codes: number;
  /** Places for text, and for the picture (a square number). */
  readonly textLength: number;
  readonly imageLength: number;
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
}

export const defaults: Omit<Config, 'textVocabulary'> = { codes: 256, textLength: 24, imageLength: 16, width: 128, heads: 4, blocks: 4 };

/** A fresh transformer. */
export function init(rng: Rng, c: Config): ParamInit {
  const blocks = Array.from({ length: c.blocks }, (_, i) => blockInit(rng, `block${i}`, c.width, c.blocks));
  return {
    ...embeddingInit(rng, 'tokens', c.textVocabulary + c.codes, c.width), // picture token z is row textVocabulary + z
    ...embeddingInit(rng, 'places', c.textLength + c.imageLength, c.width),
    ...Object.assign({}, ...blocks),
    ...normInit('norm', c.width),
    ...denseInit(rng, 'text', c.width, c.textVocabulary, 'xavier'),
    ...denseInit(rng, 'image', c.width, c.codes, 'xavier'),
  };
}

/** A text as the row begins: START, its tokens, END up to the full length; what does not fit is cut off. [1 + textLength] */
export function textRow(tokens: readonly number[], { textVocabulary, textLength }: Config): number[] {
  const [START, END] = [textVocabulary - 2, textVocabulary - 1];
  const kept = tokens.slice(0, textLength - 1);
  return [START, ...kept, ...new Array<number>(textLength - kept.length).fill(END)];
}

/** What the transformer remembers of the places it has read: each block's keys and values. */
export interface Memory {
  readonly places: number;
  readonly blocks: readonly KeysValues[];
}

/**
 * Reads tokens, after those it remembers.
 *
 * @param ids START, text, picture tokens (textVocabulary + z): int32 [B, T], places past.places … past.places + T − 1
 * @param past what it remembers of the places before; null: they are the first
 * @returns what it thinks at every new place [B, T, D]; a memory of all places; each block's queries [B, heads, T, D/heads]
 *   and attention [B, heads, T, past + T]
 */
// #region read
export function read(
  p: Params,
  ids: tf.Tensor2D,
  c: Config,
  past: Memory | null = null,
  mask: MaskKind = 'causal',
): { h: tf.Tensor3D; memory: Memory; queries: tf.Tensor4D[]; attention: tf.Tensor4D[] } {
  const T = ids.shape[1];
  const from = past?.places ?? 0;
  let h = embedded(p, ids, from, c); //                                                       [B, T, D]
  const M = T === 1 && mask === 'causal' ? undefined : maskOf(mask, T, from + T, c); //       [T, past + T]; the last place may see all
  const blocks: KeysValues[] = [];
  const queries: tf.Tensor4D[] = [];
  const attention: tf.Tensor4D[] = [];
  for (let i = 0; i < c.blocks; i++) {
    const seen = blockWith(p, `block${i}`, h, c.heads, M, past?.blocks[i] ?? null);
    h = seen.y;
    blocks.push(seen.seen);
    queries.push(seen.q);
    attention.push(seen.attention);
  }
  return { h: layerNorm(h, p['norm.scale'], p['norm.bias']), memory: { places: from + T, blocks }, queries, attention };
}
// #endregion

const maskOf = (kind: MaskKind, rows: number, all: number, c: Config): tf.Tensor2D =>
  tf.tensor2d(maskValues(kind, rows, all, 1 + c.textLength, Math.sqrt(c.imageLength)), [rows, all]);

/** Tokens as vectors: what each is, and where. ids int32 [B, T], the first of them at place `from` → [B, T, D]. */
function embedded(p: Params, ids: tf.Tensor2D, from: number, c: Config): tf.Tensor3D {
  const [B, T] = ids.shape;
  if (from > 0 && has(own.embed)) return ops.embed(p.tokens, p.places, ids, from); //         what follows is written, not learned
  const what = tf.reshape(embedding(p.tokens, tf.reshape(ids, [B * T])), [B, T, c.width]); // [B, T, D]
  const where = tf.slice(p.places, [from, 0], [T, c.width]); //                               [T, D]
  return tf.add(what, where);
}

/** What the transformer thinks at every place, having seen the tokens up to there, and nothing remembered. ids int32 [B, T] → [B, T, D]. */
export function forward(p: Params, ids: tf.Tensor2D, c: Config): tf.Tensor3D {
  const T = ids.shape[1];
  let h = embedded(p, ids, 0, c); //                                                          [B, T, D]
  const M = maskOf('causal', T, T, c); //                                                     [T, T]
  for (let i = 0; i < c.blocks; i++) h = block(p, `block${i}`, h, c.heads, M);
  return layerNorm(h, p['norm.scale'], p['norm.bias']);
}

/** Logits of the picture token that follows the last place of h [B, T, D] → [B, codes]. */
export function imageLogits(p: Params, h: tf.Tensor3D, c: Config): tf.Tensor2D {
  const [B, T] = h.shape;
  const last = T === 1 ? h : tf.slice(h, [0, T - 1, 0], [B, 1, c.width]); //                  [B, 1, D]
  return dense(tf.reshape(last, [B, c.width]), p['image.w'], p['image.b']);
}

export interface Batch {
  /** START, text, picture without its last token: int32 [B, textLength + imageLength]. */
  readonly ids: tf.Tensor2D;
  /** The text tokens as one-hot [B·textLength, textVocabulary]; rows of padding are all zero. */
  readonly text: tf.Tensor2D;
  /** The picture tokens as one-hot [B·imageLength, codes]. */
  readonly image: tf.Tensor2D;
}

/** −(1/8) log p(y) − (7/8) log p(z | y), in nats a token (§2.2 and §2.3); both parts as well. */
// #region loss
export function loss(p: Params, { ids, text, image }: Batch, c: Config): { loss: tf.Scalar; text: tf.Scalar; image: tf.Scalar } {
  const B = ids.shape[0];
  const [overText, overImage] = tf.split(forward(p, ids, c), [c.textLength, c.imageLength], 1); // [B, textLength, D], [B, imageLength, D]
  const logitsOf = (h: tf.Tensor, head: string) => dense(tf.reshape(h, [-1, c.width]), p[`${head}.w`], p[`${head}.b`]); // [B·length, vocabulary]
  const onText = tf.div(crossEntropy(logitsOf(overText, 'text'), text), tf.maximum(tf.sum(text), 1)) as tf.Scalar;
  const onImage = tf.div(crossEntropy(logitsOf(overImage, 'image'), image), B * c.imageLength) as tf.Scalar;
  return { loss: tf.add(tf.mul(1 / 8, onText), tf.mul(7 / 8, onImage)), text: onText, image: onImage };
}
// #endregion

/** Pictures under way. Rows: one a picture with its text; then, for guidance, one a picture with the empty text. */
export interface UnderWay {
  readonly pictures: number;
  /** Of all places but the last one written. */
  readonly memory: Memory;
  /** The last token written, still to be read: int32 [rows, 1]. */
  readonly unread: tf.Tensor2D;
  /** Picture tokens so far: int32 [pictures, cell]. */
  readonly tokens: tf.Tensor2D;
}

/**
 * Reads the texts, each once, and makes a row of them for every picture wanted. The caller disposes what it gets (`tf.dispose`).
 *
 * @param texts rows as `textRow` makes them
 * @param of for each picture the number of its text
 * @param empty the empty text's row, for guidance; null: none
 */
// #region sample
export function begin(
  p: Params,
  texts: readonly (readonly number[])[],
  of: readonly number[],
  empty: readonly number[] | null,
  c: Config,
  mask: MaskKind = 'causal',
): UnderWay {
  return tidied(() => {
    const rows = empty ? [...texts, empty] : texts;
    const ids = tf.tensor2d(rows.flat(), [rows.length, 1 + c.textLength], 'int32');
    const { memory } = read(p, tf.slice(ids, [0, 0], [-1, c.textLength]), c, null, mask); // all but the last place
    const which = tf.tensor1d(empty ? [...of, ...of.map(() => texts.length)] : [...of], 'int32');
    return {
      pictures: of.length,
      memory: onEach(memory, (t) => tf.gather(t, which)),
      unread: tf.gather(tf.slice(ids, [0, c.textLength], [-1, 1]), which),
      tokens: tf.tensor2d([], [of.length, 0], 'int32'),
    };
  });
}

/** One cell of the picture about to be written. Its tensors live until the next cell. */
export interface Cell {
  readonly cell: number;
  /** Logits with the text, and with the empty text where there is guidance: [pictures, codes] each. */
  readonly said: tf.Tensor2D;
  readonly unsaid: tf.Tensor2D | null;
  /** Each block's attention from the place that guesses to all up to it: [rows, heads, 1, places]. */
  readonly attention: readonly tf.Tensor4D[];
  /** Of all places read, this one's included: `rewound` takes it back to an earlier cell. */
  readonly memory: Memory;
  readonly tokens: tf.Tensor2D;
}

/**
 * Writes picture tokens, one cell a turn: reads the last token, guesses the next, draws it. What is sent back to it (int32 [pictures]) is
 * written in place of what it would have drawn. It disposes what it made, not what it was given.
 *
 * @param how looked up again at every cell
 * @param u the draws of a cell, uniform in [0, 1): [pictures]
 * @returns the picture's tokens int32 [pictures, imageLength], the caller's to dispose
 */
export function* sample(
  p: Params,
  from: UnderWay,
  how: () => Drawing,
  u: (cell: number) => Float32Array,
  c: Config,
  mask: MaskKind = 'causal',
): Generator<Cell, tf.Tensor2D, Int32Array | undefined> {
  let { memory, unread, tokens } = from;
  let made: tf.Tensor[] = [];
  try {
    for (let cell = tokens.shape[1]; cell < c.imageLength; cell++) {
      const now = tidied(() => {
        const { h, memory: all, attention } = read(p, unread, c, memory, mask);
        const logits = imageLogits(p, h, c); //                                                [rows, codes]
        const [said, unsaid]: (tf.Tensor2D | null)[] = logits.shape[0] > from.pictures ? tf.split(logits, 2) : [logits, null];
        return { said: said as tf.Tensor2D, unsaid, attention, memory: all };
      });
      made = renewed(made, [now.said, now.unsaid, ...now.attention, ...tensorsOf(now.memory), unread, tokens], from);
      const instead = yield { cell, ...now, tokens };
      const next = tidied(() => {
        const way = how();
        const z = instead ? tf.tensor1d(instead, 'int32') : drawFrom(filtered(guided(now.said, now.unsaid, way.w), way), u(cell)); // [pictures]
        const column = tf.reshape(z, [from.pictures, 1]) as tf.Tensor2D;
        const ids = tf.add(column, tf.scalar(c.textVocabulary, 'int32')) as tf.Tensor2D;
        return { unread: now.unsaid ? tf.concat([ids, ids]) : tf.clone(ids), tokens: tf.concat([tokens, column], 1) as tf.Tensor2D };
      });
      memory = now.memory;
      ({ unread, tokens } = next);
      made.push(unread, tokens);
    }
    return tf.clone(tokens);
  } finally {
    tf.dispose(made);
  }
}

/** A memory taken back to where the given cell is about to be written, with the tokens before it: int32 [pictures, ≥ cell]. The caller disposes it. */
export function rewound(memory: Memory, tokens: tf.Tensor2D, cell: number, lastOfText: number, c: Config): UnderWay {
  return tidied(() => {
    const rows = memory.blocks[0].k.shape[0];
    const pictures = tokens.shape[0];
    const last = cell > 0 ? tf.add(tf.slice(tokens, [0, cell - 1], [-1, 1]), tf.scalar(c.textVocabulary, 'int32')) : null;
    const unread = last ? (rows > pictures ? tf.concat([last, last]) : last) : tf.fill([rows, 1], lastOfText, 'int32');
    return {
      pictures,
      memory: { ...onEach(memory, (t) => tf.slice(t, [0, 0, 0, 0], [-1, -1, c.textLength + cell, -1])), places: c.textLength + cell },
      unread: tf.clone(unread) as tf.Tensor2D,
      tokens: tf.slice(tokens, [0, 0], [-1, cell]),
    };
  });
}
// #endregion

/** All pictures at once, to the end: tokens int32 [pictures, imageLength], the caller's. `u` [pictures · imageLength], cell by cell. */
export function sampleAll(p: Params, from: UnderWay, how: Drawing, u: Float32Array, c: Config): tf.Tensor2D {
  const writing = sample(
    p,
    from,
    () => how,
    (cell) => u.subarray(cell * from.pictures, (cell + 1) * from.pictures),
    c,
  );
  for (;;) {
    const { done, value } = writing.next();
    if (done) return value;
  }
}

/** The tensors of what is under way, for `tf.dispose`. */
export const tensorsUnderWay = ({ memory, unread, tokens }: UnderWay): tf.Tensor[] => [...tensorsOf(memory), unread, tokens];

const tensorsOf = ({ blocks }: Memory): tf.Tensor[] => blocks.flatMap(({ k, v }) => [k, v]);

const onEach = ({ places, blocks }: Memory, f: (t: tf.Tensor4D) => tf.Tensor4D): Memory => ({
  places,
  blocks: blocks.map(({ k, v }) => ({ k: f(k), v: f(v) })),
});

/** tf.tidy for results of any shape: its own type knows no read-only arrays and no null. */
const tidied = <T extends object>(f: () => T): T => tf.tidy(f as () => tf.TensorContainer) as unknown as T;

/** Disposes of what was made before and is not needed any more. */
function renewed(before: readonly tf.Tensor[], now: readonly (tf.Tensor | null)[], given: UnderWay): tf.Tensor[] {
  const kept = now.filter((t): t is tf.Tensor => t !== null && !tensorsUnderWay(given).includes(t));
  tf.dispose(before.filter((t) => !kept.includes(t)));
  return kept;
}
