/** What a graph is made of, and the paths of its flows and clouds. Pure. */
import type { ColourName } from './palette';

export interface GraphNode {
  readonly id: string;
  /** Middle and size, in units of the view box. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** A line of text each, the first set larger; `_` starts a subscript. With a cloud they stand below the box, or all in one line above it. */
  readonly lines: readonly string[];
  readonly colour: ColourName;
  /** `net`: a filled box (something that learns). `value`: an outlined pill. `loss`: a plain box. */
  readonly shape: 'net' | 'value' | 'loss';
  /** A thumbnail of a cloud drawn in the box, data coordinates in [−r, r]². */
  readonly textAbove?: boolean;
  readonly cloud?: { readonly points: ArrayLike<number>; readonly r: number };
}

export interface GraphEdge {
  readonly id: string;
  /** Corner points of the flow, in units of the view box; drawn rounded. */
  readonly via: readonly (readonly [number, number])[];
  readonly colour: ColourName;
  /** Gradients run dashed. */
  readonly kind: 'data' | 'gradient';
  readonly name?: string;
  readonly nameAt?: readonly [number, number];
}

/** A polyline with its corners rounded by quadratic curves of radius r. */
export function rounded(via: GraphEdge['via'], r: number): string {
  let path = `M${via[0][0]},${via[0][1]}`;
  for (let i = 1; i < via.length; i++) {
    const [x, y] = via[i];
    if (i === via.length - 1) return `${path}L${x},${y}`;
    const [px, py] = via[i - 1];
    const [nx, ny] = via[i + 1];
    const a = Math.min(r, Math.hypot(x - px, y - py) / 2) / (Math.hypot(x - px, y - py) || 1);
    const b = Math.min(r, Math.hypot(nx - x, ny - y) / 2) / (Math.hypot(nx - x, ny - y) || 1);
    path += `L${x + (px - x) * a},${y + (py - y) * a}Q${x},${y} ${x + (nx - x) * b},${y + (ny - y) * b}`;
  }
  return path;
}

/** The head at the end of a flow. */
export function arrowHead(via: GraphEdge['via']): string {
  const [x, y] = via[via.length - 1];
  const [px, py] = via[via.length - 2];
  const angle = Math.atan2(y - py, x - px);
  const side = (turn: number) => `${x - 8 * Math.cos(angle + turn)},${y - 8 * Math.sin(angle + turn)}`;
  return `M${x},${y}L${side(0.45)}L${side(-0.45)}Z`;
}

/** A dot for every point within [−r, r]², drawn in a box of half its side `half`: lines of no length with round ends. */
export function cloudPath(points: ArrayLike<number>, r: number, half: number): string {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = (points[i] / r) * half;
    const y = (-points[i + 1] / r) * half;
    if (Math.abs(x) <= half && Math.abs(y) <= half) path += `M${x.toFixed(1)},${y.toFixed(1)}h0`;
  }
  return path;
}
