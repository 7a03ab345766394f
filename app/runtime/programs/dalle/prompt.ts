/** Texts as the shipped GPT and CLIP read them: with the byte pairs that lie among their weights, and special tokens after those. */
import type { Bpe } from '../../../models/dalle/bpe';
import type { Params } from '../../../models/nn/params';

/** The byte pairs among a model's weights: row i of `bpe` [merges, 2] is the pair that token 256 + i is made of. */
export async function bpeOf(params: Params): Promise<Bpe> {
  const pairs = await params.bpe.data();
  return { merges: Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]] as const) };
}
