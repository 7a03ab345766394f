/** Lines over a common x: linear or logarithmic, each named at its end, with horizontal marks ("floor") drawn in. */
import { scaleLinear, scaleLog } from 'd3';
import { useId } from 'react';
import styles from './Curves.module.css';
import { compact, endLabels, linePath, logTicks, rangeOf } from './curvesDraw';
import { label as words } from './Label';
import { type ColourName, cssVar } from './palette';
import { across } from './useStroke';

export interface Series {
  readonly key: string;
  /** Named at the end of the line. */
  readonly name: string;
  readonly colour: ColourName;
  /** One value per x; NaN leaves a gap. */
  readonly y: ArrayLike<number>;
  /** Its own x, else the plot's. */
  readonly x?: ArrayLike<number>;
  readonly dashed?: boolean;
  readonly width?: number;
  /** Fills the band between the line and the baseline. */
  readonly fill?: boolean;
}

/** A horizontal line with a name: a floor, a ceiling, the value theory promises. */
export interface Mark {
  readonly y: number;
  readonly name: string;
  readonly colour?: ColourName;
}

export interface CurvesProps {
  readonly series: readonly Series[];
  readonly x: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  /** Text alternative: what the curves say. */
  readonly label: string;
  readonly title?: string;
  readonly xName?: string;
  readonly xDomain?: readonly [number, number];
  /** Fixed range of y; else it follows the data (and the marks). */
  readonly yDomain?: readonly [number, number];
  readonly yScale?: 'linear' | 'log';
  readonly marks?: readonly Mark[];
  /** The key of a series to bring forward; the others fade. */
  readonly highlight?: string | null;
  readonly onHighlight?: (key: string | null) => void;
  /** A vertical hairline here, and a click or arrow keys to move it. */
  readonly cursor?: number | null;
  readonly onCursor?: (x: number) => void;
  /** Room kept on the right for names, CSS pixels. */
  readonly room?: number;
  /** Set `false` to leave the names out (when something beside the plot says them). */
  readonly names?: boolean;
}

