/** What the figure of one network against four and its program agree on; without tensors, for the page. */

export const SIDES = ['one', 'four'] as const;
export type Side = (typeof SIDES)[number];

/** Steps of the schedule. */
export const T = 1_000;
/** Where answers are held against the exact ones: four in each range. */
export const TIMES = Float32Array.from({ length: 16 }, (_, i) => Math.round(((i + 0.5) * T) / 16));

/** Training steps of a repeat, and repeats. */
export const LEARN = 1_500;
export const REPEATS = 8;
