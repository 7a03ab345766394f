/** Texts as the shipped GPT and CLIP read them: with the byte pairs that lie among their weights, and special tokens after those. */
import { type Bpe, encode, vocabulary } from '../../../models/bpe';
import type { Params } from '../../../models/nn/params';

/** The byte pairs among a model's weights: row i of `bpe` [merges, 2] is the pair that token 256 + i is made of. */
export async function bpeOf(params: Params): Promise<Bpe> {
  const pairs = await params.bpe.data();
  return { merges: Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]] as const) };
}

/**
 * A text as GPT's row begins: START, its tokens, then END up to the full length. What does not fit is cut off.
 * START and END are the two numbers after the byte pairs.
 */
export function promptRow(bpe: Bpe, text: string, textLength: number): number[] {
  const [START, END] = [vocabulary(bpe), vocabulary(bpe) + 1];
  const tokens = encode(bpe, text).slice(0, textLength - 1);
  return [START, ...tokens, ...new Array(textLength - tokens.length).fill(END)];
}
