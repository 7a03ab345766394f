/**
 * Where a generator's variety comes from: its two inputs, noise z and wish y, held and freed one at a time.
 *
 * Held means: every picture has the same one. What still varies then comes from the other input, for there is no third.
 */

import { CLASS_COUNTS } from '../../data/faces';
import { counts, jensenShannon } from '../metrics/diversity';

/** Mean squared difference of two pictures of a set [n · size], over pairs (0, 1), (2, 3) … and (1, 2), (3, 4) …: neighbours, n − 1 pairs. */
export function meanApart(pictures: Float32Array, size: number): number {
  const n = pictures.length / size;
  let sum = 0;
  for (let i = size; i < pictures.length; i++) sum += (pictures[i] - pictures[i - size]) ** 2;
  return n > 1 ? sum / (size * (n - 1)) : 0;
}

/** Jensen–Shannon distance of every attribute's classes [n · 10] to those of the data [m · 10], and their mean. */
export function marginalDistances(classes: Uint8Array, data: Uint8Array): { readonly each: Float32Array; readonly mean: number } {
  const each = Float32Array.from(CLASS_COUNTS, (_, a) => jensenShannon(counts(classes, a), counts(data, a)));
  return { each, mean: each.reduce((sum, v) => sum + v, 0) / each.length };
}
