/**
 * Choosing the best of many by one score, and judging the choice by another.
 *
 * Ramesh et al. 2021 (2102.12092, §2.6, fig. 9c) draw 512 candidates and keep those that CLIP likes best. Here the truth is known too: the share
 * of what the prompt names that the attribute classifier reads in the picture. Gao et al. 2023 (2210.10760) measured how a score that is
 * optimised by choosing the best of n parts from what it stands for. Plain arithmetic, no tensors.
 */
import { ATTRIBUTE_KEYS, type AttributeChoice } from '../../data/faces/index';

/** Candidates of a prompt in the page, and how many of them its matrix of texts and pictures shows. */
export const CANDIDATES = 64;
export const SHOWN = 8;

/** One prompt's candidates, in the order they were drawn. */
export interface Result {
  readonly cosines: Float32Array;
  /** Share of what the prompt names, in [0, 1]. */
  readonly truths: Float32Array;
}

/** Share of what is named that each picture shows; 1 where nothing is named. classes [n · 10] → [n]. */
export function truths(choice: AttributeChoice, classes: Uint8Array): Float32Array {
  const named = ATTRIBUTE_KEYS.flatMap((key, a) => (choice[key] === undefined ? [] : [{ a, value: choice[key] }]));
  return Float32Array.from({ length: classes.length / ATTRIBUTE_KEYS.length }, (_, i) =>
    named.length === 0 ? 1 : named.filter(({ a, value }) => classes[i * ATTRIBUTE_KEYS.length + a] === value).length / named.length,
  );
}

// #region best
/** Number of the best of the first n. */
export function bestOf(scores: Float32Array, n: number): number {
  let best = 0;
  for (let i = 1; i < n; i++) if (scores[i] > scores[best]) best = i;
  return best;
}
// #endregion

/** Means over prompts, one entry a number of candidates 1, 2, 4, …, most. */
export interface Curve {
  readonly n: Float32Array;
  /** CLIP's cosine of its choice, and the truth of that choice. */
  readonly cosine: Float32Array;
  readonly truth: Float32Array;
  /** Truth of the truest candidate: what a perfect judge would get out of the same candidates. */
  readonly perfect: Float32Array;
  /** Share of prompts whose choice is less true than another of the n candidates. */
  readonly fooled: Float32Array;
  /** Of all pairs of one prompt's candidates that differ in truth, the share where CLIP prefers the truer one; NaN where there is none. */
  readonly order: number;
}

// #region curve
export function curve(results: readonly Result[], most: number): Curve {
  const n = Float32Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, k) => 2 ** k);
  const mean = (f: (result: Result, n: number) => number) =>
    n.map((k) => results.reduce((sum, r) => sum + f(r, k), 0) / Math.max(1, results.length));
  return {
    n,
    cosine: mean(({ cosines }, k) => cosines[bestOf(cosines, k)]),
    truth: mean(({ cosines, truths: t }, k) => t[bestOf(cosines, k)]),
    perfect: mean(({ truths: t }, k) => t[bestOf(t, k)]),
    fooled: mean(({ cosines, truths: t }, k) => (t[bestOf(t, k)] > t[bestOf(cosines, k)] ? 1 : 0)),
    order: ordered(results),
  };
}
// #endregion

function ordered(results: readonly Result[]): number {
  let [right, pairs] = [0, 0];
  for (const { cosines, truths: t } of results)
    for (let i = 0; i < t.length; i++)
      for (let j = 0; j < t.length; j++)
        if (t[i] > t[j]) {
          pairs++;
          if (cosines[i] > cosines[j]) right++;
        }
  return pairs ? right / pairs : Number.NaN;
}
