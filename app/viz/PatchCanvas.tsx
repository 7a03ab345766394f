/** One cell of a picture, crisp; nothing but paper where the cell is still empty. */
import { usePainted } from './canvas';
import styles from './Face.module.css';
import { blit, type PictureData } from './facePixels';

export interface PatchCanvasProps {
  /** [side, side, 3], or several of them with `index`. */
  readonly picture: PictureData;
  readonly index?: number;
  readonly cell: number;
  readonly grid: number;
  /** CSS pixels of the patch. */
  readonly size: number;
  readonly empty?: boolean;
  /** Text alternative; '' where the words beside it say what it is. */
  readonly label?: string;
  readonly side?: number;
}

export function PatchCanvas({ picture, index = 0, cell, grid, size, empty = false, label = '', side = 16 }: PatchCanvasProps) {
  const n = side / grid;
  const ref = usePainted({ picture, index, cell, n, empty, side }, (ctx) => {
    ctx.clearRect(0, 0, n, n);
    if (empty) return;
    const whole = ctx.createImageData(side, side);
    blit(whole, picture, index, side);
    ctx.putImageData(whole, -(cell % grid) * n, -Math.floor(cell / grid) * n);
  });
  return (
    <canvas
      ref={ref}
      width={n}
      height={n}
      className={styles.face}
      style={{ width: size, height: size }}
      role="img"
      aria-label={label || undefined}
      aria-hidden={label ? undefined : true}
    />
  );
}
