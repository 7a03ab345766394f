/** Pictures of the reader's own as data to train on: drawn at random and, while they are few, mirrored and moved a little. */
import type { Rng } from '../rng';
import { SIZE } from './compose';

/** Fewer are not trained on; of more only the newest are. */
export const FEWEST = 4;
export const MOST = 64;
/** From here on they are taken as they are. */
export const ENOUGH = 32;
/** Pixels a picture is moved at most, each way. */
const SHIFT = 1;

export type Picture = Float32Array;

/**
 * The names under which configurations hold pictures of the reader's own. They stay on the device: where a figure's numbers or its network are
 * taken away, the configuration goes without them.
 */
const OWN = ['own', 'mine'];
export const isOwn = (field: string, value: unknown): boolean => OWN.includes(field) && typeof value !== 'boolean';

/** Mean squared difference of what was painted from the nearest picture that training draws, and from the nearest of as many test faces. */
export interface Near {
  readonly own: number;
  readonly faces: number;
  /** How many of each. */
  readonly n: number;
}

/** A picture [16 · 16 · 3] moved by whole pixels to the right and down, its edge repeated; mirrored first, if asked. */
export function movedBy(picture: Picture, right: number, down: number, mirrored: boolean): Picture {
  const out = new Float32Array(picture.length);
  const within = (v: number) => Math.max(0, Math.min(SIZE - 1, v));
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++) {
      const x = within(column - right);
      const from = 3 * (within(row - down) * SIZE + (mirrored ? SIZE - 1 - x : x));
      out.set(picture.subarray(from, from + 3), 3 * (row * SIZE + column));
    }
  return out;
}

/** Every picture that training may draw: all ways of moving and mirroring while they are few, else the pictures themselves. */
export function variants(pictures: readonly Picture[]): Picture[] {
  if (pictures.length >= ENOUGH) return [...pictures];
  const steps = Array.from({ length: 2 * SHIFT + 1 }, (_, i) => i - SHIFT);
  const ways = steps.flatMap((right) => steps.flatMap((down) => [false, true].map((mirrored) => ({ right, down, mirrored }))));
  return pictures.flatMap((picture) => ways.map(({ right, down, mirrored }) => movedBy(picture, right, down, mirrored)));
}

/** n of these pictures at random, side by side [n · 768]. */
export function drawn(from: readonly Picture[], rng: Rng, n: number): Float32Array {
  const size = from[0].length;
  const out = new Float32Array(n * size);
  for (let i = 0; i < n; i++) out.set(from[rng.int(from.length)], i * size);
  return out;
}

/** Of each of these pictures [n · 768] the mean squared difference from the nearest of others [n]. */
export function nearestOf(pictures: Float32Array, others: readonly Picture[]): Float32Array {
  const size = others[0].length;
  return Float32Array.from({ length: pictures.length / size }, (_, i) => {
    let best = Number.POSITIVE_INFINITY;
    for (const other of others) {
      let sum = 0;
      for (let k = 0; k < size && sum < best; k++) sum += (pictures[i * size + k] - other[k]) ** 2;
      best = Math.min(best, sum);
    }
    return best / size;
  });
}
