/** Which thing ('z', 'G', 'D', 'eps', 'xt', …) the reader points at. The same thing lights up in prose, formula, figure and code. */
import { create } from 'zustand';

const store = create<{ readonly thing: string | null }>(() => ({ thing: null }));

/** The thing that is lit, or null. */
export const useHighlight = (): string | null => store((s) => s.thing);

/** Lights a thing, or none. */
export function setHighlight(thing: string | null): void {
  if (store.getState().thing !== thing) store.setState({ thing });
}
