/**
 * Byte-pair encoding: text as a short row of numbers.
 *
 * Sennrich et al. 2016 (1508.07909): start from single symbols and join the most frequent neighbouring pair, again and again.
 * Radford et al. 2019, "GPT-2", §2.2: the symbols are the 256 bytes of UTF-8, so 中文, English and anything else can be written; half
 * surrogates, which UTF-8 has no bytes for, are written as WTF-8 does (wtf8.ts), so that every string comes back as it was.
 * Plain TypeScript, no tensors.
 */
import { bytesOfText, textOfBytes } from './wtf8';

/** What training learned: pair number i of tokens is joined into token 256 + i. */
export interface Bpe {
  readonly merges: readonly (readonly [number, number])[];
}

/** A pair joined while encoding: the tokens after it, as steps for the page. */
export interface MergeStep {
  readonly tokens: readonly number[];
  /** Number of the merge that made this step; −1 for the bytes at the beginning. */
  readonly merge: number;
}

/** Joins never cross these: a word with the space before it, or a mark of punctuation. */
const PIECES = / ?[^\s,.;:!?，。；：！？、]+|[\s\S]/gu;

/** Number of tokens there are: bytes and merges. Special tokens of a model come after these. */
export const vocabulary = (bpe: Bpe): number => 256 + bpe.merges.length;

/** One merge being chosen: the pair, how often it occurs, and the pairs that came next. */
export interface Choice {
  readonly pair: readonly [number, number];
  readonly count: number;
  readonly rivals: readonly { readonly pair: readonly [number, number]; readonly count: number }[];
}

/**
 * Learns merges from texts, one a turn: the most frequent pair becomes a token; the smaller pair where two are equal, so that the order of
 * texts does not matter. Ends where no pair occurs twice.
 *
 * @param texts the corpus; every text counts alike
 * @param rivals how many of the pairs that were not chosen to tell of
 */
// #region train
export function* trainSteps(texts: readonly string[], rivals = 0): Generator<Choice, void> {
  const pieces = new Map<string, { tokens: number[]; count: number }>(); // each different piece once, with its frequency
  for (const piece of texts.flatMap(piecesOf)) {
    const known = pieces.get(piece);
    if (known) known.count++;
    else pieces.set(piece, { tokens: bytesOfText(piece), count: 1 });
  }
  for (let joined = 256; ; joined++) {
    const counts = new Map<number, number>();
    for (const { tokens, count } of pieces.values()) {
      for (let i = 0; i + 1 < tokens.length; i++) {
        const pair = tokens[i] * 65536 + tokens[i + 1];
        counts.set(pair, (counts.get(pair) ?? 0) + count);
      }
    }
    const frequent = [...counts].filter(([, count]) => count > 1).sort(([p, a], [q, b]) => b - a || p - q);
    if (frequent.length === 0) return;
    const [{ pair, count }, ...others] = frequent
      .slice(0, 1 + rivals)
      .map(([key, n]) => ({ pair: [Math.floor(key / 65536), key % 65536] as const, count: n }));
    yield { pair, count, rivals: others };
    for (const piece of pieces.values()) piece.tokens = join(piece.tokens, pair, joined);
  }
}

/** The same, up to a number of tokens, bytes included (≥ 256); fewer if no pair occurs twice. */
export function trainBpe(texts: readonly string[], size: number): Bpe {
  const merges: (readonly [number, number])[] = [];
  if (size > 256) {
    for (const { pair } of trainSteps(texts)) {
      merges.push(pair);
      if (256 + merges.length >= size) break;
    }
  }
  return { merges };
}
// #endregion

/** The pieces of a text that are encoded one by one. Together they are the text. */
export const piecesOf = (text: string): string[] => text.match(PIECES) ?? [];

/** Text → tokens: in every piece the pair learned first is joined first, until no pair is known. */
// #region encode
export function encode(bpe: Bpe, text: string): number[] {
  const order = orderOf(bpe);
  return piecesOf(text).flatMap((piece) => {
    let tokens = bytesOfText(piece);
    for (;;) {
      let first = Number.POSITIVE_INFINITY;
      for (let i = 0; i + 1 < tokens.length; i++) first = Math.min(first, order.get(tokens[i] * 65536 + tokens[i + 1]) ?? first);
      if (first === Number.POSITIVE_INFINITY) return tokens;
      tokens = join(tokens, bpe.merges[first], 256 + first);
    }
  });
}

/** The same, with every join on the way: first the bytes, then one step for every merge that found a pair. */
export function encodeSteps(bpe: Bpe, text: string): MergeStep[] {
  let pieces = piecesOf(text).map((piece) => bytesOfText(piece));
  const steps: MergeStep[] = [{ tokens: pieces.flat(), merge: -1 }];
  bpe.merges.forEach((pair, i) => {
    const joined = pieces.map((piece) => join(piece, pair, 256 + i));
    if (joined.every((piece, k) => piece.length === pieces[k].length)) return;
    pieces = joined;
    steps.push({ tokens: pieces.flat(), merge: i });
  });
  return steps;
}
// #endregion

/** Tokens → text. Bytes that are no character become �. Throws a RangeError for a token that does not exist. */
export function decode(bpe: Bpe, tokens: readonly number[]): string {
  return textOfBytes(tokens.flatMap((token) => bytesOf(bpe, token)));
}

/** The bytes a token stands for. */
export function bytesOf(bpe: Bpe, token: number): number[] {
  if (!Number.isInteger(token) || token < 0 || token >= vocabulary(bpe))
    throw new RangeError(`There is no token ${token}; there are ${vocabulary(bpe)}.`);
  if (token < 256) return [token];
  const [left, right] = bpe.merges[token - 256];
  return [...bytesOf(bpe, left), ...bytesOf(bpe, right)];
}

const orders = new WeakMap<Bpe, Map<number, number>>();

/** Number of the merge of each pair, looked up by left · 65536 + right. */
function orderOf(bpe: Bpe): Map<number, number> {
  const known = orders.get(bpe) ?? new Map(bpe.merges.map(([left, right], i) => [left * 65536 + right, i]));
  orders.set(bpe, known);
  return known;
}

/** Every occurrence of the pair, from the left, replaced by one token. */
function join(tokens: number[], [left, right]: readonly [number, number], joined: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === left && tokens[i + 1] === right) {
      out.push(joined);
      i++;
    } else out.push(tokens[i]);
  }
  return out;
}
