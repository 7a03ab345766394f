/** Captions as tokens: the byte pairs that GPT and CLIP share, learned from captions of training faces in both languages. */
import { caption, captionCorpus, type Face } from '../app/data/faces/index';
import type { Rng } from '../app/data/rng';
import { type Bpe, encode, trainBpe } from '../app/models/dalle/bpe';
import type { Arrays } from './model';

/** Tokens there are, bytes included. */
export const TOKENS = 640;

let shared: Bpe | null = null;

/** The byte pairs of captions. The same on every machine. */
export function captionBpe(): Bpe {
  if (shared) return shared;
  shared = trainBpe(captionCorpus(), TOKENS);
  return shared;
}

/** The merges as an array that ships among the weights: row i holds the pair that token 256 + i is made of. */
export function bpeArrays(bpe: Bpe): Arrays {
  return { bpe: { shape: [bpe.merges.length, 2], values: Float32Array.from(bpe.merges.flat()) } };
}

/** A caption of the face in a language drawn, at most `most` tokens long. */
export function captionTokens(face: Face, rng: Rng, most: number): number[] {
  for (;;) {
    const tokens = encode(captionBpe(), caption(face, rng.uniform() < 0.5 ? 'en' : 'zh', rng));
    if (tokens.length <= most) return tokens;
  }
}
