/** What the matrix needs of a browser, whichever it is: one tab that opens pages of the product, looks into them, and is used as by a person. */
import type { Site } from './site';

export type Key = 'ArrowRight' | 'ArrowLeft' | 'Home' | 'End' | 'Enter' | ' ';

/** The few things that a browser's own driver has to do. */
export interface Driver {
  /** Name and version, for the log and the README. */
  readonly name: string;
  go(url: string): Promise<void>;
  /** Runs a function in the page; arguments and result travel as JSON. */
  evaluate<A extends unknown[], T>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Scrolls the element into the middle of the window and clicks it with a real pointer. */
  click(css: string): Promise<void>;
  /** Focuses the element and presses a key. */
  press(css: string, key: Key): Promise<void>;
  /** Console errors and uncaught exceptions that the driver itself has heard of since the last call. */
  heard(): string[];
  close(): Promise<void>;
}

const POLL_MS = 100;
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class Tab {
  private readonly kept: string[] = [];

  constructor(
    readonly driver: Driver,
    readonly site: Site,
  ) {}

  /** Opens a path of the product ('gan/?lang=en'); faults of the page before are kept. */
  async open(path: string): Promise<void> {
    await this.faults();
    await this.driver.go(this.site.url + path);
  }

  evaluate<A extends unknown[], T>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return this.driver.evaluate(run, ...args);
  }

  click(css: string): Promise<void> {
    return this.driver.click(css);
  }

  press(css: string, key: Key): Promise<void> {
    return this.driver.press(css, key);
  }

  /**
   * Asks the page until the answer is truthy. Throws what was waited for, and the last answer, after `timeout` ms. A driver that cannot
   * ask just now (WebKit's loses an answer now and then while its page is busy) has not been answered yet: its last error is thrown at the
   * end. A browser that has died will not answer any more: that is thrown at once.
   */
  async until<A extends unknown[], T>(what: string, timeout: number, ask: (...args: A) => T, ...args: A): Promise<NonNullable<Awaited<T>>> {
    const end = Date.now() + timeout;
    for (;;) {
      let failed: unknown;
      const answer = await this.driver.evaluate(ask as (...a: A) => Awaited<T>, ...args).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NoSuchSessionError') throw error;
        failed = error;
      });
      if (answer) return answer;
      if (Date.now() > end)
        throw new Error(`${this.driver.name}: waited ${timeout / 1000} s for ${what}; got ${JSON.stringify(answer)}`, { cause: failed });
      await pause(POLL_MS);
    }
  }

  /** Everything that went wrong so far: console errors, uncaught exceptions, refusals by the page's own policy. */
  async faults(): Promise<readonly string[]> {
    const now = await this.driver.evaluate(() => {
      const list = (window as unknown as { faults?: string[] }).faults;
      return list ? list.splice(0) : [];
    });
    this.kept.push(...now, ...this.driver.heard());
    return this.kept;
  }
}
