/** A map of labels, one a pixel, each in its colour; or of edges, where the colour is that of the ink. */
import { usePainted } from './canvas';
import styles from './Face.module.css';
import { wholeScale } from './facePixels';

export interface PartMapProps {
  /** Label of every pixel [side · side]. */
  readonly map: Uint8Array;
  /** `#rrggbb` of every label; null leaves the pixel to the paper. */
  readonly colours: readonly (string | null)[];
  readonly width: number;
  readonly label: string;
  readonly side?: number;
}

export function PartMap({ map, colours, width, label, side = 16 }: PartMapProps) {
  const size = wholeScale(width, side) * side;
  const ref = usePainted({ map, colours, side }, (ctx) => {
    const image = ctx.createImageData(side, side);
    map.forEach((part, i) => {
      const colour = colours[part];
      if (!colour) return;
      const value = Number.parseInt(colour.slice(1), 16);
      image.data.set([value >> 16, (value >> 8) & 255, value & 255, 255], 4 * i);
    });
    ctx.putImageData(image, 0, 0);
  });
  return (
    <canvas
      ref={ref}
      width={side}
      height={side}
      className={styles.face}
      style={{ width: size, height: size }}
      role="img"
      aria-label={label}
    />
  );
}
