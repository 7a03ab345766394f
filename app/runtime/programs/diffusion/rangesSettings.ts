/** What the figure of one network against four and its program agree on; without tensors, for the page. */

/** Steps of the schedule. */
export const T = 1_000;

export type Side = 'one' | 'four';

export const SIDES: readonly Side[] = ['one', 'four'];

/** Where answers are held against the exact ones: four in each range. */
export const TIMES = Float32Array.from({ length: 16 }, (_, i) => Math.round(((i + 0.5) * T) / 16));

export const LEARN = 1_500;

export const REPEATS = 8;
