/** How far a run is, and its learning rate there. */

/** A run's length: a number of steps, or minutes of work (kept over restarts). */
export interface Budget {
  readonly steps?: number;
  readonly minutes?: number;
}

/** Share of the run that is over. */
export function shareOf(budget: Budget, step: number, seconds: number): number {
  return Math.min(1, budget.minutes === undefined ? step / (budget.steps ?? 1) : seconds / (60 * budget.minutes));
}

/** Linear warm-up over the first 2% of the run, then half a cosine from `peak` down to 0 (Loshchilov & Hutter 2017, one cycle). */
export function learningRate(peak: number, share: number): number {
  return peak * Math.min(1, (share + 1e-3) / 0.02) * 0.5 * (1 + Math.cos(Math.PI * share));
}
