/** An axis of time with a handle to drag: pointer anywhere on it, or arrow keys, Page keys, Home and End. */
import * as d3 from 'd3';
import { useEnlarged } from './letterSize';
import type { ColourName } from './palette';
import { cssVar } from './palette';
import styles from './Timeline.module.css';
import { useSlide } from './useSlide';

export interface TimelineProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** Name of the axis for those who do not see it, e.g. "time step t". */
  readonly label: string;
  /** What stands at the end of the axis, a symbol. */
  readonly name?: string;
  /** The value in words; the number itself unless given. */
  readonly valueText?: string;
  readonly width: number;
  readonly height?: number;
  /** Small strokes on the axis, e.g. the steps a sampler visits. */
  readonly marks?: readonly number[];
  /** Draw max on the left: time running backward. */
  readonly reversed?: boolean;
  /** How far a run has come: the part of the axis that can be visited, drawn solid. */
  readonly reached?: readonly [number, number];
  readonly colour?: ColourName;
  readonly ticks?: number;
}

const PAD = 24;

export function Timeline(props: TimelineProps) {
  const {
    value,
    min,
    max,
    step = 1,
    onChange,
    label,
    name,
    valueText,
    height = 52,
    marks,
    reversed,
    reached,
    colour = 'noise',
    ticks = 5,
  } = props;
  const enlarged = useEnlarged(13, props.width);
  const width = props.width / enlarged;
  const range = reversed ? [width - PAD, PAD] : [PAD, width - PAD];
  const x = d3.scaleLinear([min, max], range).clamp(true);
  const y = 20;

  const slide = useSlide({ value, min, max, step, reversed, width, invert: x.invert, onChange });

  return (
    <svg
      className={styles.timeline}
      width={props.width}
      height={height * enlarged}
      viewBox={`0 0 ${width} ${height}`}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the axis itself is the slider
      role="slider"
      data-axis
      tabIndex={0}
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      {...slide}
    >
      <line className={styles.rail} x1={PAD} x2={width - PAD} y1={y} y2={y} />
      {reached && (
        <line className={styles.reached} style={{ stroke: cssVar(colour) }} x1={x(reached[0])} x2={x(reached[1])} y1={y} y2={y} />
      )}
      {marks?.map((mark) => (
        <line key={mark} className={styles.mark} x1={x(mark)} x2={x(mark)} y1={y - 8} y2={y - 3} />
      ))}
      {x.ticks(Math.min(ticks, Math.max(2, Math.floor(width / 70)))).map((tick) => (
        <g key={tick} transform={`translate(${x(tick)},${y})`}>
          <line className={styles.mark} y1={3} y2={8} />
          <text className={styles.tick} y={25} textAnchor="middle">
            {d3.format(',')(tick)}
          </text>
        </g>
      ))}
      {name && (
        <text className={styles.name} x={width - 2} y={y + 5} textAnchor="end">
          {name}
        </text>
      )}
      <circle className={styles.handle} style={{ fill: cssVar(colour) }} cx={x(value)} cy={y} r={11} />
    </svg>
  );
}
