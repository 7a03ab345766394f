/**
 * Parts that arrive when they are first needed, and may fail to: a line that is cut, a chunk that a new deployment has taken away.
 * What failed is asked for again only when the reader says so (`askAgain`), else a part drawn again and again would ask for ever.
 *
 * Whether a browser forgets a failed `import()` differs (measured with a chunk answered by 404 once): Chromium 156 and WebKitGTK 2.50
 * ask the server again, Firefox 153 answers from memory for the life of the page, as did Chromium before 2024. A file of several modules
 * cannot be had under another address without running twice what it shares; so where the file is there again and the browser does not
 * see it, asking again opens the page anew: what was set is in its address.
 */
import { type ComponentType, createElement, type FunctionComponent, use } from 'react';

/** Why a part did not come: no answer at all; the site has been built anew since this tab was opened; anything else. */
export type Lost = 'silent' | 'renewed' | 'lost';

export class PartError extends Error {
  readonly why: Lost;
  constructor(why: Lost, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'PartError';
    this.why = why;
  }
}

let round = 0;
/** What failed so far is asked for again when it is next drawn. */
export function askAgain(): void {
  round++;
}

/** What `use` reads on a promise: with it, a part that has arrived is drawn at once, not a moment later. */
type Tracked<T> = Promise<T> & { status?: 'fulfilled' | 'rejected'; value?: T; reason?: unknown };

/**
 * A module loaded once; after a failure, once more in every round. `load` is nothing but an `import()`.
 * Rejects with a `PartError` where the module could not be had, with the module's own error where it broke while starting.
 */
export function kept<T extends object>(load: () => Promise<T>): () => Promise<T> {
  let promise: Tracked<T> | null = null;
  let failedIn = -1;
  return () => {
    if (promise && (promise.status !== 'rejected' || failedIn === round)) return promise;
    const asked = round; // a failure that arrives after the reader has asked again is of the round before
    const now: Tracked<T> = attempt(load);
    promise = now;
    now.then(
      (value) => Object.assign(now, { status: 'fulfilled', value }),
      (reason) => {
        failedIn = asked;
        Object.assign(now, { status: 'rejected', reason });
      },
    );
    return now;
  };
}

/** `preload` resolves when the part has come, or has failed to. */
export type Lazy<P> = FunctionComponent<P> & { readonly preload: () => Promise<void> };

/** `React.lazy`, that can be asked again, and asked beforehand (`preload`). */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): Lazy<P> {
  const part = kept(load);
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, at module level, as with React.lazy
  const Part = (props: P) => createElement(use(part()).default, props);
  return Object.assign(Part, {
    preload: () =>
      part().then(
        () => {},
        () => {},
      ),
  });
}

const NOT_HAD = /dynamically imported module|Importing a module script failed|module script/i;

async function attempt<T extends object>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (first) {
    if (!(first instanceof Error && NOT_HAD.test(first.message))) throw first;
    try {
      return await load();
    } catch (second) {
      const url = /https?:\/\/[^\s"')]+\.js/.exec(first.message)?.[0];
      if (round > 0 && url && (await isThere(url))) window.location.reload();
      throw new PartError(await whyLost(), second);
    }
  }
}

/** Whether one of the site's own files can be had now. */
async function isThere(url: string): Promise<boolean> {
  if (new URL(url).origin !== window.location.origin) return false;
  return fetch(url, { cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  );
}

/** Asks the server for the site's first page: a build other than this one names another script. */
async function whyLost(): Promise<Lost> {
  const own = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src;
  if (!own) return 'lost';
  try {
    const html = await (await fetch(new URL('../', own), { cache: 'no-store' })).text(); // scripts lie in <root>/assets
    return html.includes('id="root"') && !html.includes(own.split('/').pop() as string) ? 'renewed' : 'lost';
  } catch {
    return 'silent';
  }
}
