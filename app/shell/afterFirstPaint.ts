/** Resolves when the page has been painted once: what is not needed to read (figures, the engine) is fetched after it. */
export const afterFirstPaint: Promise<void> =
  typeof requestAnimationFrame === 'undefined'
    ? Promise.resolve()
    : new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** For a first figure that never comes: a line that is cut. */
const PATIENCE_MS = 8_000;
let lives = (): void => {};

/** Resolves when the first figure of the visit lives, or will not: what others need comes after it, so that it has the line and the processor. */
export const firstFigure: Promise<void> = new Promise((done) => {
  lives = done;
  if (typeof window !== 'undefined') setTimeout(done, PATIENCE_MS);
});
/** Told by every figure that lives; it is drawn before others come. */
export const figureLives = (): void => void setTimeout(lives, 300);

/** Between two pieces of long work: the page answers meanwhile. */
export const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

let claimed = false;
/** Whether a figure is the first of the visit. */
export function claimFirst(): boolean {
  const first = !claimed;
  claimed = true;
  return first;
}

/** Calls back when the main thread has nothing better to do, after `timeout` ms at the latest. Returns how to call it off. */
export function whenIdle(then: () => void, timeout: number): () => void {
  if (window.requestIdleCallback) {
    const id = window.requestIdleCallback(then, { timeout });
    return () => window.cancelIdleCallback(id);
  }
  const id = setTimeout(then, Math.min(timeout, 200));
  return () => clearTimeout(id);
}
