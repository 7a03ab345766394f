/** The two spaces of the game, for page and program; without tensors. */

export const SPACES = ['codes', 'pixels'] as const;
export type Space = (typeof SPACES)[number];
