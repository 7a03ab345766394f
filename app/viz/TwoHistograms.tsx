/** Two sets of values on one axis, one standing up and one hanging down, each with its mean: how well they can be told apart. */
import * as d3 from 'd3';
import { tickTexts } from './curvesDraw';
import { densities } from './Histogram';
import styles from './Histogram.module.css';
import { useRoom } from './letterSize';
import { type ColourName, cssVar } from './palette';

interface Side {
  readonly data: Float32Array;
  readonly name: string;
  readonly colour: ColourName;
}

export interface TwoHistogramsProps {
  readonly one: Side;
  readonly two: Side;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  readonly bins?: number;
}

export function TwoHistograms({ one, two, label, bins = 36, ...room }: TwoHistogramsProps) {
  const [width, height] = useRoom(13, room);
  const all = [...one.data, ...two.data].sort((a, b) => a - b);
  const reach = Math.max(3, Math.abs(d3.quantileSorted(all, 0.01) ?? 0), Math.abs(d3.quantileSorted(all, 0.99) ?? 0));
  const domain: [number, number] = d3.scaleLinear([-reach, reach], [0, 1]).nice(6).domain() as [number, number];
  const x = d3.scaleLinear(domain, [8, width - 8]);
  const middle = (height - 18) / 2;
  const bars = [one, two].map(({ data }) => densities(data, domain, bins));
  const top = Math.max(...bars.flatMap((b) => [...b])) || 1;
  const w = (width - 16) / bins;
  const outline = (heights: Float64Array, up: number) => {
    let path = '';
    heights.forEach((h, i) => {
      if (h > 0)
        path += `M${(8 + i * w).toFixed(1)},${middle}v${((up * h * (middle - 4)) / top).toFixed(1)}h${(w - 0.5).toFixed(1)}V${middle}z`;
    });
    return path;
  };
  const ticks = x.ticks(6);
  return (
    <svg
      className={styles.histogram}
      width={room.width}
      height={room.height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {[one, two].map((side, k) => {
        const at = x(Math.max(domain[0], Math.min(domain[1], d3.mean(side.data) ?? 0)));
        const up = k === 0;
        return (
          <g key={side.name} fill={cssVar(side.colour)}>
            <path d={outline(bars[k], up ? -1 : 1)} opacity={0.55} />
            <line x1={at} x2={at} y1={middle} y2={up ? 2 : height - 20} stroke={cssVar(side.colour)} strokeWidth={2} />
            <text
              className={styles.name}
              x={at + (at > width - 90 ? -6 : 6)}
              y={up ? 14 : height - 24}
              textAnchor={at > width - 90 ? 'end' : 'start'}
            >
              {side.name}
            </text>
          </g>
        );
      })}
      <line className={styles.axis} x1={8} x2={width - 8} y1={middle} y2={middle} />
      {ticks.map((tick, i) => (
        <text key={tick} className={styles.tick} x={x(tick)} y={height - 4} textAnchor="middle">
          {tickTexts(ticks)[i]}
        </text>
      ))}
    </svg>
  );
}
