/** Sliding along an axis: pointer anywhere on it, or arrow keys, Page keys, Home and End. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { onceAFrame } from './onceAFrame';

interface Axis {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The greatest value is on the left: the arrow keys go by what is seen. */
  readonly reversed?: boolean;
  /** CSS pixels of the drawing, and the value at one of them. */
  readonly width: number;
  readonly invert: (px: number) => number;
  readonly onChange: (value: number) => void;
}

/** A ref for the drawing and what it does with pointer and keys; told only of values on the axis that are not the present one. */
export function useSlide({ value, min, max, step, reversed, width, invert, onChange }: Axis) {
  const ref = useRef<SVGSVGElement>(null);
  const set = (next: number) => {
    const rounded = Math.max(min, Math.min(max, min + Math.round((next - min) / step) * step));
    onceAFrame(ref, () => rounded !== value && onChange(rounded));
  };
  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (event.type === 'pointerdown') {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.focus({ preventScroll: true });
    } else if (!(event.buttons & 1)) return;
    const box = (ref.current as SVGSVGElement).getBoundingClientRect();
    set(invert(((event.clientX - box.left) * width) / box.width));
  };
  const keys = (event: KeyboardEvent) => {
    const page = Math.max(step, (max - min) / 10);
    const sign = reversed ? -1 : 1;
    const by = {
      ArrowRight: step * sign,
      ArrowLeft: -step * sign,
      ArrowUp: step,
      ArrowDown: -step,
      PageUp: page,
      PageDown: -page,
      Home: min - value,
      End: max - value,
    };
    const delta = by[event.key as keyof typeof by];
    if (delta === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(value + delta);
  };
  return { ref, onPointerDown: drag, onPointerMove: drag, onKeyDown: keys };
}
