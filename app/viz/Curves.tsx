/** Lines over a common x: linear or logarithmic, each named at its end, with horizontal marks ("floor") drawn in. */
import { scaleLinear, scaleLog } from 'd3';
import { useId } from 'react';
import { createPortal } from 'react-dom';
import styles from './Curves.module.css';
import { CurvesAxes } from './CurvesAxes';
import { CurvesCursor } from './CurvesCursor';
import { CurvesHand } from './CurvesHand';
import { CurvesLines, type Series } from './CurvesLines';
import { endLabels, lastOf, logTicks, rangeOf, textLength, titleLines } from './curvesDraw';
import { useHand } from './hand';
import { label as words } from './Label';
import { useEnlarged } from './letterSize';
import { type ColourName, cssVar } from './palette';
import { plots } from './plots';

export type { Series };

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
  /** The same where it is said only once the plot is lifted out of its figure, and there is room. */
  readonly xNameLifted?: string;
  readonly xDomain?: readonly [number, number];
  /** Fixed range of y; else it follows the data (and the marks). */
  readonly yDomain?: readonly [number, number];
  readonly yScale?: 'linear' | 'log';
  readonly xScale?: 'linear' | 'log';
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
  /** The name under which a lecture may have it drawn by hand first (hand.ts). */
  readonly hand?: string;
}

export function Curves(props: CurvesProps) {
  const { x, label, title, yScale = 'linear' } = props;
  const hand = useHand(props.hand);
  const enlarged = useEnlarged(TICK_LETTERS, props.width);
  const taken = { width: props.width, height: Math.max(props.height, LEAST_HEIGHT * enlarged) };
  // Lifted out of its figure it is scaled up as a whole, whatever room the figure finds meanwhile.
  const lifted = hand?.place ? (hand.place.clientWidth < NARROW ? LIFTED_NARROW : LIFTED) : null;
  const { width, height } = lifted ?? { width: taken.width / enlarged, height: taken.height / enlarged };
  // Asked for and not yet seen: the axes alone.
  const asked = hand?.onDraw != null;
  const { series, marks = [], cursor, onCursor } = asked ? { series: NONE } : props;
  const clip = useId();
  const xName = props.xName ?? (hand?.place ? props.xNameLifted : undefined);
  const names = props.names ?? true;
  const longest = Math.max(0, ...[...series, ...marks, ...(hand ? [hand] : [])].map((s) => textLength(s.name)));
  const room = props.room ?? (names ? Math.min(width * 0.34, 10 + 6.6 * longest) : 8);
  const letters = Math.max(TICK_LETTERS, TITLE_LETTERS / enlarged);
  const line = LINE * letters;
  const heading = title ? titleLines(title, width / (TITLE_LETTER * letters)) : [];
  const box = { left: 38, top: 8 + line * heading.length, right: width - room, bottom: height - (xName ? 32 : 18) };
  if (width < 60 || box.bottom - box.top < 10) return null;
  const ownX = props.xDomain ?? xRange(x, series, props.xScale === 'log');
  const ownY = props.yDomain ?? rangeOf([...series.flatMap((s) => [s.y, ...(s.band ?? [])]), marks.map((m) => m.y)], yScale === 'log');
  const xDomain = asked ? hand.x : spanned(ownX, hand?.x);
  const yDomain = asked ? hand.y : spanned(ownY, hand?.y);
  const sx = (props.xScale === 'log' ? scaleLog : scaleLinear)([...xDomain], [box.left, box.right]);
  const xTicks =
    props.xScale === 'log'
      ? logTicks(xDomain, (box.right - box.left) / 48)
      : sx.ticks(Math.max(2, Math.floor((box.right - box.left) / 90)));
  const sy = (yScale === 'log' ? scaleLog : scaleLinear)([...yDomain], [box.bottom, box.top]);
  const yTicks =
    yScale === 'log'
      ? logTicks(yDomain, (box.bottom - box.top) / 16)
      : sy.ticks(Math.max(2, Math.min(5, Math.floor((box.bottom - box.top) / 28))));
  const ends = names
    ? endLabels(
        [
          ...series.map((s) => ({ name: s.name, colour: s.colour, y: lastOf(s.y), key: s.key })),
          ...marks.map((m) => ({ name: m.name, colour: m.colour ?? 'ink3', y: m.y, key: '' })),
          ...(hand ? [{ name: hand.name, colour: 'ink' as const, y: lastOf(hand.drawn.map((v) => v ?? Number.NaN)), key: 'hand' }] : []),
        ],
        sy,
        box.top,
        box.bottom,
      )
    : [];
  const plot = (
    <svg
      ref={(svg) => {
        if (svg) plots.set(svg, { title: title ?? label, series, x, xLog: props.xScale === 'log', yLog: yScale === 'log' });
      }}
      data-plot
      className={styles.curves}
      width={lifted?.width ?? taken.width}
      height={lifted?.height ?? taken.height}
      viewBox={`0 0 ${width} ${height}`}
      role={onCursor || asked ? 'group' : 'img'}
      aria-label={label}
    >
      {heading.map((part, i) => (
        <text key={part} x={0} y={letters + line * i} fontSize={letters} className={styles.title}>
          {words(part)}
        </text>
      ))}
      <clipPath id={clip}>
        <rect x={box.left} y={box.top - 1} width={box.right - box.left} height={box.bottom - box.top + 2} />
      </clipPath>
      <CurvesAxes box={box} sx={sx} sy={sy} xTicks={xTicks} yTicks={yTicks} xName={xName} />
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
      {/* The hand keeps to the axes; the point it has hold of is seen whole at their ends too. */}
      {hand && <CurvesHand {...{ hand, box, sx, sy }} />}
      <g clipPath={`url(#${clip})`}>
        <CurvesLines {...{ series, x, box, sx, sy }} highlight={props.highlight} onHighlight={props.onHighlight} />
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
      {onCursor && <CurvesCursor label={props.xName ?? label} box={box} sx={sx} domain={xDomain} cursor={cursor} onCursor={onCursor} />}
    </svg>
  );
  // Lifted out of the figure, its place stays free.
  return hand?.place ? (
    <>
      <svg width={taken.width} height={taken.height} className={styles.curves} aria-hidden="true" />
      {createPortal(plot, hand.place)}
    </>
  ) : (
    plot
  );
}

