/**
 * Codes in a plane with the cells of the nearest one (Voronoi), the encodings that fall into them, and, where given: a second set
 * of centres, arrows, and lines from encodings to their codes.
 */
import { Delaunay } from 'd3';
import { useCanvas } from './canvas';
import styles from './LatentMap.module.css';
import { frameOf } from './plane/layers';
import { usePen } from './usePen';
import { domainOf, draw, type VoronoiPicture } from './voronoiDraw';

export interface VoronoiPlaneProps extends VoronoiPicture {
  /** Text alternative. */
  readonly label: string;
  readonly onSelect?: (code: number) => void;
}

export function VoronoiPlane({ label, onSelect, ...picture }: VoronoiPlaneProps) {
  const { codes, width, height } = picture;
  const canvas = useCanvas(width, height, picture, draw);
  const frame = frameOf(domainOf(picture), width, height);
  const pick = (x: number, y: number) => onSelect?.(new Delaunay(codes).find(x, y));
  const pen = usePen(frame, width, height, { onSelect: pick });
  return (
    <div className={styles.map} style={{ width, height }}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ width, height }}
        role="img"
        aria-label={label}
        tabIndex={onSelect ? 0 : undefined}
        {...(onSelect ? pen.events : {})}
      />
      {pen.cursor && <span className={styles.cursor} style={{ left: pen.cursor.x, top: pen.cursor.y }} aria-hidden />}
    </div>
  );
}
