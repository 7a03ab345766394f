/**
 * One stroke of one pointer, from down to up: the mouse's main button, a finger or a pen. What else touches meanwhile (a second finger,
 * the hand that holds the pen) and what is no drawing (other buttons, a pen's eraser) is left out.
 */
import { type PointerEvent, useRef } from 'react';
import { flushSync } from 'react-dom';

export interface StrokeCalls<E extends Element> {
  readonly down: (event: PointerEvent<E>) => unknown;
  readonly move: (event: PointerEvent<E>) => unknown;
  readonly up: (event: PointerEvent<E>) => unknown;
  /** The stroke was taken away (the system needed the finger, a pen came): it does not count. */
  readonly cancel: () => void;
}

/** After a pen was here, a finger is taken for the hand that holds it, so many milliseconds. */
const HAND_MS = 1000;

/** Event handlers for the element that is drawn on. */
export function useStroke<E extends Element>(calls: StrokeCalls<E>) {
  const latest = useRef(calls);
  latest.current = calls;
  const active = useRef<{ readonly id: number; readonly type: string } | null>(null);
  const penAt = useRef(Number.NEGATIVE_INFINITY);
  const mine = (event: PointerEvent<E>) => active.current?.id === event.pointerId;
  const cancel = () => {
    active.current = null;
    latest.current.cancel();
  };
  const up = (event: PointerEvent<E>) => {
    active.current = null;
    latest.current.up(event);
  };
  return {
    onPointerDown: (event: PointerEvent<E>) => {
      if (event.button !== 0 || !event.isPrimary) return;
      if (event.pointerType === 'pen') penAt.current = event.timeStamp;
      else if (event.pointerType === 'touch' && event.timeStamp - penAt.current < HAND_MS) return;
      if (active.current && !(event.pointerType === 'pen' && active.current.type === 'touch')) return;
      if (active.current) flushSync(cancel); // the pen's stroke begins on what was there before the hand's
      active.current = { id: event.pointerId, type: event.pointerType };
      event.currentTarget.setPointerCapture(event.pointerId);
      latest.current.down(event);
    },
    onPointerMove: (event: PointerEvent<E>) => {
      if (event.pointerType === 'pen') penAt.current = event.timeStamp;
      if (!mine(event)) return;
      // The main button was let go while another was held: browsers tell of that as a move.
      if (event.buttons & 1) latest.current.move(event);
      else up(event);
    },
    onPointerUp: (event: PointerEvent<E>) => mine(event) && up(event),
    onPointerCancel: (event: PointerEvent<E>) => mine(event) && cancel(),
    onLostPointerCapture: (event: PointerEvent<E>) => mine(event) && cancel(),
  };
}

/** Where each finger came down, and whether it has shown that it means to go sideways. */
const fingers = new Map<number, { readonly x: number; readonly y: number; sideways: boolean }>();
const SLOP = 6;

/** Event handlers for an axis that is dragged sideways and lies on a page that scrolls (`touch-action: pan-y`): a finger that taps or goes sideways means the axis, one that goes up or down the page. */
export function across<E extends Element>(act: (event: PointerEvent<E>) => void) {
  const mine = (event: PointerEvent<E>) => event.currentTarget.hasPointerCapture(event.pointerId);
  /** A finger that has gone further sideways than up or down. */
  const sideways = (event: PointerEvent<E>) => {
    const from = fingers.get(event.pointerId);
    if (!from) return false;
    const [dx, dy] = [Math.abs(event.clientX - from.x), Math.abs(event.clientY - from.y)];
    from.sideways ||= dx > SLOP && dx > dy;
    return from.sideways;
  };
  return {
    onPointerDown: (event: PointerEvent<E>) => {
      if (event.button !== 0 || !event.isPrimary) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (event.pointerType !== 'touch') act(event);
      else fingers.set(event.pointerId, { x: event.clientX, y: event.clientY, sideways: false });
    },
    onPointerMove: (event: PointerEvent<E>) => mine(event) && (event.pointerType !== 'touch' || sideways(event)) && act(event),
    onPointerUp: (event: PointerEvent<E>) => {
      if (mine(event) && event.pointerType === 'touch') act(event);
      fingers.delete(event.pointerId);
    },
    onPointerCancel: (event: PointerEvent<E>) => void fingers.delete(event.pointerId),
  };
}
