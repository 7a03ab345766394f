/**
 * Figures take their places one after the other, each in a task of its own, for two at once are longer than a reader's hand should wait.
 * Who is looked at goes before who is only near.
 */
import { startTransition } from 'react';
import { whenIdle } from './afterFirstPaint';

const waiting: (() => void)[] = [];
let present: (() => void) | null = null;

/** `come` is called when it is this one's turn; the next one's begins when it has left (`leave`). */
export function queue(come: () => void, looked: boolean): void {
  drop(come);
  if (looked) waiting.unshift(come);
  else waiting.push(come);
  if (!present) next();
}

/** It has taken its place, or never will. */
export function leave(come: () => void): void {
  drop(come);
  if (present !== come) return;
  whenIdle(next, 100);
}

function next(): void {
  present = waiting.shift() ?? null;
  if (present) startTransition(present);
}

function drop(come: () => void): void {
  const at = waiting.indexOf(come);
  if (at >= 0) waiting.splice(at, 1);
}
