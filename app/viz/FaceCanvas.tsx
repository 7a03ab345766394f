/** One picture, crisp: the bitmap has the picture's own pixels and CSS enlarges it by a whole number. */
import { usePainted } from './canvas';
import styles from './Face.module.css';
import { blit, type PictureData, wholeScale } from './facePixels';

export interface FaceCanvasProps {
  /** [side, side, 3], or several of them with `index`; null: there is none yet, an empty frame. */
  readonly data: PictureData | null;
  readonly index?: number;
  /** CSS pixels it may take; the picture gets the largest whole multiple of `side` that fits. */
  readonly width: number;
  /** Text alternative; '' for a picture that text beside it already describes. */
  readonly label: string;
  readonly side?: number;
  /** Floats in [−range, range] span black to white. */
  readonly range?: number;
  readonly className?: string;
}

export function FaceCanvas({ data, index = 0, width, label, side = 16, range = 1, className }: FaceCanvasProps) {
  const size = wholeScale(width, side) * side;
  const ref = usePainted({ data, index, side, range }, paint);
  return (
    <canvas
      ref={ref}
      width={side}
      height={side}
      className={`${styles.face} ${data ? '' : styles.none} ${className ?? ''}`}
      style={{ width: size, height: size }}
      role="img"
      aria-label={label || undefined}
      aria-hidden={label ? undefined : true}
    />
  );
}

type Shown = Pick<FaceCanvasProps, 'data'> & Required<Pick<FaceCanvasProps, 'index' | 'side' | 'range'>>;

function paint(ctx: CanvasRenderingContext2D, { data, index, side, range }: Shown): void {
  const image = ctx.createImageData(side, side); // transparent: the frame is empty where there is no picture yet
  if (data) blit(image, data, index, side, 0, 0, range);
  ctx.putImageData(image, 0, 0);
}
