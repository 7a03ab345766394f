/** What the figure of inversion and its program agree on; without tensors, for the page. */

export const GENERATORS = ['gan-latent', 'gan', 'gan-collapsed'] as const;
export const TARGETS = ['test', 'drawn'] as const;

/** Faces looked for at once. */
export const FACES = 12;
/** For each of them noises are drawn first, as many as can be afforded; the nearest RESTARTS of them descend, STEPS steps each. */
export const DRAWS: Readonly<Record<(typeof GENERATORS)[number], number>> = { 'gan-latent': 768, gan: 96, 'gan-collapsed': 96 };
export const RESTARTS = 6;
export const STEPS = 120;

/** Draws, and test faces, whose nearest training face is looked up; the first of them are shown. */
export const LOOKED = 24;
export const SHOWN_LOOKED = 12;
