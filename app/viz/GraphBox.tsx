/** One box of a graph: something that learns, a value, or a loss, with its words and, where given, a cloud of points in it. */
import styles from './Graph.module.css';
import { cloudPath, type GraphNode } from './graphPaths';
import { label as words } from './Label';
import { cssVar } from './palette';

interface Props {
  readonly node: GraphNode;
  readonly on: boolean;
  readonly dim: boolean;
  readonly onLight?: (id: string | null) => void;
}

export function GraphBox({ node, on, dim, onLight }: Props) {
  return (
    <g
      className={styles.node}
      data-shape={node.shape}
      data-on={on}
      data-dim={dim}
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