export function Curves(props: CurvesProps) {
  const { series, x, width, height, label, title, marks = [], yScale = 'linear', cursor, onCursor } = props;
  const clip = useId();
  const names = props.names ?? true;
  const longest = Math.max(0, ...[...series, ...marks].map((s) => textLength(s.name)));
  const room = props.room ?? (names ? Math.min(width * 0.34, 10 + 6.6 * longest) : 8);
  const box = { left: 38, top: title ? 24 : 8, right: width - room, bottom: height - (props.xName ? 32 : 18) };
  if (width < 60 || box.bottom - box.top < 10) return null;
  const xDomain = props.xDomain ?? rangeOf([x, ...series.flatMap((s) => (s.x ? [s.x] : []))], false);
  const yDomain = props.yDomain ?? rangeOf([...series.map((s) => s.y), marks.map((m) => m.y)], yScale === 'log');
  const sx = scaleLinear([...xDomain], [box.left, box.right]);
  const sy = (yScale === 'log' ? scaleLog : scaleLinear)([...yDomain], [box.bottom, box.top]);
  const yTicks =
    yScale === 'log'
      ? logTicks(yDomain, (box.bottom - box.top) / 16)
      : sy.ticks(Math.max(2, Math.min(5, Math.floor((box.bottom - box.top) / 28))));
  const ends = names
    ? endLabels(
        [
          ...series.map((s) => ({ name: s.name, colour: s.colour, y: lastY(s.y), key: s.key })),
          ...marks.map((m) => ({ name: m.name, colour: m.colour ?? 'ink3', y: m.y, key: '' })),
        ],
        sy,
        box.top,
        box.bottom,
      )
    : [];
  const move = (to: number) => onCursor?.(Math.max(xDomain[0], Math.min(xDomain[1], to)));
  return (
    <svg
      className={styles.curves}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={onCursor ? 'group' : 'img'}
      aria-label={label}
    >
      {title && (
        <text x={0} y={13} className={styles.title}>
          {words(title)}
        </text>
      )}
      <clipPath id={clip}>
        <rect x={box.left} y={box.top - 1} width={box.right - box.left} height={box.bottom - box.top + 2} />
      </clipPath>
      {yTicks.map((tick) => (
        <g key={tick} transform={`translate(0 ${sy(tick)})`}>
          <line x1={box.left} x2={box.right} className={styles.rule} />
          <text x={box.left - 5} dy="0.32em" textAnchor="end" className={styles.tick}>
            {compact(tick)}
          </text>
        </g>
      ))}
      {sx.ticks(Math.max(2, Math.floor((box.right - box.left) / 90))).map((tick) => (
        <text key={tick} x={sx(tick)} y={box.bottom + 14} textAnchor="middle" className={styles.tick}>
          {compact(tick)}
        </text>
      ))}
      {props.xName && (
        <text x={box.right} y={box.bottom + 28} textAnchor="end" className={styles.name}>
          {words(props.xName)}
        </text>
      )}
      {marks.map((mark) => (
        <line
          key={mark.name}
          x1={box.left}
          x2={box.right}
          y1={sy(mark.y)}
          y2={sy(mark.y)}
          stroke={cssVar(mark.colour ?? 'ink3')}
          strokeDasharray="2 4"
        />
      ))}
      <g clipPath={`url(#${clip})`}>
        {series.map((s) => {
          const path = linePath(s.x ?? x, s.y, sx, sy, box.right - box.left);
          const faded = props.highlight && props.highlight !== s.key;
          return (
            <g
              key={s.key}
              opacity={faded ? 0.25 : 1}
              onPointerEnter={() => props.onHighlight?.(s.key)}
              onPointerLeave={() => props.onHighlight?.(null)}
            >
              {s.fill && path && (
                <path d={`${path}L${box.right},${box.bottom}L${box.left},${box.bottom}Z`} fill={cssVar(s.colour)} opacity={0.12} />
              )}
              <path
                d={path}
                fill="none"
                stroke={cssVar(s.colour)}
                strokeWidth={s.width ?? 1.75}
                strokeDasharray={s.dashed ? '5 4' : undefined}
                strokeLinejoin="round"
                strokeLinecap="round"
              />
            </g>
          );
        })}
      </g>
      {ends.map((end) => (
        <text
          key={end.name}
          x={box.right + 6}
          y={end.at}
          dy="0.32em"
          fill={cssVar(end.colour)}
          className={styles.end}
          opacity={props.highlight && end.key !== props.highlight ? 0.35 : 1}
        >
          {words(end.name)}
        </text>
      ))}
      {cursor != null && <line x1={sx(cursor)} x2={sx(cursor)} y1={box.top} y2={box.bottom} className={styles.cursor} />}
      {onCursor && (
        <rect
          role="slider"
          tabIndex={0}
          aria-label={props.xName ?? label}
          aria-valuenow={cursor ?? xDomain[0]}
          aria-valuemin={xDomain[0]}
          aria-valuemax={xDomain[1]}
          className={styles.catch}
          x={box.left}
          y={box.top}
          width={box.right - box.left}
          height={box.bottom - box.top}
          {...across<SVGRectElement>((event) => move(sx.invert(svgX(event))))}
          onKeyDown={(event) => {
            const by =
              event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : 0;
            if (!by) return;
            event.preventDefault();
            move((cursor ?? xDomain[0]) + (by * (xDomain[1] - xDomain[0])) / (event.shiftKey ? 10 : 50));
          }}
        />
      )}
    </svg>
  );
}

function svgX(event: React.PointerEvent<SVGElement>): number {
  return event.clientX - (event.currentTarget.ownerSVGElement?.getBoundingClientRect().left ?? 0);
}

function lastY(y: ArrayLike<number>): number {
  for (let i = y.length - 1; i >= 0; i--) if (Number.isFinite(y[i])) return y[i];
  return Number.NaN;
}

/** Width of a name in units of a Latin letter: a CJK character is about 1.9 of them. */
function textLength(text: string): number {
  let length = 0;
  for (const c of text) length += c > '\u2e7f' ? 1.9 : 1;
  return length;
}
