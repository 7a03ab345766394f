/** The handles of a drawn schedule: each goes up and down, by pointer or by arrow keys. */
import { type KeyboardEvent, type PointerEvent, useId } from 'react';
import { onceAFrame } from './onceAFrame';
import styles from './ScheduleChart.module.css';

interface Props {
  /** ᾱ at equal distances. */
  readonly knots: readonly number[];
  /** Where the k-th handle and a value of ᾱ lie, and the value at a height, in units of the drawing. */
  readonly x: (k: number) => number;
  readonly y: (alphaBar: number) => number;
  readonly inverse: (py: number) => number;
  readonly name?: (k: number) => string;
  readonly onKnot?: (k: number, alphaBar: number) => void;
}

export function ScheduleKnots({ knots, x, y, inverse, name, onKnot }: Props) {
  const id = useId();
  const drag = (k: number) => (event: PointerEvent<SVGCircleElement>) => {
    if (event.type === 'pointerdown' && event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const svg = event.currentTarget.ownerSVGElement as SVGSVGElement;
    const box = svg.getBoundingClientRect();
    const to = inverse(((event.clientY - box.top) * svg.viewBox.baseVal.height) / box.height);
    onceAFrame(id + k, () => onKnot?.(k, to));
  };
  const keys = (k: number, value: number) => (event: KeyboardEvent) => {
    const by = { ArrowUp: 0.02, ArrowRight: 0.02, ArrowDown: -0.02, ArrowLeft: -0.02 }[event.key];
    if (!by) return;
    event.preventDefault();
    onKnot?.(k, Math.max(0, Math.min(1, value + by)));
  };
  return knots.map((value, k) => (
    <circle
      key={k}
      className={styles.knot}
      role="slider"
      tabIndex={0}
      aria-label={name?.(k) ?? String(k)}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={Number(value.toFixed(2))}
      aria-orientation="vertical"
      cx={x(k)}
      cy={y(value)}
      r={9}
      onPointerDown={drag(k)}
      onPointerMove={drag(k)}
      onKeyDown={keys(k, value)}
    />
  ));
}
