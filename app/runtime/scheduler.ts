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

/** The real clock. */
export function realClock(): Clock {
  return {
    now: () => performance.now(),
    breathe: breather(),
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

/** The smallest module there is. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/**
 * How a worker comes back after waiting messages, without the 4 ms that nested timers cost. WebKit has no `scheduler`, and leads a
 * worker's own MessageChannel through the page's main thread: 270 times a second while that is busy. Compiling a module is answered by
 * the worker's loop itself, 18,000 times a second then; waiting messages come in between. Without either, the channel.
 */
function breather(): () => Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { postTask?(task: () => void): Promise<void> } };
  if (scheduler?.postTask) return () => scheduler.postTask?.(() => {}) as Promise<void>;
  const channel = channelBreather();
  if (typeof WebAssembly === 'undefined') return channel;
  return () => WebAssembly.compile(EMPTY).then(() => {}, channel);
}

function channelBreather(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
