/**
 * What a dragging hand changes, once a frame: on a busy page browsers tell of a pointer's moves several times between two frames, and each
 * would draw a figure that nobody gets to see, and lay the note out to find what lies under the next.
 */
const waiting = new Map<unknown, () => void>();
/** A change has been made that is not painted yet. */
let drawing = false;

function take(): void {
  const acts = [...waiting.values()];
  waiting.clear();
  for (const act of acts) act();
}

/** Once the frame that comes next has been painted. */
const painted = (act: () => void) => requestAnimationFrame(() => setTimeout(act));

function draw(act: () => void): void {
  drawing = true;
  painted(() => {
    drawing = false;
    if (waiting.size > 0) draw(take);
  });
  act();
}

/**
 * In the event of a pointer's move: `act` at once if all that the hand changed before has been painted, else as soon as it has or the pointer is
 * let go, unless `who` (what is dragged) has something newer by then. In any other event at once.
 */
export function onceAFrame(who: unknown, act: () => void): void {
  // A hidden page draws no frames.
  if (window.event?.type !== 'pointermove' || document.hidden) {
    waiting.delete(who);
    act();
  } else if (drawing) {
    if (waiting.size === 0) window.addEventListener('pointerup', take, { capture: true, once: true });
    waiting.set(who, act);
  } else draw(act);
}
