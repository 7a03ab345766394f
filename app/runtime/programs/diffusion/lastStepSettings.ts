/** What the figure of the two noises and its program agree on; without tensors, for the page. */

export const FACES = 8;

export const TIMES = [
  1, 2, 3, 5, 8, 12, 20, 35, 60, 100, 150, 220, 300, 400, 500, 600, 700, 800, 870, 920, 955, 978, 990, 996, 1000,
] as const;
