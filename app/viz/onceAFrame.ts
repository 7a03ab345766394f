/**
 * What a dragging hand changes, once a frame: on a busy page browsers tell of a pointer's moves several times between two frames, and each
 * would draw a figure that nobody gets to see, and lay the note out to find what lies under the next move.
 */
const waiting = new Map<unknown, () => void>();

function take(): void {
  const acts = [...waiting.values()];
  waiting.clear();
  for (const act of acts) act();
}

/**
 * In the event of a pointer's move: `act` before the next frame is drawn or the pointer is let go, unless `who` (what is dragged) has something
 * newer by then. In any other event at once.
 */
export function onceAFrame(who: unknown, act: () => void): void {
  // A hidden page draws no frames.
  if (window.event?.type !== 'pointermove' || document.hidden) {
    waiting.delete(who);
    act();
    return;
  }
  if (waiting.size === 0) {
    requestAnimationFrame(take);
    window.addEventListener('pointerup', take, { capture: true, once: true });
  }
  waiting.set(who, act);
}
