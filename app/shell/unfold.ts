/**
 * The built text is laid out in two parts, for all of it at once is the longest task of a start: what is read when the page opens, and what
 * lies far below that, which early.ts marks `data-later`, in slices after the first figure lives. Who begins to scroll by hand before that
 * gets it from then on, still in slices, which are there long before a hand can be; who presses, which may lead anywhere, or prints, whole at once.
 */
import { firstFigure } from './afterFirstPaint';

/** Elements laid out between two frames. */
const SLICE = 250;
const SCROLLS = ['wheel', 'touchstart'] as const;
const JUMPS = ['pointerdown', 'keydown', 'beforeprint'] as const;

const later = () => document.querySelectorAll<HTMLElement>('article > [data-later]');
let begun = false;

/** Lays out all that is left. */
function unfold(): void {
  for (const block of later()) delete block.dataset.later;
  for (const event of SCROLLS) window.removeEventListener(event, begin);
  for (const event of JUMPS) window.removeEventListener(event, unfold);
}

/** The same a slice at a time, from the top, once the first figure lives or the reader scrolls. */
export function unfoldSoon(): void {
  for (const event of SCROLLS) window.addEventListener(event, begin, { passive: true });
  for (const event of JUMPS) window.addEventListener(event, unfold, { passive: true });
  void firstFigure.then(begin);
}

function begin(): void {
  if (!begun) next();
  begun = true;
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
