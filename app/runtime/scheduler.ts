/**
 * Shares the worker's one thread among the runs: whoever is due gets a slice in turn, and between any two slices the message
 * loop breathes. Knows nothing of models; the clock is passed in, so a test can hold it.
 */

/** Something that wants time. */
export interface Turn {
  /** When it next has something to do, in the clock's milliseconds; at or before now: at once; Infinity: until `wake`. */
  dueAt(now: number): number;
  /** Works until about the given time. Never rejects. */
  take(until: number): Promise<void>;
}

export interface Clock {
  now(): number;
  /** Resolves once waiting messages have been handled. */
  breathe(): Promise<void>;
  /** Resolves after so many milliseconds, or at once when `wake` is called. */
  sleep(ms: number): { readonly done: Promise<void>; wake(): void };
}

export const SLICE_MS = 12;

export class Scheduler {
  /** In the order in which they are served next. */
  private queue: Turn[] = [];
  private wakeUp: (() => void) | null = null;
  private stopped = false;

  constructor(private readonly clock: Clock) {}

  add(turn: Turn): void {
    this.queue.push(turn);
    this.wake();
  }

  remove(turn: Turn): void {
    this.queue = this.queue.filter((t) => t !== turn);
  }

  /** Something changed: look again who is due. */
  wake(): void {
    this.wakeUp?.();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Serves turns until stopped. */
  async run(): Promise<void> {
    while (!this.stopped) {
      const now = this.clock.now();
      const next = this.queue.find((turn) => turn.dueAt(now) <= now);
      if (next) {
        this.queue = [...this.queue.filter((t) => t !== next), next];
        await next.take(now + SLICE_MS);
        await this.clock.breathe();
      } else {
        const due = Math.min(...this.queue.map((turn) => turn.dueAt(now)), now + 1e6);
        const nap = this.clock.sleep(due - now);
        this.wakeUp = nap.wake;
        await nap.done;
        this.wakeUp = null;
      }
    }
  }
}

/** The real clock. A MessageChannel comes back after waiting messages, without the 4 ms that nested timers cost. */
export function realClock(): Clock {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return {
    now: () => performance.now(),
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        channel.port2.postMessage(null);
      }),
    sleep(ms) {
      let wake = () => {};
      const done = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, 1e6));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return { done, wake };
    },
  };
}
