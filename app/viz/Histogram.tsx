/** A histogram as a density, with a curve over it to compare (N(0, 1), a prior). */
import * as d3 from 'd3';
import { useMemo } from 'react';
import { tickTexts } from './curvesDraw';
import styles from './Histogram.module.css';
import { useRoom } from './letterSize';
import type { ColourName } from './palette';
import { cssVar } from './palette';

export interface HistogramProps {
  /** The values themselves. */
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  /** Values outside are counted in the outermost bins. */
  readonly domain: readonly [number, number];
  readonly bins?: number;
  /** Top of the density axis; the highest of bars and curve unless given. */
  readonly top?: number;
  readonly colour?: ColourName;
  /** A density to compare with, and its name, written at its peak. */
  readonly curve?: (x: number) => number;
  readonly curveName?: string;
  readonly curveColour?: ColourName;
}

/** Shares of the values per bin, as densities: Σ density · bin width = 1. Values outside fall into the outermost bins. */
export function densities(data: ArrayLike<number>, [lo, hi]: readonly [number, number], bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < data.length; i++) {
    const bin = Math.floor(((data[i] - lo) / (hi - lo)) * bins);
    counts[Math.max(0, Math.min(bins - 1, bin))] += 1;
  }
  const unit = (data.length * (hi - lo)) / bins || 1;
  return counts.map((count) => count / unit);
}

const heightsOf = (top: number, height: number) => d3.scaleLinear([0, top], [height - 20, 4]).clamp(true);

export function Histogram(props: HistogramProps) {
  const { data, label, domain, bins = 40, colour = 'data', curve, curveName, curveColour = 'noise' } = props;
  const [width, height] = useRoom(13, props);
  const bars = densities(data, domain, bins);
  const dense = useMemo(
    () => curve && d3.range(0, 101).map((i) => curve(domain[0] + ((domain[1] - domain[0]) * i) / 100)),
    [curve, domain],
  );
  const top = props.top ?? Math.max(d3.max(dense ?? []) ?? 0, d3.max(bars) ?? 1) * 1.08;
  const x = d3.scaleLinear(domain, [8, width - 8]);
  const y = heightsOf(top, height);
  const w = (x(domain[1]) - x(domain[0])) / bins;
  const [gap, floor] = [Math.max(0.5, w - 0.5).toFixed(1), y(0)];
  let outline = '';
  for (let i = 0; i < bins; i++) {
    if (bars[i] > 0) outline += `M${(x(domain[0]) + i * w).toFixed(1)},${floor}V${y(bars[i]).toFixed(1)}h${gap}V${floor}z`;
  }
  const line = useMemo(
    () => dense && d3.line<number>((_, i) => 8 + ((width - 16) * i) / 100, heightsOf(top, height))(dense),
    [dense, width, height, top],
  );
  const ticks = x.ticks(5);
  return (
    <svg
      className={styles.histogram}
      width={props.width}
      height={props.height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path d={outline} fill={cssVar(colour)} opacity={0.55} />
      {line && <path d={line} fill="none" stroke={cssVar(curveColour)} strokeWidth={2.5} />}
      {curve && curveName && (
        <text
          className={styles.name}
          x={x(0.45 * domain[0]) - 6}
          y={y(curve(0.45 * domain[0])) - 6}
          textAnchor="end"
          fill={cssVar(curveColour)}
        >
          {curveName}
        </text>
      )}
      <line className={styles.axis} x1={8} x2={width - 8} y1={y(0)} y2={y(0)} />
      {ticks.map((tick, i) => (
        <text key={tick} className={styles.tick} x={x(tick)} y={height - 4} textAnchor="middle">
          {tickTexts(ticks)[i]}
        </text>
      ))}
    </svg>
  );
}
