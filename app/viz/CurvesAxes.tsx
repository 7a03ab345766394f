/** What a plot stands on: rules and numbers at the ticks of both axes, the name of x. */
import type { ScaleContinuousNumeric } from 'd3';
import styles from './Curves.module.css';
import { tickTexts } from './curvesDraw';
import { label as words } from './Label';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export type Scale = ScaleContinuousNumeric<number, number>;

interface Props {
  readonly box: Box;
  readonly sx: Scale;
  readonly sy: Scale;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly xName?: string;
}

export function CurvesAxes({ box, sx, sy, xTicks, yTicks, xName }: Props) {
  const [xTexts, yTexts] = [tickTexts(xTicks), tickTexts(yTicks)];
  return (
    <>
      {yTicks.map((tick, i) => (
        <g key={tick} transform={`translate(0 ${sy(tick)})`}>
          <line x1={box.left} x2={box.right} className={styles.rule} />
          <text x={box.left - 5} dy="0.32em" textAnchor="end" className={styles.tick}>
            {yTexts[i]}
          </text>
        </g>
      ))}
      {xTicks.map((tick, i) => (
        <text key={tick} x={sx(tick)} y={box.bottom + 14} textAnchor="middle" className={styles.tick}>
          {xTexts[i]}
        </text>
      ))}
      {xName && (
        <text x={box.right} y={box.bottom + 28} textAnchor="end" className={styles.name}>
          {words(xName)}
        </text>
      )}
    </>
  );
}
