/**
 * What can be asked of a face: one class an attribute, or nothing. Plain numbers, no tensors, so that a page may use them.
 *
 * Ho & Salimans 2022, "Classifier-Free Diffusion Guidance" (2207.12598), alg. 1: conditions are dropped while training. Here a condition is a
 * *set* of attributes, any of which may be left open, so each is dropped alone as well.
 */
import { ATTRIBUTES } from '../../data/faces';
import type { Rng } from '../../data/rng';

/** The class asked of every attribute, in the order of `ATTRIBUTES`; null where nothing is asked. */
export type Condition = readonly (number | null)[];

/** First column of every attribute in y; its null class is the last of its columns. */
const COLUMNS = ATTRIBUTES.map((_, i) => ATTRIBUTES.slice(0, i).reduce((sum, a) => sum + a.classes.length + 1, 0));

/** Width of y: all classes, and a null class for every attribute. */
export const CONDITION_DIM = ATTRIBUTES.reduce((sum, a) => sum + a.classes.length + 1, 0);

/** Nothing asked: the unconditional distribution. */
export const nullCondition: Condition = ATTRIBUTES.map(() => null);

/** Rows of y [n, CONDITION_DIM]: for every attribute a 1 at the class asked, or at the null class. */
export function conditionRows(conditions: readonly Condition[]): Float32Array {
  const rows = new Float32Array(conditions.length * CONDITION_DIM);
  conditions.forEach((row, n) => {
    ATTRIBUTES.forEach((attribute, i) => {
      rows[n * CONDITION_DIM + COLUMNS[i] + (row[i] ?? attribute.classes.length)] = 1;
    });
  });
  return rows;
}

/** A face's attributes, some forgotten: all of them with probability `all`, otherwise each alone with probability `each`. */
export function dropConditions(attributes: ArrayLike<number>, rng: Rng, all = 0.12, each = 0.3): Condition {
  if (rng.uniform() < all) return nullCondition;
  return Array.from(attributes, (k) => (rng.uniform() < each ? null : k));
}
