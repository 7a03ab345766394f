/** Boxes and the flows between them: what is computed from what, and where gradients run back. */
import type { CSSProperties } from 'react';
import styles from './Graph.module.css';
import { label as words } from './Label';
import { type ColourName, cssVar } from './palette';

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

export interface GraphProps {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly viewBox: readonly [number, number];
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Ids of the nodes and edges at work now; with any, the others step back. */
  readonly active?: ReadonlySet<string> | null;
  /** Lets the flows move (the style sheet stops them when the reader wants no motion). */
  readonly flowing?: boolean;
  readonly lit?: string | null;
  readonly onLight?: (id: string | null) => void;
}

export function Graph({ nodes, edges, viewBox, width, height, label, active, flowing, lit, onLight }: GraphProps) {
  const k = Math.max(1, Math.min(1.5, (0.8 * viewBox[0]) / Math.max(1, width))); // small pictures keep readable words
  const dim = (id: string) => (active ? !active.has(id) : lit != null && lit !== id);
  return (
    <svg
      className={styles.graph}
      width={width}
      height={height}
      viewBox={`0 0 ${viewBox[0]} ${viewBox[1]}`}
      role="img"
      aria-label={label}
      style={{ '--k': k } as CSSProperties}
    >
      {edges.map((edge) => (
        <g
          key={edge.id}
          className={styles.edge}
          data-kind={edge.kind}
          data-flowing={flowing || active?.has(edge.id)}
          data-on={active?.has(edge.id)}
          data-dim={dim(edge.id)}
          style={{ color: cssVar(edge.colour) }}
        >
          <path d={rounded(edge.via, 8)} className={styles.bed} />
          <path d={rounded(edge.via, 8)} className={styles.flow} />
          <path d={arrowHead(edge.via)} className={styles.head} />
          {edge.name && edge.nameAt && (
            <text x={edge.nameAt[0]} y={edge.nameAt[1]} className={styles.edgeName}>
              {words(edge.name)}
            </text>
          )}
        </g>
      ))}
      {nodes.map((node) => (
        <g
          key={node.id}
          className={styles.node}
          data-shape={node.shape}
          data-on={active?.has(node.id) || lit === node.id}
          data-dim={dim(node.id)}
          style={{ color: cssVar(node.colour) }}
          transform={`translate(${node.x} ${node.y})`}
          onPointerEnter={() => onLight?.(node.id)}
          onPointerLeave={() => onLight?.(null)}
        >
          <rect
            x={-node.w / 2}
            y={-node.h / 2}
            width={node.w}
            height={node.h}
            rx={node.shape === 'value' ? Math.min(node.h / 2, 14) : 5}
            className={styles.box}
          />
          {node.cloud && <path d={cloudPath(node.cloud.points, node.cloud.r, Math.min(node.w, node.h) / 2 - 3)} className={styles.cloud} />}
          <NodeText node={node} />
        </g>
      ))}
    </svg>
  );
}

function NodeText({ node }: { node: GraphNode }) {
  if (node.cloud && node.textAbove) {
    return (
      <text y={-node.h / 2 - 6} className={styles.sub}>
        {words(node.lines.join(' '))}
      </text>
    );
  }
  const at = (i: number) => (node.cloud ? node.h / 2 + 13 * (i + 1) : (i - (node.lines.length - 1) / 2) * 14);
  return node.lines.map((line, i) => (
    <text key={line} y={at(i)} dy={node.cloud ? 0 : '0.34em'} className={i === 0 && !node.cloud ? styles.name : styles.sub}>
      {words(line)}
    </text>
  ));
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

function arrowHead(via: GraphEdge['via']): string {
  const [x, y] = via[via.length - 1];
  const [px, py] = via[via.length - 2];
  const angle = Math.atan2(y - py, x - px);
  const side = (turn: number) => `${x - 8 * Math.cos(angle + turn)},${y - 8 * Math.sin(angle + turn)}`;
  return `M${x},${y}L${side(0.45)}L${side(-0.45)}Z`;
}

function cloudPath(points: ArrayLike<number>, r: number, half: number): string {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = (points[i] / r) * half;
    const y = (-points[i + 1] / r) * half;
    if (Math.abs(x) <= half && Math.abs(y) <= half) path += `M${x.toFixed(1)},${y.toFixed(1)}h0`;
  }
  return path;
}
