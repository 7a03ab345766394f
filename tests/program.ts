/** What a program is started with in a test that needs no weights: its streams, and nobody to report to. */
import { createRng } from '../app/data/rng';
import type { ProgramContext } from '../app/runtime/program';

export const weightless = (seed: number | string = 1): ProgramContext => ({
  rng: (label) => createRng(seed).fork(label),
  weights: () => Promise.reject(new Error('no weights here')),
  progress: () => {},
  redraw: () => {},
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
});
