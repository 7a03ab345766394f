/**
 * Sets a stage as large as the window lets it be seen whole: from 28 px letters down to 16, then narrower, then with the least letters
 * that a hall reads; what fits in no way is shown large and scrolls, its controls in view. What a figure is made of follows
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
/** From this width on it stands in two columns (`layout.wide`) [rem]. */
const WIDE = 76;
/** Sizes at full width, the larger the taller. */
const SIZES = [175, 155, 138, 122, 108, 100] as const;
const SCROLLS = 122;
const WIDTHS = [90, 80, 71, 63, 55] as const;

/** The least letters, in percent: 16 px in a window of a projector's 1080, and so much less in a lower one, but 14 for who stands before it. */
const leastFor = (height: number): number => Math.min(100, Math.max(88, Math.round((100 * height) / 1080)));

/** What is tried in a window of some height, a room of some width [px], letters of 100% being `rem` px; the last is for what fits in no way. */
export function stepsFor(room: number, rem: number, height: number): readonly Step[] {
  const least = leastFor(height);
  const narrower = (size: number) => WIDTHS.map((width) => ({ size, width })).filter(({ width }) => room * width >= COLUMNS * rem * size);
  return [
    ...SIZES.map((size) => ({ size, width: 100 })),
    ...narrower(100),
    ...(least < 100 ? [{ size: least, width: 100 }, ...narrower(least)] : []),
    { size: SIZES.find((size) => size <= SCROLLS && room * 100 >= WIDE * rem * size) ?? SCROLLS, width: 100 },
  ];
}

/** Where a stage came to rest in a window of some size: shown again, it does not have to be found again. */
const found = new Map<string, number>();

/** `area` has the room there is, its first child is what must fit into it; it says `data-fitting` until its size is found. `stage` names what is shown. */
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
    /** Of the sizes at full width, those from `from` to before `to` are still to be told apart; none when they are equal. */
    let from = 0;
    let to = 0;
    /** How often the height has been the same one after the other. */
    let height = 0;
    let still = 0;
    const set = (next: number) => {
      step = next;
      const { size, width } = steps[step];
      root.style.setProperty('--lecture-size', `${size}%`);
      root.style.setProperty('--lecture-width', `${width}%`);
      room.dataset.fitting = '';
      still = 0;
      soon();
    };
    const look = () => {
      waiting = 0;
      const loading = content.querySelector(':scope > :not([hidden]) > [data-figure]:not([data-status=loading])') === null;
      const now = `${stage}/${room.clientWidth}×${room.clientHeight}/${loading}`;
      if (now !== key) {
        key = now;
        steps = stepsFor(room.clientWidth, 16, window.innerHeight);
        [from, to] = found.has(key) ? [0, 0] : [0, SIZES.length];
        return set(found.get(key) ?? middle());
      }
      still = room.scrollHeight === height ? still + 1 : 0;
      height = room.scrollHeight;
      const over = height > room.clientHeight + 2;
      // A figure that is still to come (`arrival` tells) has no height of its own; one that is has it once its views have measured themselves and drawn.
      if (loading) return;
      if ((over || from < to) && still < 2) return soon();
      const before = step;
      if (from < to) {
        if (over) from = step + 1;
        else to = step;
        step = from < to ? middle() : from;
      } else if (over && step < steps.length - 1) step++;
      if (from >= to) found.set(key, step);
      if (step !== before) set(step);
      else delete room.dataset.fitting;
    };
    const middle = () => (from + to) >> 1;
    const soon = () => {
      if (!waiting) waiting = requestAnimationFrame(() => requestAnimationFrame(look));
    };
    const observer = new ResizeObserver(soon);
    observer.observe(room);
    observer.observe(content);
    const arrival = new MutationObserver(soon);
    arrival.observe(content, { subtree: true, attributeFilter: ['data-status', 'hidden'] });
    look();
    return () => {
      observer.disconnect();
      arrival.disconnect();
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
