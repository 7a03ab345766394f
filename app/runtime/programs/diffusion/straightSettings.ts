/** What the figure of straight paths and its program agree on; without tensors, for the page. */

/** Numbers of steps that are compared. */
export const COUNTS = [1, 2, 3, 4, 6, 8, 12, 20, 32, 50] as const;

export const KINDS: readonly Kind[] = ['curved', 'straight', 'again'];

export type Kind = 'curved' | 'straight' | 'again';

/** Training steps of the first two together, then of the third. */
export const LEARN = 2_500;

export const DRAWN = 36;

export const SHOWN = 400;
