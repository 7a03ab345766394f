/**
 * A curve that is drawn before the real one is seen, over the axes of one of a figure's plots. Who asks for it stands around the figure; the
 * plot that is asked for says its own name (`<Curves hand="value">`) and shows nothing else until the answer may be seen.
 */
import { createContext, useContext } from 'react';

/** Places along the axis at which a drawn curve is kept. */
export const HAND_PLACES = 41;

/** Heights in units of the plot, at equal distances along its axis; null where nothing is drawn yet. */
export type Drawn = readonly (number | null)[];

export interface Hand {
  /** Which plot. */
  readonly of: string;
  /** The piece of the axes that is drawn on. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly drawn: Drawn;
  /** null once the answer is seen: what was drawn stays under it. */
  readonly onDraw: ((drawn: Drawn) => void) | null;
  readonly label: string;
  /** Where the plot is shown large meanwhile, for a hall; null: in its place in the figure. */
  readonly place: Element | null;
  /** Its name at the end of the line. */
  readonly name: string;
  /** A place and its height, in words. */
  readonly say: (x: number, y: number | null) => string;
}

export const HandContext = createContext<Hand | null>(null);

/** What is asked of the plot of this name; null for all others. */
export function useHand(name: string | undefined): Hand | null {
  const hand = useContext(HandContext);
  return hand && hand.of === name ? hand : null;
}

export const undrawn: Drawn = Array.from({ length: HAND_PLACES }, () => null);

/** The curve after a pen went in a straight line from one place (in places along the axis, fractions too) and height to another. */
export function penned(drawn: Drawn, from: readonly [number, number], to: readonly [number, number]): Drawn {
  const [[a, ya], [b, yb]] = from[0] <= to[0] ? [from, to] : [to, from];
  const next = [...drawn];
  for (let i = Math.max(0, Math.round(a)); i <= Math.min(next.length - 1, Math.round(b)); i++) {
    const share = b - a < 1e-9 ? 1 : Math.max(0, Math.min(1, (i - a) / (b - a)));
    next[i] = ya + share * (yb - ya);
  }
  return next;
}
