/**
 * A plane of codes: decoded faces as tiles, the codes of known faces on them as dots coloured by class, some as ellipses (μ, σ),
 * samples as crosses, the prior as circles. Whatever the pointer or the arrow keys reach is told to the caller.
 */
import { memo, type ReactNode } from 'react';
import { useCanvas } from './canvas';
import styles from './LatentMap.module.css';
import { draw, frameOfMap, type LatentPicture } from './latentMapDraw';
import { usePalette } from './palette';
import { usePen } from './usePen';

export interface LatentMapProps extends LatentPicture {
  /** Text alternative. */
  readonly label: string;
  readonly onHover?: (at: readonly [number, number] | null) => void;
  readonly onSelect?: (x: number, y: number) => void;
  readonly children?: ReactNode;
}

/** The picture alone: drawn again when what it shows changes, not when the pointer moves. */
const Picture = memo(function Picture({ label, ...props }: LatentPicture & { readonly label: string }) {
  const palette = usePalette();
  const canvas = useCanvas(props.size, props.size, (ctx) => draw(ctx, props, palette));
  const side = { width: props.size, height: props.size };
  return <canvas ref={canvas} className={styles.canvas} style={side} role="img" aria-label={label} />;
});

export function LatentMap({ onHover, onSelect, children, ...picture }: LatentMapProps) {
  const { size, label } = picture;
  const pen = usePen(frameOfMap(picture), size, size, { onHover, onSelect });
  const interactive = Boolean(onHover || onSelect);
  return (
    <div
      className={styles.map}
      style={{ width: size, height: size }}
      {...(interactive && { role: 'group', 'aria-label': label, tabIndex: 0, ...pen.events })}
    >
      <Picture {...picture} />
      {pen.cursor && <span className={styles.cursor} style={{ left: pen.cursor.x, top: pen.cursor.y }} aria-hidden />}
      {children}
    </div>
  );
}
