/** What the birthday test and its figure agree on; without tensors, for the page. */

export const SOURCES = ['even', 'uneven', 'G'] as const;

/** Draws of a step, and of a whole test. */
export const DRAWS = 4;

/** The square of the points is [−REACH, REACH]². */
export const REACH = 2;

export const MOST = 800;

export const TESTS = 200;
