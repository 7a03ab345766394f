/**
 * The engine as the page sees it: one client for the whole page, started when a page with figures opens or the first figure asks, and
 * a store of what the badge shows. The client itself, which knows no DOM, is in engineClient.ts.
 */
import { create } from 'zustand';
import { EngineClient, type Host, type Run, type RunEvents, type RunRequest, type WorkerLike } from './engineClient';
import { watchHand, whenDrawn } from './pictures';
import { BACKENDS, type BackendName, type EngineInfo } from './protocol';
import workerUrl from './worker.ts?worker&url';

export type { Run, RunEvents, RunRequest } from './engineClient';

const IDLE: EngineInfo = {
  status: 'idle',
  doing: null,
  backend: null,
  adapter: '',
  forced: null,
  tried: [],
  msPerStep: null,
  memory: null,
  calibration: null,
  notice: null,
};

interface EngineStore {
  readonly info: EngineInfo;
  /** Moves the engine to a backend, with all that runs; null lets it choose again. */
  switchBackend(name: BackendName | null): void;
}

/** The engine as the badge and the labs see it. */
export const useEngine = create<EngineStore>(() => ({
  info: IDLE,
  switchBackend: (name) => void engine().switchBackend(name),
}));

/** Opens a run; the engine starts with the first one. */
export const openRun = (request: RunRequest, events: RunEvents): Run => engine().open(request, events);

/** Starts the engine, if it has not been: so the first figure finds it ready, or on its way. */
export const startEngine = (): void => engine().start();

let awake = false;

/** While another window shows what this one computes, being hidden does not stop it. */
export function keepAwake(on: boolean): void {
  awake = on;
  if (only) seenOrHidden(only);
}

let only: EngineClient | null = null;
let beat: ReturnType<typeof setInterval> | undefined;

/** The tab was hidden or shown, or begins: one that is hidden is not woken for the worker's pulse either. */
function seenOrHidden(client: EngineClient): void {
  client.visibilityChanged();
  clearInterval(beat);
  if (!document.hidden || awake) beat = setInterval(() => client.heartbeat(), 5_000);
}

function engine(): EngineClient {
  if (only) return only;
  const client = new EngineClient(pageHost());
  only = client;
  document.addEventListener('visibilitychange', () => seenOrHidden(client));
  seenOrHidden(client);
  if (new URLSearchParams(window.location.search).has('debug')) {
    Object.assign(window, {
      __engine: {
        loseDevice: () => client.injectFault('lose-device'),
        crashWorker: () => client.injectFault('crash'),
        outOfMemory: () => client.injectFault('out-of-memory'),
        info: () => useEngine.getState().info,
        saved: () => client.savedSteps(),
        switchBackend: (name: BackendName | null) => client.switchBackend(name),
      },
    });
  }
  return client;
}

const KEPT = 'playable-notes.calibration';

/**
 * A worker of the engine. A frame that is kept apart (sandbox without allow-same-origin) may import this site's modules where the server
 * lets other origins read them, but start workers only from what is its own, and no module workers at all: there a few words of its own
 * import the engine, and hand it what was said to it meanwhile.
 */
function spawn(): WorkerLike {
  if (window.origin !== 'null') return new Worker(workerUrl, { type: 'module', name: 'engine' }) as WorkerLike;
  const url = JSON.stringify(new URL(workerUrl, import.meta.url).href);
  const words = `const said = []; onmessage = (event) => said.push(event); import(${url}).then(() => said.forEach((event) => onmessage(event)));`;
  return new Worker(URL.createObjectURL(new Blob([words], { type: 'text/javascript' })), { name: 'engine' }) as WorkerLike;
}

/** What not every browser says of its machine. */
interface Hardware {
  /** In GiB. */
  readonly deviceMemory?: number;
  readonly connection?: { readonly saveData?: boolean };
}

function pageHost(): Host {
  watchHand();
  return {
    spawn,
    nextFrame: (then, aside) => {
      if (awake && document.hidden)
        setTimeout(then, 50); // no pictures are drawn here that one could wait for
      else whenDrawn(then, aside);
    },
    hidden: () => document.hidden && !awake,
    spare: () => {
      const asked = new URLSearchParams(window.location.search).get('workers');
      if (asked) return asked === '2';
      const { hardwareConcurrency, deviceMemory = 8, connection } = navigator as Navigator & Hardware;
      return hardwareConcurrency >= 4 && deviceMemory >= 4 && !connection?.saveData;
    },
    now: () => performance.now(),
    forced: () => {
      const asked = new URLSearchParams(window.location.search).get('backend');
      return BACKENDS.find((b) => b === asked) ?? null;
    },
    load: () => {
      try {
        return JSON.parse(localStorage.getItem(KEPT) ?? 'null');
      } catch {
        return null; // no storage, or not ours
      }
    },
    store: (kept) => {
      try {
        localStorage.setItem(KEPT, JSON.stringify(kept));
      } catch {
        // No storage (private window): measured again next time.
      }
    },
    report: (change) => useEngine.setState((s) => ({ info: { ...s.info, ...change } })),
  };
}
