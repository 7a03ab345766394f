/** The points of the plane figures: a named set, or the one that the reader drew. */
import { components, DrawingError, type Mixture, type PointSetKey, pointSetFromDrawing, samplePoints } from '../../data/points';
import type { Rng } from '../../data/rng';
import type { Points } from '../../data/types';
import { FigureError } from '../program';

/** A point set's key, or 'drawn' with the strokes x0, y0, x1, y1, …; strokes are looked at only for 'drawn'. */
export interface DataChoice {
  readonly data: PointSetKey | 'drawn';
  readonly strokes: readonly (readonly number[])[];
}

/** n points of the data, from the random numbers given. */
export type Source = (n: number, rng: Rng) => Points;

export interface Data {
  readonly mixture: Mixture;
  readonly sample: Source;
}

/** Where the points come from. A drawing that is no distribution is refused in a sentence for the reader. */
export function dataOf({ data, strokes }: DataChoice): Data {
  try {
    const set = data === 'drawn' ? pointSetFromDrawing(strokes) : data;
    return { mixture: typeof set === 'string' ? components(set) : set, sample: (n, rng) => samplePoints(set, n, rng) };
  } catch (error) {
    throw error instanceof DrawingError ? new FigureError(error.text) : error;
  }
}
