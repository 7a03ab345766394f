/**
 * The built text is laid out in two parts, for all of it at once is the longest task of a start: what is read when the page opens, and what
 * lies far below that, which early.ts marks `data-later`, in slices after the first figure lives. Who moves, presses or prints before that
 * gets it whole at once.
 */
import { firstFigure } from './afterFirstPaint';

/** Elements laid out between two frames. */
const SLICE = 500;
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'beforeprint'] as const;

const later = () => document.querySelectorAll<HTMLElement>('article > [data-later]');

/** Lays out all that is left. */
function unfold(): void {
  for (const block of later()) delete block.dataset.later;
  for (const event of MOVES) window.removeEventListener(event, unfold);
}

/** The same a slice at a time, from the top, once the first figure lives. */
export function unfoldSoon(): void {
  for (const event of MOVES) window.addEventListener(event, unfold, { passive: true });
  void firstFigure.then(next);
}

function next(): void {
  let elements = 0;
  for (const block of later()) {
    if (elements >= SLICE) return void requestAnimationFrame(next);
    elements += block.getElementsByTagName('*').length + 1;
    delete block.dataset.later;
  }
  unfold();
}
