/**
 * A plane of codes: decoded faces as tiles, the codes of known faces on them as dots coloured by class, some as ellipses (μ, σ),
 * samples as crosses, the prior as circles. Whatever the pointer or the arrow keys reach is told to the caller.
 */
import type { ReactNode } from 'react';
import { useCanvas } from './canvas';
import styles from './LatentMap.module.css';
import { draw, frameOfMap, type LatentPicture } from './latentMapDraw';
import { cssVar } from './palette';
import { usePen } from './usePen';

export interface LatentMapProps extends LatentPicture {
  /** Text alternative. */
  readonly label: string;
  /** A chosen place. */
  readonly at?: readonly [number, number] | null;
  readonly onHover?: (at: readonly [number, number] | null) => void;
  readonly onSelect?: (x: number, y: number) => void;
  readonly children?: ReactNode;
}

export function LatentMap({ at, onHover, onSelect, children, label, ...picture }: LatentMapProps) {
  const { size } = picture;
  const canvas = useCanvas(size, size, picture, draw);
  const frame = frameOfMap(picture);
  const pen = usePen(frame, size, size, { onHover, onSelect });
  const interactive = Boolean(onHover || onSelect);
  return (
    <div
      className={styles.map}
      style={{ width: size, height: size }}
      {...(interactive && { role: 'group', 'aria-label': label, tabIndex: 0, ...pen.events })}
    >
      <canvas ref={canvas} className={styles.canvas} style={{ width: size, height: size }} role="img" aria-label={label} />
      {/* Moves under the reader's hand, over a map of thousands of strokes that stays as it is. */}
      {at && (
        <svg className={styles.at} width={size} height={size} aria-hidden>
          <circle cx={frame.x(at[0])} cy={frame.y(at[1])} r={9} fill="none" stroke={cssVar('paper')} strokeWidth={5} />
          <circle cx={frame.x(at[0])} cy={frame.y(at[1])} r={9} fill="none" stroke={cssVar('accent')} strokeWidth={2.5} />
        </svg>
      )}
      {pen.cursor && <span className={styles.cursor} style={{ left: pen.cursor.x, top: pen.cursor.y }} aria-hidden />}
      {children}
    </div>
  );
}
