/** What the birthday test and its figure agree on; without tensors, for the page. */

export const SOURCES = ['even', 'uneven', 'G'] as const;

/** The square of the points is [−REACH, REACH]². */
export const REACH = 2;

/** Draws of a test; and tests that are made more, once the first is over. */
export const MOST = 800;
export const TESTS = 200;
