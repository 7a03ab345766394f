/** The two sides of the comparison, for page and program. */

export const SIDES = ['vae', 'vq'] as const;

export type Side = (typeof SIDES)[number];
