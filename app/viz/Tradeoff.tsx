/** What is won against what is paid: one curve a method through its settings, each a dot with an error bar, named at its end. Both axes are shares. */
import { line, scaleLinear } from 'd3';
import styles from './Curves.module.css';
import { useRoom } from './letterSize';
import { type ColourName, cssVar } from './palette';

export interface Dot {
  readonly x: number;
  readonly y: number;
  /** Half lengths of the bars (one standard error). */
  readonly dx?: number;
  readonly dy?: number;
  /** The setting, written beside the dot. */
  readonly name: string;
}

export interface Way {
  readonly key: string;
  readonly name: string;
  readonly colour: ColourName;
  /** Shape of its dots: colour is not the only difference. */
  readonly shape: 'circle' | 'square' | 'triangle';
  readonly dots: readonly Dot[];
}

export interface TradeoffProps {
  readonly ways: readonly Way[];
  readonly width: number;
  readonly height: number;
  readonly xName: string;
  readonly yName: string;
  readonly label: string;
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
}

const SHAPES = {
  circle: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0',
  square: 'M-4,-4h8v8h-8z',
  triangle: 'M0,-5.4L5,3.8H-5z',
} as const;
/** Where a dot's setting is written, each shape on a side of its own: right, below left, above. */
const SIDES = {
  circle: { x: 8, y: 4, anchor: 'start' },
  square: { x: -6, y: 14, anchor: 'end' },
  triangle: { x: 0, y: -9, anchor: 'middle' },
} as const;
/** The range of the dots in tens of a percent, a little wider; what is given instead, as given. */
function domainOf(ways: readonly Way[], value: (dot: Dot) => number): [number, number] {
  const all = ways.flatMap(({ dots }) => dots.map(value)).filter(Number.isFinite);
  if (all.length === 0) return [0, 1];
  const [lo, hi] = [Math.floor(10 * Math.min(...all) - 0.3) / 10, Math.ceil(10 * Math.max(...all) + 0.2) / 10];
  return [Math.max(0, lo), Math.min(hi, Math.max(1, ...all) + 0.05)];
}

export function Tradeoff({ ways, xName, yName, label, ...more }: TradeoffProps) {
  const { xDomain = domainOf(ways, (d) => d.x), yDomain = domainOf(ways, (d) => d.y) } = more;
  const [width, height] = useRoom(12, more);
  const box = { left: 50, top: 26, right: width - 24, bottom: height - 40 };
  const sx = scaleLinear([...xDomain], [box.left, box.right]);
  const sy = scaleLinear([...yDomain], [box.bottom, box.top]);
  const path = line<Dot>(
    (d) => sx(d.x),
    (d) => sy(d.y),
  );
  // A bar that is longer than the plot ends at its edge: it says "at least this much".
  const across = (v: number) => Math.max(box.left, Math.min(box.right, sx(v)));
  const along = (v: number) => Math.max(box.top, Math.min(box.bottom, sy(v)));
  const percent = (v: number) => `${Math.round(100 * v)}%`;
  return (
    <svg width={more.width} height={more.height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className={styles.curves}>
      {sx.ticks(5).map((v) => (
        <g key={`x${v}`} transform={`translate(${sx(v)},0)`}>
          <line y1={box.top} y2={box.bottom} stroke={cssVar('rule')} />
          <text y={box.bottom + 16} textAnchor="middle" fill={cssVar('ink2')} fontSize={12}>
            {percent(v)}
          </text>
        </g>
      ))}
      {sy.ticks(5).map((v) => (
        <g key={`y${v}`} transform={`translate(0,${sy(v)})`}>
          <line x1={box.left} x2={box.right} stroke={cssVar('rule')} />
          <text x={box.left - 8} dy="0.35em" textAnchor="end" fill={cssVar('ink2')} fontSize={12}>
            {percent(v)}
          </text>
        </g>
      ))}
      <text x={box.right} y={height - 6} textAnchor="end" fill={cssVar('ink')} fontSize={13} fontWeight={600}>
        {xName} →
      </text>
      <text x={4} y={14} fill={cssVar('ink')} fontSize={13} fontWeight={600}>
        ↑ {yName}
      </text>
      {ways.map(({ key, colour, shape, dots }) => (
        <g key={key} stroke={cssVar(colour)} fill={cssVar(colour)}>
          <path d={path(dots) ?? ''} fill="none" strokeWidth={2} opacity={0.6} />
          {dots.map((d) => (
            <g key={d.name} transform={`translate(${sx(d.x)},${sy(d.y)})`}>
              {d.dx !== undefined && <line x1={across(d.x - d.dx) - sx(d.x)} x2={across(d.x + d.dx) - sx(d.x)} />}
              {d.dy !== undefined && <line y1={along(d.y - d.dy) - sy(d.y)} y2={along(d.y + d.dy) - sy(d.y)} />}
              <path d={SHAPES[shape]} stroke={cssVar('paper')} strokeWidth={1.5} />
              <text x={SIDES[shape].x} y={SIDES[shape].y} textAnchor={SIDES[shape].anchor} fontSize={11} stroke="none">
                {d.name}
              </text>
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}
