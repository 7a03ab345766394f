/** What the figure of the two noises and its program agree on; without tensors, for the page. */

/** Faces over which the correlations are averaged. */
export const FACES = 8;
