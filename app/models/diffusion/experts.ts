/**
 * One network for all steps, or one for each range of them: the same network of the plane, as many parameters in all.
 *
 * Ho et al. 2020 (2006.11239), §3.2 share one network over all t; Balaji et al. 2022, "eDiff-I" (2211.01324), §4 train one for each range
 * ("expert denoisers"). Which is better is a question of what the ranges have in common; nothing here answers it beforehand.
 */
import type { Params } from '../nn/params';
import { type Config, predict } from './plane';
import type { Denoiser } from './sampler';

/** Ranges of t, of equal length. */
export const RANGES = 4;

// #region ranges
/** Which range a step belongs to, 0 … RANGES − 1: (0, T/4], (T/4, T/2], … */
export const rangeOf = (t: number, T: number): number => Math.min(RANGES - 1, Math.floor((RANGES * (t - 1)) / T));

/** `size` steps of a range, spread evenly over it from a start in [0, 1): each is uniform in the range. */
export const stepsIn = (range: number, T: number, size: number, start: number): Float32Array =>
  Float32Array.from({ length: size }, (_, b) => 1 + Math.floor((T * (range + (b + start) / size)) / RANGES));

/** Whoever is in charge of step t answers. */
export const experts =
  (params: readonly Params[], config: Config, T: number): Denoiser =>
  (x, t) =>
    predict(params[rangeOf(t, T)], x as Parameters<typeof predict>[1], t, config);
// #endregion

// #region sizes
/** Parameters of a network of the plane: in 2 → H, time E → H, gate, hidden 1 and 2 H → H, out H → 2, each with its bias. */
export const parametersOf = ({ hidden: H, timeDim: E }: Config): number => 3 * H + (E + 1) * H + 3 * (H + 1) * H + 2 * (H + 1);

/** The widest of which RANGES together have no more parameters than one of `config`. */
export function quarterOf(config: Config): Config {
  let hidden = 1;
  while (RANGES * parametersOf({ ...config, hidden: hidden + 1 }) <= parametersOf(config)) hidden++;
  return { ...config, hidden };
}
// #endregion
