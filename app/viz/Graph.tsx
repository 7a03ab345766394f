/** Boxes and the flows between them: what is computed from what, and where gradients run back. */
import type { CSSProperties } from 'react';
import styles from './Graph.module.css';
import { GraphBox } from './GraphBox';
import { arrowHead, type GraphEdge, type GraphNode, rounded } from './graphPaths';
import { label as words } from './Label';
import { cssVar } from './palette';

export type { GraphEdge, GraphNode };

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
        <GraphBox key={node.id} node={node} on={Boolean(active?.has(node.id) || lit === node.id)} dim={dim(node.id)} onLight={onLight} />
      ))}
    </svg>
  );
}
