/** A binary tree of what was joined with what: leaves at the bottom, the whole at the top, each node with its name and number. */
import { cluster, hierarchy } from 'd3';
import { cssVar } from './palette';

export interface TreeNode {
  readonly name: string;
  readonly number: string;
  readonly children?: readonly TreeNode[];
}

export interface MergeTreeProps {
  readonly root: TreeNode;
  readonly width: number;
  /** CSS pixels a level takes. */
  readonly level?: number;
  /** Text alternative. */
  readonly label: string;
}

export function MergeTree({ root, width, level = 42, label }: MergeTreeProps) {
  const data = hierarchy<TreeNode>(root, (node) => node.children as TreeNode[] | undefined);
  const height = level * data.height + 44;
  const tree = cluster<TreeNode>()
    .size([width - 8, height - 44])
    .separation(() => 1)(data);
  const leaves = tree.leaves().length;
  const room = width / Math.max(1, leaves);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} style={{ display: 'block' }}>
      {tree.links().map(({ source, target }) => (
        <path
          key={`${target.x},${target.y}`}
          d={`M${source.x + 4},${source.y + 30}V${(source.y + target.y) / 2 + 22}H${target.x + 4}V${target.y + 12}`}
          fill="none"
          stroke={cssVar('ink3')}
        />
      ))}
      {tree.descendants().map((node) => (
        <g key={`${node.x},${node.y},${node.depth}`} transform={`translate(${node.x + 4},${node.y + 16})`}>
          <title>{`${node.data.name} ${node.data.number}`}</title>
          <text
            textAnchor="middle"
            fill={cssVar('condition')}
            style={{ font: '600 14px var(--font-ui)', paintOrder: 'stroke', stroke: cssVar('paper'), strokeWidth: 5 }}
          >
            {node.data.name}
          </text>
          {(room > 22 || !node.children) && (
            <text
              y={13}
              textAnchor="middle"
              fill={cssVar('ink2')}
              style={{ font: '11px var(--font-ui)', paintOrder: 'stroke', stroke: cssVar('paper'), strokeWidth: 4 }}
            >
              {node.children || room > 26 ? node.data.number : ''}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
