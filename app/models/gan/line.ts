/** The line the one-dimensional figure lives on: an even grid, and the distributions it starts from. Plain numbers. */
import type { Mixture1D } from './optimalD';

export const GRID = { from: -5, to: 5, n: 201, dx: 0.05 } as const;

/** The grid's points. */
export const gridX = (): Float32Array => Float32Array.from({ length: GRID.n }, (_, i) => GRID.from + i * GRID.dx);

export const DATA_1D: Readonly<Record<'one' | 'two' | 'wide', Mixture1D>> = {
  one: { weights: [1], means: [1], sigmas: [0.7] },
  two: { weights: [0.5, 0.5], means: [-1.6, 1.6], sigmas: [0.5, 0.5] },
  wide: { weights: [0.7, 0.3], means: [-1, 2.2], sigmas: [1.1, 0.35] },
};
