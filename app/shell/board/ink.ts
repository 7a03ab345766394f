/** Strokes and the magnifier: what a stroke looks like, what a rubber meets, where a magnifier may be; and what is done on a board, told to both windows. Pure but for the last. */
import { getStroke } from 'perfect-freehand';
import { type Board, boardOf, change, type Frozen, type Lens, type Pen, type Point, remember, type Stroke } from './boards';

/** A stroke's width: seen from the last row, and not thinner than a finger can steer [units of the picture]. */
export const widthOf = ({ width }: Pick<Frozen, 'width'>): number => Math.max(3.5, width / 200);

/** SVG path of a stroke: its outline by perfect-freehand, through the middles between the outline's points. */
export function strokePath({ points, pressed }: Stroke, size: number, done = true): string {
  const outline = getStroke(points as [number, number, number][], {
    size,
    thinning: 0.5,
    smoothing: 0.5,
    streamline: 0.4,
    simulatePressure: !pressed,
    last: done,
  });
  if (outline.length < 3) return '';
  const middle = ([ax, ay]: readonly number[], [bx, by]: readonly number[]) =>
    `${((ax + bx) / 2).toFixed(1)},${((ay + by) / 2).toFixed(1)}`;
  const parts = outline.map((point, i) => {
    const next = outline[(i + 1) % outline.length];
    return `Q${point[0].toFixed(1)},${point[1].toFixed(1)} ${middle(point, next)}`;
  });
  return `M${middle(outline[outline.length - 1], outline[0])}${parts.join('')}Z`;
}

/** Whether a rubber of some radius at (x, y) touches a stroke. */
export function meets({ points }: Pick<Stroke, 'points'>, x: number, y: number, radius: number): boolean {
  return points.some(([bx, by], i) => {
    const [ax, ay] = points[Math.max(0, i - 1)];
    const [dx, dy] = [bx - ax, by - ay];
    const along = dx * dx + dy * dy;
    const t = along === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / along));
    return Math.hypot(ax + t * dx - x, ay + t * dy - y) <= radius;
  });
}

export const ZOOM = { least: 1.5, most: 8, first: 2.5 } as const;

/** Radius of the magnifier's glass [units of the picture]. */
export const glassOf = ({ width, height }: Pick<Frozen, 'width' | 'height'>): number => Math.max(60, Math.min(0.15 * width, 0.36 * height));

/** A magnifier with its middle on the picture and its enlargement in range. */
export function held(lens: Lens, { width, height }: Pick<Frozen, 'width' | 'height'>): Lens {
  const within = (v: number, lo: number, hi: number) => Math.max(lo, Math.min(hi, v));
  return { x: within(lens.x, 0, width), y: within(lens.y, 0, height), zoom: within(lens.zoom, ZOOM.least, ZOOM.most) };
}

const on = (act: (board: Board) => Partial<Board> | null) => (id: string) => {
  const board = boardOf(id);
  const changed = board && act(board);
  if (changed) change(id, changed);
};

export const choosePen = (id: string, colour: Pen): void => change(id, { tool: 'pen', colour });
export const undo = on(({ past }) => (past.length > 0 ? { strokes: past[past.length - 1], past: past.slice(0, -1), live: null } : null));
export const clear = on((board) => (board.strokes.length > 0 ? { strokes: [], past: remember(board), live: null } : null));
export const cancel = on(({ live }) => (live ? { live: null } : null));
/** What is being drawn stays. */
export function commit(id: string): void {
  const board = boardOf(id);
  const added = board?.live;
  if (added) change(id, { strokes: [...board.strokes, added], past: remember(board), live: null }, added);
}

/** Goes on with the stroke being drawn, or begins one. */
export const draw = (id: string, points: readonly Point[], pressed: boolean): void =>
  on(({ live, colour }) => ({ live: { colour, points: [...(live?.points ?? []), ...points], pressed } }))(id);

/** Takes away whole strokes that a rubber meets at (x, y). `before`: what stood when the rubber came down; undo goes back to that. */
export const erase = (id: string, x: number, y: number, before: Board['strokes']): void =>
  on((board) => {
    const strokes = board.strokes.filter((stroke) => !meets(stroke, x, y, 2 * widthOf(board.picture)));
    if (strokes.length === board.strokes.length) return null;
    return { strokes, past: board.strokes === before ? remember(board) : board.past };
  })(id);

export const hold = (id: string, lens: Partial<Lens>): void =>
  on((board) => ({ lens: held({ ...board.lens, ...lens }, board.picture) }))(id);
export const zoomBy = (id: string, factor: number): void =>
  on((board) => ({ lens: held({ ...board.lens, zoom: board.lens.zoom * factor }, board.picture) }))(id);
