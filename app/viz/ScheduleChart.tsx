/** ᾱ over t for several schedules, or their signal-to-noise ratio; the knots of a drawn one can be dragged up and down, and a hairline stands at t. */
import * as d3 from 'd3';
import { useMemo } from 'react';
import { useRoom } from './letterSize';
import { cssVar } from './palette';
import styles from './ScheduleChart.module.css';
import { ScheduleKnots } from './ScheduleKnots';

export interface ScheduleCurve {
  readonly key: string;
  readonly name: string;
  /** ᾱ_0 … ᾱ_T. */
  readonly alphaBar: ArrayLike<number>;
  /** The one in use: drawn strong. */
  readonly chosen: boolean;
}

export interface ScheduleChartProps {
  readonly curves: readonly ScheduleCurve[];
  readonly t: number;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  /** Show ᾱ / (1 − ᾱ) on a logarithmic scale in place of ᾱ. */
  readonly snr?: boolean;
  /** ᾱ at equal distances between 0 and T, ends not included; shown as handles. */
  readonly knots?: readonly number[];
  readonly knotLabel?: (k: number) => string;
  readonly onKnot?: (k: number, alphaBar: number) => void;
}

const COLOUR = cssVar('data');
const SNR = [1e-4, 1e4] as const;

/** Where t and ᾱ are drawn. */
function scalesOf(T: number, width: number, height: number, snr: boolean) {
  const rows = [height - 22, 10];
  const log = d3.scaleLog(SNR, rows).clamp(true);
  const linear = d3.scaleLinear([0, 1], rows).clamp(true);
  const y = snr ? (bar: number) => log(bar >= 1 ? SNR[1] : bar / (1 - bar)) : linear;
  const ticks = snr
    ? [1e-4, 1e-2, 1, 1e2, 1e4].map((v) => ({ at: log(v), name: d3.format('~g')(v) }))
    : [0, 0.5, 1].map((v) => ({ at: linear(v), name: String(v) }));
  return { x: d3.scaleLinear([0, T], [snr ? 52 : 34, width - 10]), y, ticks, inverse: linear.invert };
}

export function ScheduleChart({ curves, t, label, snr = false, knots, knotLabel, onKnot, ...room }: ScheduleChartProps) {
  const [width, height] = useRoom(13, room);
  const T = curves[0].alphaBar.length - 1;
  const { x, y, ticks, inverse } = useMemo(() => scalesOf(T, width, height, snr), [T, width, height, snr]);
  // The curves stay while t is dragged over them.
  const lines = useMemo(() => {
    const steps = d3.range(0, T + 1, Math.max(1, Math.floor(T / 100)));
    return curves.map(({ alphaBar }) => d3.line<number>(x, (s) => y(alphaBar[s]))(steps) ?? '');
  }, [curves, T, x, y]);
  return (
    <svg
      className={styles.chart}
      width={room.width}
      height={room.height}
      viewBox={`0 0 ${width} ${height}`}
      role={knots ? 'group' : 'img'}
      aria-label={label}
    >
      {ticks.map(({ at, name }) => (
        <g key={name}>
          <line className={styles.rule} x1={x(0)} x2={x(T)} y1={at} y2={at} />
          <text className={styles.tick} x={x(0) - 6} y={at + 4} textAnchor="end">
            {name}
          </text>
        </g>
      ))}
      {[0, T / 2, T].map((tick) => (
        <text key={tick} className={styles.tick} x={x(tick)} y={height - 5} textAnchor={tick === T ? 'end' : 'middle'}>
          {tick}
        </text>
      ))}
      {curves.map((c, i) => (
        <path key={c.key} d={lines[i]} fill="none" stroke={COLOUR} strokeWidth={c.chosen ? 3 : 1.5} opacity={c.chosen ? 1 : 0.45} />
      ))}
      {curves.map((c, i) => {
        const s = Math.round(T * (0.3 + 0.14 * i));
        return (
          <text key={c.key} className={styles.name} data-chosen={c.chosen} x={x(s) + 7} y={y(c.alphaBar[s]) - 4} fill={COLOUR}>
            {c.name}
          </text>
        );
      })}
      <line className={styles.cursor} x1={x(t)} x2={x(t)} y1={10} y2={height - 22} />
      {curves.map((c) => c.chosen && <circle key={c.key} cx={x(t)} cy={y(c.alphaBar[t])} r={4.5} fill={COLOUR} />)}
      {knots && (
        <ScheduleKnots
          knots={knots}
          x={(k) => x((T * (k + 1)) / (knots.length + 1))}
          y={y}
          inverse={inverse}
          name={knotLabel}
          onKnot={onKnot}
        />
      )}
    </svg>
  );
}
