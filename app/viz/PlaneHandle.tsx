/** A point on a plane that the reader drags, or moves with the arrow keys (Shift: larger steps). */
import { type KeyboardEvent, type PointerEvent, useId } from 'react';
import { onceAFrame } from './onceAFrame';
import styles from './Plane.module.css';
import { type ColourName, cssVar } from './palette';
import type { Domain, Frame } from './plane/layers';
import { arrowOf } from './usePen';

/** A point the reader moves. `label` is its text alternative, e.g. "start". */
export interface Handle {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly colour: ColourName;
}

export function PlaneHandle({
  handle,
  frame,
  domain,
  onMove,
}: {
  handle: Handle;
  frame: Frame;
  domain: Domain;
  onMove: (x: number, y: number) => void;
}) {
  const id = useId();
  const clamp = (v: number, [lo, hi]: readonly [number, number]) => Math.max(lo, Math.min(hi, v));
  const move = (x: number, y: number) => onceAFrame(id, () => onMove(clamp(x, domain.x), clamp(y, domain.y)));
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box) move(...frame.invert(event.clientX - box.left, event.clientY - box.top));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrowOf(event);
    if (!arrow) return;
    event.preventDefault();
    const step = (domain.x[1] - domain.x[0]) / (event.shiftKey ? 20 : 100);
    move(handle.x + arrow[0] * step, handle.y + arrow[1] * step);
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      className={styles.handle}
      aria-label={handle.label}
      aria-valuenow={Number(handle.x.toFixed(2))}
      aria-valuemin={domain.x[0]}
      aria-valuemax={domain.x[1]}
      aria-valuetext={`(${handle.x.toFixed(2)}, ${handle.y.toFixed(2)})`}
      style={{ left: frame.x(handle.x), top: frame.y(handle.y), color: cssVar(handle.colour) }}
      onPointerDown={(event) => event.button === 0 && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
