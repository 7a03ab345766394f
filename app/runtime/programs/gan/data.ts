/** Real points for a lab: from a named set, or from what the reader drew. */
import { DrawingError, POINT_SETS, type PointSetKey, pointSetFromDrawing, samplePoints } from '../../../data/points';
import type { Rng } from '../../../data/rng';
import type { Points } from '../../../data/types';
import { FigureError } from '../../program';

export type Source = (n: number, rng: Rng) => Points;

/** Where real points come from: a set's key, or 'drawn' and strokes. A drawing that is no distribution is refused in a sentence for the reader. */
export function sourceOf(data: string, drawn: readonly (readonly number[])[]): Source {
  if (data !== 'drawn') {
    const set = POINT_SETS.find(({ key }) => key === data)?.key ?? ('ring' satisfies PointSetKey);
    return (n, rng) => samplePoints(set, n, rng);
  }
  try {
    const mixture = pointSetFromDrawing(drawn);
    return (n, rng) => samplePoints(mixture, n, rng);
  } catch (error) {
    throw error instanceof DrawingError ? new FigureError(error.text) : error;
  }
}
