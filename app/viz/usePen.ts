/** Drawing and choosing on a plane, with a pointer or the keyboard; both end in the same calls. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Frame } from './plane/layers';
import { useStroke } from './useStroke';

export interface PenCalls {
  /** The stroke so far, `done` with its last point; empty and not done when it was taken away. */
  readonly onDraw?: (stroke: Float32Array, done: boolean) => void;
  readonly onSelect?: (x: number, y: number) => void;
  readonly onHover?: (at: readonly [number, number] | null) => void;
}

/** The direction of an arrow key, y upwards; null for other keys. */
export function arrowOf(event: KeyboardEvent): readonly [number, number] | null {
  switch (event.key) {
    case 'ArrowLeft':
      return [-1, 0];
    case 'ArrowRight':
      return [1, 0];
    case 'ArrowUp':
      return [0, 1];
    case 'ArrowDown':
      return [0, -1];
    default:
      return null;
  }
}

/** Event handlers for the canvas, and where the keyboard's cursor is (null until an arrow key is used). */
export function usePen(frame: Frame, width: number, height: number, { onDraw, onSelect, onHover }: PenCalls) {
  const stroke = useRef<number[] | null>(null);
  const [cursor, setCursor] = useState<{ x: number; y: number; down: boolean } | null>(null);
  const extend = (px: number, py: number, done: boolean) => {
    stroke.current?.push(...frame.invert(px, py));
    if (stroke.current) onDraw?.(Float32Array.from(stroke.current), done);
    if (done) stroke.current = null;
  };
  const drop = () => {
    if (stroke.current) onDraw?.(new Float32Array(0), false);
    stroke.current = null;
  };
  const at = (event: PointerEvent<HTMLElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = cursor ?? { x: width / 2, y: height / 2, down: false };
    const arrow = arrowOf(event);
    if (arrow) {
      const step = event.shiftKey ? 24 : 6;
      const next = {
        ...here,
        x: Math.max(0, Math.min(width, here.x + arrow[0] * step)),
        y: Math.max(0, Math.min(height, here.y - arrow[1] * step)),
      };
      setCursor(next);
      if (next.down) extend(next.x, next.y, false);
      onHover?.(frame.invert(next.x, next.y));
    } else if (event.key === 'Enter') {
      if (!onDraw) onSelect?.(...frame.invert(here.x, here.y));
      else if (here.down) extend(here.x, here.y, true);
      else {
        stroke.current = [];
        extend(here.x, here.y, false);
      }
      setCursor({ ...here, down: Boolean(onDraw) && !here.down });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pointer = useStroke<HTMLElement>({
    down: (event) => {
      const [px, py] = at(event);
      // A finger may be about to scroll: it chooses when it is lifted.
      if (!onDraw) return event.pointerType === 'touch' || onSelect?.(...frame.invert(px, py));
      stroke.current = [];
      extend(px, py, false);
    },
    move: (event) => stroke.current && extend(...at(event), false),
    up: (event) => {
      if (stroke.current) extend(...at(event), true);
      else if (!onDraw && event.pointerType === 'touch') onSelect?.(...frame.invert(...at(event)));
    },
    cancel: drop,
  });
  const events = {
    ...pointer,
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      pointer.onPointerMove(event);
      onHover?.(frame.invert(...at(event)));
    },
    onPointerLeave: () => onHover?.(null),
    onKeyDown,
    onBlur: () => {
      if (cursor?.down) drop();
      setCursor(null);
    },
  };
  return { events, cursor };
}
