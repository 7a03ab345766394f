/**
 * When the page has drawn a run's picture and takes the next. While a hand drags a slider or handle, the page draws first of all what that
 * changes: figures that train beside it are drawn eight times a second at most.
 */

/** So long after its last move a hand is taken to be there still. */
const HAND_MS = 300;
const ASIDE_MS = 125;

let moved = Number.NEGATIVE_INFINITY;

const handMoves = ({ buttons }: PointerEvent) => {
  if (buttons !== 0) moved = performance.now();
};

/** From now on it is known when a hand drags. */
export const watchHand = (): void => window.addEventListener('pointermove', handMoves, { capture: true, passive: true });

/** Calls `then` before the next picture of the page is drawn, or later if what was drawn is `aside`: not what a hand may be changing. */
export function whenDrawn(then: () => void, aside: boolean): void {
  if (aside && performance.now() - moved < HAND_MS) setTimeout(then, ASIDE_MS);
  else requestAnimationFrame(then);
}
