/** A distribution from what the reader drew: strokes become a mixture along them, single dots count like a short stroke. */
import type { Lang } from '../types';
import { alongCurve, type Component, type Mixture, mixture } from './mixture';

/** A stroke in the plane: x0, y0, x1, y1, … */
export type Stroke = ArrayLike<number>;

/** Breadth of a drawn line. */
export const DRAWN_SD = 0.06;
/** A drawing may leave the frame by this much. */
const REACH = 2.5;

const MESSAGES = {
  empty: { en: 'Nothing is drawn yet: draw a few strokes, and they become the data.', zh: '还什么都没画：画几笔，它们就是数据。' },
  single: { en: 'One point alone is not yet a distribution: please draw a little more.', zh: '只有一个点还不成一个分布：请再多画几笔。' },
  broken: { en: 'This drawing cannot be read: some of its numbers are missing or infinite.', zh: '这幅画读不出来：有的数缺失或是无穷大。' },
} as const;

/** Why a drawing is no distribution, in both languages. */
export class DrawingError extends Error {
  readonly code: keyof typeof MESSAGES;
  readonly text: Readonly<Record<Lang, string>>;
  constructor(code: keyof typeof MESSAGES) {
    super(MESSAGES[code].en);
    this.name = 'DrawingError';
    this.code = code;
    this.text = MESSAGES[code];
  }
}

/** The mixture along the strokes, weighted by length. Points outside the frame are pulled to its edge. Throws a DrawingError for 0 or 1 distinct points. */
export function pointSetFromDrawing(strokes: readonly Stroke[], sd = DRAWN_SD): Mixture {
  const parts: Component[] = [];
  const distinct = new Set<string>();
  for (const stroke of strokes) {
    const inside = Array.from(stroke, (v) => Math.min(REACH, Math.max(-REACH, v)));
    if (inside.length % 2 || inside.some((v) => !Number.isFinite(v))) throw new DrawingError('broken');
    for (let i = 0; i < inside.length; i += 2) distinct.add(`${inside[i]},${inside[i + 1]}`);
    const drawn = alongCurve(inside, sd).filter(({ weight }) => weight > 0);
    if (drawn.length === 0 && inside.length > 0) parts.push({ x: inside[0], y: inside[1], sd, weight: 2 * sd });
    parts.push(...drawn);
  }
  if (distinct.size === 0) throw new DrawingError('empty');
  if (distinct.size === 1) throw new DrawingError('single');
  return mixture(parts);
}
