/** Small arithmetic of the figures on latent dimensions. */
import type { PictureData } from '../../viz/facePixels';
import { arePairs, decodePairs, type Pairs } from './pairs';

/** The ends of a slider, and its step. */
export const FAR = 3;
export const STEP = 0.05;

/** Where each dimension is looked at. */
export const GRID_VALUES = Float32Array.from({ length: 9 }, (_, i) => -FAR + 0.75 * i);

/** Every place a slider can stand at. */
export const SLIDER_VALUES = Float32Array.from({ length: 2 * Math.round(FAR / STEP) + 1 }, (_, i) => -FAR + STEP * i);

/** The faces along one slider while the others stay as they are in `z`: decoded before the hand moves it. */
export interface LatentTraversal {
  readonly z: Float32Array;
  readonly j: number;
  /** One at each of SLIDER_VALUES. */
  readonly faces: PictureData;
}

/** The face of code z on a traversal; null when another slider has moved, or this one stands between two stops. */
export function faceOn(traversal: LatentTraversal | null, z: Float32Array): PictureData | null {
  if (!traversal || !z.every((v, j) => j === traversal.j || v === traversal.z[j])) return null;
  const stop = Math.round((z[traversal.j] + FAR) / STEP);
  if (Math.abs((SLIDER_VALUES[stop] ?? Number.NaN) - z[traversal.j]) < 1e-4) return traversal.faces.subarray(stop * 768, (stop + 1) * 768);
  return null;
}

/** Sliders that the hand has moved, by dimension, as stops. */
export const decodeMoves = (text: string): Pairs => decodePairs(text, 16, SLIDER_VALUES.length);
export const areMoves = (text: string): boolean => arePairs(text, 16, SLIDER_VALUES.length);

/** The stop nearest to a value. */
export const sliderIndex = (v: number): number => Math.min(SLIDER_VALUES.length - 1, Math.max(0, Math.round((v + FAR) / STEP)));

/** A code with the moved sliders where the hand put them. */
export const withMoves = (z: Float32Array, moves: Pairs): Float32Array =>
  z.map((v, j) => {
    const stop = moves.get(j);
    return stop === undefined ? v : SLIDER_VALUES[stop];
  });

/** Dimensions by how much they carry, most first. */
export const byInformation = (kl: Float32Array): number[] => Array.from(kl, (_, j) => j).sort((a, b) => kl[b] - kl[a]);

/** Index of the largest value. */
export const brightest = (values: Float32Array): number => values.reduce((best, v, i) => (v > values[best] ? i : best), 0);

/** A point of the plane as a reader sees it: (0.17, −1.90), and 0.0 for what rounds to it from either side. */
export const pairOf = (v: ArrayLike<number>, digits: number): string => {
  const one = (x: number) =>
    x
      .toFixed(digits)
      .replace(/^-(0\.?0*)$/, '$1')
      .replace('-', '−');
  return `(${one(v[0])}, ${one(v[1])})`;
};
