/** A panel opens under its figure, which is often as tall as the window: one that would open unseen is brought in. */
import { type RefObject, useEffect, useRef } from 'react';

/**
 * For a panel that has just been asked for: where it would open in the lowest fifth of the window or below, its top comes to the middle,
 * and the figure's lower half stays above it. What scrolls is the stage of a lecture, or this window and none around it (see place.ts).
 */
export function useBroughtIn<E extends HTMLElement>(): RefObject<E | null> {
  const panel = useRef<E>(null);
  useEffect(() => {
    const top = panel.current?.getBoundingClientRect().top ?? 0;
    if (top < 0.8 * window.innerHeight) return;
    const scrolls = panel.current?.closest('[data-area]') ?? window;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrolls.scrollBy({ top: top - window.innerHeight / 2, behavior: still ? 'instant' : 'smooth' });
  }, []);
  return panel;
}