/** Letters of the title, no larger than asked for when they are enlarged: it stands among headings. Width of one on average and height of a line, in letters. */
const TITLE_LETTERS = 13;
const TITLE_LETTER = 6.9 / TITLE_LETTERS;
const LINE = 16 / TITLE_LETTERS;
const NONE: readonly Series[] = [];
/** Size of the numbers at the ticks (Curves.module.css), and what a plot needs in height when it is enlarged: two of them above each other. */
const TICK_LETTERS = 11;
const LEAST_HEIGHT = 64;
const LIFTED = { width: 480, height: 240 } as const;
/** On a phone, below so many CSS pixels, letters would become too small to read. */
const NARROW = 480;
const LIFTED_NARROW = { width: 320, height: 190 } as const;

/** A range that holds both. */
const spanned = (own: readonly [number, number], more: readonly [number, number] | undefined): readonly [number, number] =>
  more ? [Math.min(own[0], more[0]), Math.max(own[1], more[1])] : own;

/** On a logarithmic axis the range is the data's own: no room to either side. Where a run has but begun, the axis starts at 0. */
function xRange(x: ArrayLike<number>, series: readonly Series[], log: boolean): [number, number] {
  const lists = [x, ...series.flatMap((s) => (s.x ? [s.x] : []))];
  const only = lists.find((list) => list.length > 0)?.[0] ?? 0;
  if (!log && only >= 0 && lists.every((list) => Array.prototype.every.call(list, (v: number) => v === only))) return [0, only || 10];
  const range = rangeOf(lists, false);
  return log && range[0] <= 0 ? [1, Math.max(2, range[1])] : range;
}
