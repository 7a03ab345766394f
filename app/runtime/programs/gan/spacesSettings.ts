/** What the figure of the two spaces and its program agree on; without tensors, for the page. */

export const SPACES = ['codes', 'pixels'] as const;

export type Space = (typeof SPACES)[number];

/** Faces shown of each; faces measured for the Fréchet distance; of those the ones that are looked up. */
export const SHOWN = 16;

export const JUDGED = 48;

export const MEASURED = 256;

export const BATCH: Readonly<Record<Space, number>> = { codes: 128, pixels: 64 };
