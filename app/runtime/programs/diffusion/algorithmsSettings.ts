/** The lines of both algorithms, for page and program; without tensors. */

/** Lines of one round of algorithm 1, and of one step of algorithm 2, in the order in which they are gone through. */
export const LINES = {
  one: ['x0', 't', 'eps', 'xt', 'predict', 'loss', 'descend'],
  two: ['for', 'z', 'predict', 'x0Hat', 'mean', 'next'],
} as const;
export type LineOfOne = (typeof LINES.one)[number];
export type LineOfTwo = 'xT' | (typeof LINES.two)[number] | 'return';
