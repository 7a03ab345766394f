/** Dots over two numbers, each reachable and choosable: axes named at their ends. */
import { extent, scaleLinear } from 'd3';
import { useRoom } from './letterSize';
import { cssVar } from './palette';

export interface DotCloudProps {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly xName: string;
  readonly yName: string;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** Dots that are not counted at the moment are drawn faint. */
  readonly counted?: (index: number) => boolean;
}

const PAD = { left: 36, right: 12, top: 10, bottom: 26 };

export function DotCloud({ x, y, xName, yName, label, selected, onSelect, counted, ...room }: DotCloudProps) {
  const [width, height] = useRoom(12, room);
  const [lo = 0, hi = 1] = extent(Array.from(x));
  const sx = scaleLinear([lo, hi === lo ? lo + 1 : hi], [PAD.left, width - PAD.right]).nice();
  const sy = scaleLinear([0, 1], [height - PAD.bottom, PAD.top]);
  const order = Array.from({ length: x.length }, (_, i) => i);
  return (
    <svg
      width={room.width}
      height={room.height}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={label}
      style={{ display: 'block', font: '12px var(--font-ui)' }}
    >
      {sy.ticks(3).map((v) => (
        <g key={v}>
          <line x1={PAD.left} x2={width - PAD.right} y1={sy(v)} y2={sy(v)} stroke={cssVar('rule')} />
          <text x={PAD.left - 5} y={sy(v) + 4} textAnchor="end" fill={cssVar('ink2')}>
            {`${Math.round(100 * v)}%`}
          </text>
        </g>
      ))}
      {sx.ticks(4).map((v) => (
        <text key={v} x={sx(v)} y={height - 12} textAnchor="middle" fill={cssVar('ink2')}>
          {v.toFixed(2).replace('-', '−')}
        </text>
      ))}
      <text x={width - PAD.right} y={height - 1} textAnchor="end" fill={cssVar('ink2')}>
        {xName}
      </text>
      <text x={PAD.left + 4} y={PAD.top + 2} fill={cssVar('ink2')}>
        {yName}
      </text>
      {order.map((i) => (
        <circle
          key={i}
          cx={sx(x[i])}
          cy={sy(y[i])}
          r={i === selected ? 7 : 4.5}
          fill={cssVar('generated')}
          fillOpacity={counted && !counted(i) ? 0.15 : i === selected ? 1 : 0.5}
          stroke={i === selected ? cssVar('accent') : 'none'}
          strokeWidth={3}
          style={{ cursor: 'pointer' }}
          onPointerDown={() => onSelect(i)}
        />
      ))}
    </svg>
  );
}
