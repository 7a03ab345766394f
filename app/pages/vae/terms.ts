/** What can be added to a face or taken from it: every class of every attribute, `glasses.2`, and steps along the way. */
import { ATTRIBUTES, CLASS_COUNTS } from '../../data/faces';
import type { Lang } from '../../i18n';

export interface Term {
  readonly id: string;
  /** Number of the attribute, of its class, and of the row among the directions. */
  readonly k: number;
  readonly value: number;
  readonly row: number;
}

const rowOf = (k: number) => CLASS_COUNTS.slice(0, k).reduce((a, b) => a + b, 0);

export const TERMS: readonly Term[] = ATTRIBUTES.flatMap(({ key, classes }, k) =>
  classes.map((_, value) => ({ id: `${key}.${value}`, k, value, row: rowOf(k) + value })),
);

export const termOf = (id: string): Term | undefined => TERMS.find((term) => term.id === id);

/** Attribute and class in the reader's language. */
export function wordsOf({ k, value }: Term, lang: Lang): readonly [attribute: string, value: string] {
  return [ATTRIBUTES[k][lang], ATTRIBUTES[k].classes[value][lang]];
}

/** `n` vectors from one to another in even steps, one after the other. */
export function mixes(from: Float32Array, to: Float32Array, n: number): Float32Array {
  return Float32Array.from({ length: n * from.length }, (_, i) => {
    const j = i % from.length;
    return from[j] + (Math.floor(i / from.length) / (n - 1)) * (to[j] - from[j]);
  });
}
