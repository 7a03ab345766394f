/** Distributions in the plane: named ones and drawn ones, with samples and exact densities, also of noised data. */
import type { Rng } from '../rng';
import type { Points } from '../types';
import { checkerboardDensity, sampleCheckerboard } from './checkerboard';
import { type Mixture, mixtureDensity, sampleMixture } from './mixture';
import { components, type PointSetKey } from './sets';

export { DRAWN_SD, DrawingError, pointSetFromDrawing, type Stroke } from './drawing';
export { type Component, listComponents, type Mixture, mixture, mixtureDensity, sampleMixture } from './mixture';
export { components, modesOf, POINT_SETS, type PointSetKey } from './sets';

/** n independent points: x0, y0, x1, y1, … From a named set, or from a mixture (a drawing). */
export function samplePoints(set: PointSetKey | Mixture, n: number, rng: Rng): Points {
  if (set === 'checkerboard') return sampleCheckerboard(n, rng);
  return sampleMixture(typeof set === 'string' ? components(set) : set, n, rng);
}

/**
 * The exact density at (x, y). With `sigma` and `scale`: of the noised data scale·x₀ + sigma·ε (diffusion: scale = √ᾱ, sigma = √(1 − ᾱ)).
 */
export function density(set: PointSetKey | Mixture, x: number, y: number, sigma = 0, scale = 1): number {
  if (set === 'checkerboard') return checkerboardDensity(x, y, sigma, scale);
  return mixtureDensity(typeof set === 'string' ? components(set) : set, x, y, sigma, scale);
}
