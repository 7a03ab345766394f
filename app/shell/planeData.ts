/** The choice of data in the plane as figure state: a named set, or strokes in the address. */
import { useMemo, useRef, useState } from 'react';
import { POINT_SETS, type PointSetKey } from '../data/points';
import { decodeDrawing, drawingProblem, encodeDrawing, HEART, isDrawing, MAX_DRAWING } from '../data/points/drawnText';
import type { Lang } from '../data/types';
import type { DataChoice } from '../runtime/programs/planeData';
import { oneOf, text } from '../store/url';

const DATA_KEYS = [...POINT_SETS.map(({ key }) => key), 'drawn'] as const;
export type DataKey = PointSetKey | 'drawn';

/** Fields of the address for a figure with data in the plane. */
export const dataFields = (initial: DataKey) => ({
  data: oneOf(DATA_KEYS, initial),
  drawn: text({ default: HEART, max: MAX_DRAWING, check: isDrawing }),
});

export interface PlaneData {
  readonly config: DataChoice;
  /** Strokes to show while drawing, the one under the pen included. */
  readonly strokes: readonly number[][];
  /** What is wrong with the drawing, if anything: the last good data stays. */
  readonly problem: Readonly<Record<Lang, string>> | null;
  readonly onDraw: ((stroke: Float32Array, done: boolean) => void) | undefined;
}

/** The state's data as a program takes it; while a drawing is not yet one, the last good choice (`first` where there was none). */
export function usePlaneData(
  s: { data: DataKey; drawn: string },
  set: (changed: { drawn: string }) => void,
  first: PointSetKey = 'gaussians8',
): PlaneData {
  const [pen, setPen] = useState<number[] | null>(null);
  const strokes = useMemo(() => decodeDrawing(s.drawn), [s.drawn]);
  const problem = s.data === 'drawn' ? drawingProblem(strokes) : null;
  const last = useRef<PlaneData['config']>({ data: first, strokes: [] });
  const config = useMemo(() => ({ data: s.data, strokes: s.data === 'drawn' ? strokes : [] }), [s.data, strokes]);
  if (!problem) last.current = config;
  return {
    config: last.current,
    strokes: s.data === 'drawn' ? [...strokes, ...(pen ? [pen] : [])] : [],
    problem,
    onDraw:
      s.data === 'drawn'
        ? (stroke, done) => {
            setPen(done ? null : Array.from(stroke));
            if (done) set({ drawn: encodeDrawing([...strokes, stroke]) });
          }
        : undefined,
  };
}
