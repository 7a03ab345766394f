/** The lines of a plot, and the bands under those that are filled; all but the one brought forward fade. */

import type { Box, Scale } from './CurvesAxes';
import { bandPath, linePath } from './curvesDraw';
import { type ColourName, cssVar } from './palette';

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
  /** Shades what lies between two lines: how sure the value is. */
  readonly band?: readonly [low: ArrayLike<number>, high: ArrayLike<number>];
}

interface Props {
  readonly series: readonly Series[];
  readonly x: ArrayLike<number>;
  readonly box: Box;
  readonly sx: Scale;
  readonly sy: Scale;
  readonly highlight?: string | null;
  readonly onHighlight?: (key: string | null) => void;
}

export function CurvesLines({ series, x, box, sx, sy, highlight, onHighlight }: Props) {
  return series.map((s) => {
    const path = linePath(s.x ?? x, s.y, sx, sy, box.right - box.left);
    const faded = highlight && highlight !== s.key;
    return (
      <g key={s.key} opacity={faded ? 0.25 : 1} onPointerEnter={() => onHighlight?.(s.key)} onPointerLeave={() => onHighlight?.(null)}>
        {s.band && <path d={bandPath(s.x ?? x, s.band, sx, sy)} fill={cssVar(s.colour)} opacity={0.18} />}
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
  });
}
