/** One picture, crisp: the bitmap has the picture's own pixels and CSS enlarges it by a whole number. */
import { useLayoutEffect, useRef } from 'react';
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
  const ref = useRef<HTMLCanvasElement>(null);
  const size = wholeScale(width, side) * side;
  useLayoutEffect(() => {
    const ctx = ref.current?.getContext('2d');
    if (!ctx) return;
    if (!data) return ctx.clearRect(0, 0, side, side);
    const image = ctx.createImageData(side, side);
    blit(image, data, index, side, 0, 0, range);
    ctx.putImageData(image, 0, 0);
  }, [data, index, side, range]);
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
