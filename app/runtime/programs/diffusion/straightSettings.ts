/** What the figure of straight paths and its program agree on; without tensors, for the page. */

export const KINDS = ['curved', 'straight', 'again'] as const;
export type Kind = (typeof KINDS)[number];

/** Numbers of steps that are compared. */
export const COUNTS = [1, 2, 3, 4, 6, 8, 12, 20, 32, 50] as const;

/** Training steps of the first two together, then of the third. */
export const LEARN = 2_500;

/** Particles, and those of them whose ways are drawn. */
export const SHOWN = 400;
export const DRAWN = 36;
