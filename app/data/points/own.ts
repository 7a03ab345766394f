/** The reader's own points on the plane: moved and scaled alike in both directions where they lie elsewhere, thinned where there are too many. */
import { refuse } from '../refused';
import type { Points } from '../types';
import { MAX_DOTS } from './drawnText';

/** Points beyond this are not data any more, but a slip. */
const HUGE_VALUE = 1e9;
/** Half the side of what the planes show of data, and below which extent a set is enlarged. */
const REACH = 2.3;
const SMALL = 0.8;
/** Where the farthest point comes to lie after scaling. */
const FAR = 2;

export interface OwnPoints {
  /** x0, y0, … as the plane has them. */
  readonly points: Points;
  /** How many were given; more than there are points where they were thinned. */
  readonly given: number;
  /** What was taken off x and y, and how many of the reader's units one unit of the plane is. Null where nothing was changed. */
  readonly scaled: { readonly x: number; readonly y: number; readonly unit: number } | null;
}

/** `rows` of x, y. Throws Refused where they are no distribution. */
export function ownPoints(rows: readonly (readonly [number, number])[]): OwnPoints {
  for (const [i, row] of rows.entries())
    for (const v of row) {
      if (!Number.isFinite(v))
        refuse(
          `Point ${i + 1} has a value that is not a finite number (NaN or ∞).`,
          `第 ${i + 1} 个点里有一个数不是有限的数（NaN 或 ∞）。`,
        );
      if (Math.abs(v) > HUGE_VALUE)
        refuse(`Point ${i + 1} has the value ${v}: numbers beyond ±10⁹ are not taken.`, `第 ${i + 1} 个点里有 ${v}：超出 ±10⁹ 的数不收。`);
    }
  if (new Set(rows.map(String)).size < 2)
    refuse('A distribution needs at least two different points.', '至少要有两个不同的点，才成一个分布。');
  const xs = rows.map(([x]) => x);
  const ys = rows.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const extent = Math.max(-left, right, -low, high);
  const fits = extent <= REACH && Math.max(right - left, high - low) >= SMALL;
  const centre = fits ? { x: 0, y: 0 } : { x: (left + right) / 2, y: (low + high) / 2 };
  const unit = fits ? 1 : Math.max(right - left, high - low) / 2 / FAR;
  const n = Math.min(rows.length, MAX_DOTS);
  const points = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const [x, y] = rows[Math.floor((i * rows.length) / n)]; // evenly through the file, the first included
    points[2 * i] = (x - centre.x) / unit;
    points[2 * i + 1] = (y - centre.y) / unit;
  }
  return { points, given: rows.length, scaled: fits ? null : { ...centre, unit } };
}
