/** How long a step takes on a device that works behind our back: by the clock from the first untimed step until its result was there. */
export class Stopwatch {
  private seconds = 0;
  private timed = 0;
  private since: { readonly at: number; readonly done: number } | null = null;

  /** Begins, unless begun; `done`: steps done so far. */
  start(done: number): void {
    this.since ??= { at: performance.now(), done };
  }

  /** Ends: the results of `done` steps are there. Without them what was begun is given up. */
  stop(done?: number): void {
    if (this.since && done !== undefined) {
      this.seconds += (performance.now() - this.since.at) / 1_000;
      this.timed += done - this.since.done;
    }
    this.since = null;
  }

  reset(): void {
    this.seconds = this.timed = 0;
    this.since = null;
  }

  get secondsPerStep(): number | null {
    return this.timed > 0 ? this.seconds / this.timed : null;
  }
}
