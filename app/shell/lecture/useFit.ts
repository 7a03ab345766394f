/**
 * Sets a stage as large as the window lets it be seen whole: from 28 px letters down to 16, then narrower; what
 * fits in no way is shown large and scrolls, its controls in view. What a figure is made of follows
 * the size of letters (container queries in rem), so nothing is zoomed and every pointer lands where it is seen to.
 */
import { type RefObject, useLayoutEffect } from 'react';

interface Step {
  /** Letters, in percent of what the browser is set to. */
  readonly size: number;
  /** How much of the width the figure takes, in percent. */
  readonly width: number;
}

/** A figure falls into one column below this width, and is taller for it [rem]. */
const COLUMNS = 44;

/** What is tried in a room of some width [px], letters of 100% being `rem` px; the last is for what fits in no way: large again, and it scrolls. */
export const stepsFor = (room: number, rem: number): readonly Step[] => [
  ...[175, 155, 138, 122, 108, 100].map((size) => ({ size, width: 100 })),
  ...[90, 80, 71, 63, 55].map((width) => ({ size: 100, width })).filter(({ width }) => (room * width) / 100 / rem >= COLUMNS),
  { size: 122, width: 100 },
];

/** Where a stage came to rest in a window of some size: shown again, it does not have to be found again. */
const found = new Map<string, number>();

/** `area` has the room there is, its first child is what must fit into it. `stage` names what is shown. */
export function useFit(area: RefObject<HTMLElement | null>, stage: string): void {
  useLayoutEffect(() => {
    const room = area.current;
    const content = room?.firstElementChild;
    if (!room || !content) return;
    const root = document.documentElement;
    let key = '';
    let step = 0;
    let waiting = 0;
    let steps: readonly Step[] = [];
    const apply = () => {
      const { size, width } = steps[step];
      root.style.setProperty('--lecture-size', `${size}%`);
      root.style.setProperty('--lecture-width', `${width}%`);
    };
    const look = () => {
      waiting = 0;
      const now = `${stage}/${room.clientWidth}×${room.clientHeight}`;
      if (now !== key) {
        key = now;
        steps = stepsFor(room.clientWidth, 16);
        step = found.get(key) ?? 0;
        apply();
        soon();
      } else if (room.scrollHeight > room.clientHeight + 2 && step < steps.length - 1) {
        step++;
        found.set(key, step);
        apply();
        soon();
      }
    };
    // Views measure themselves and draw a moment later.
    const soon = () => {
      if (!waiting) waiting = requestAnimationFrame(() => requestAnimationFrame(look));
    };
    const observer = new ResizeObserver(soon);
    observer.observe(room);
    observer.observe(content);
    look();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(waiting);
      waiting = -1;
    };
  }, [area, stage]);
  useLayoutEffect(
    () => () => {
      for (const name of ['--lecture-size', '--lecture-width']) document.documentElement.style.removeProperty(name);
    },
    [],
  );
}
