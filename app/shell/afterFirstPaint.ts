/** Resolves when the page has been painted once: what is not needed to read (figures, the engine) is fetched after it. */
export const afterFirstPaint: Promise<void> =
  typeof requestAnimationFrame === 'undefined'
    ? Promise.resolve()
    : new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** Calls back when the main thread has nothing better to do, after `timeout` ms at the latest. Returns how to call it off. */
export function whenIdle(then: () => void, timeout: number): () => void {
  if (window.requestIdleCallback) {
    const id = window.requestIdleCallback(then, { timeout });
    return () => window.cancelIdleCallback(id);
  }
  const id = setTimeout(then, Math.min(timeout, 200));
  return () => clearTimeout(id);
}
