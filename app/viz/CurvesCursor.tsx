/** The place a reader holds on to: dragged, or moved by the arrow keys (with shift in larger steps). */
import { useId } from 'react';
import styles from './Curves.module.css';
import type { Box, Scale } from './CurvesAxes';
import { onceAFrame } from './onceAFrame';
import { across } from './useStroke';

interface Props {
  readonly label: string;
  readonly box: Box;
  readonly sx: Scale;
  readonly domain: readonly [number, number];
  readonly cursor: number | null | undefined;
  readonly onCursor: (x: number) => void;
}

export function CurvesCursor({ label, box, sx, domain, cursor, onCursor }: Props) {
  const id = useId();
  const move = (to: number) => onceAFrame(id, () => onCursor(Math.max(domain[0], Math.min(domain[1], to))));
  return (
    <rect
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuenow={cursor ?? domain[0]}
      aria-valuemin={domain[0]}
      aria-valuemax={domain[1]}
      className={styles.catch}
      x={box.left}
      y={box.top}
      width={box.right - box.left}
      height={box.bottom - box.top}
      {...across<SVGRectElement>((event) => move(sx.invert(svgX(event))))}
      onKeyDown={(event) => {
        const by =
          event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : 0;
        if (!by) return;
        event.preventDefault();
        move(sx.invert(sx(cursor ?? domain[0]) + (by * (box.right - box.left)) / (event.shiftKey ? 10 : 50)));
      }}
    />
  );
}

/** In units of the drawing, which may be enlarged. */
function svgX(event: React.PointerEvent<SVGElement>): number {
  const svg = event.currentTarget.ownerSVGElement as SVGSVGElement;
  const seen = svg.getBoundingClientRect();
  return ((event.clientX - seen.left) * svg.viewBox.baseVal.width) / seen.width;
}
