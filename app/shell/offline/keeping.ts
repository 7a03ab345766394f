/** What the page knows of its service worker: how much is kept on this device, whether a new build waits, and how both are changed. */
import { create } from 'zustand';
import { memory } from '../../i18n';
import { root } from '../root';

interface Keeping {
  /** `off`: not here (a frame, an old browser, plain http); `none`: the reader wants nothing kept. */
  readonly state: 'off' | 'none' | 'keeping' | 'kept';
  readonly bytes: number;
  readonly kept: number;
  /** A new build waits to be let in. */
  readonly waiting: boolean;
}

export const useKeeping = create<Keeping>(() => ({ state: 'off', bytes: 0, kept: 0, waiting: false }));

const CHOICE = 'notes.offline';
/** Readers come first: what a page needs has been fetched by then. */
const PATIENCE_MS = 20_000;

let registration: ServiceWorkerRegistration | null = null;

const possible = (): boolean =>
  'serviceWorker' in navigator && window.isSecureContext && window.origin !== 'null' && window.parent === window && !import.meta.env.DEV;

/** Sends a word to the worker, and every answer to `hear`. */
function tell(word: 'status' | 'keep', hear: (answer: { bytes: number; kept: number; done?: true }) => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => hear(data);
  registration?.active?.postMessage(word, [port2]);
}

const take = ({ bytes, kept }: { bytes: number; kept: number }) =>
  useKeeping.setState({ bytes, kept, state: kept >= bytes ? 'kept' : 'keeping' });

/** Once a page; again when the reader has changed their mind. */
export async function keepNotes(): Promise<void> {
  if (!possible()) return;
  if (memory.get(CHOICE) === 'no') return useKeeping.setState({ state: 'none' });
  try {
    const now = await navigator.serviceWorker.register(new URL('sw.js', root), { scope: root.pathname });
    registration = now;
    const look = () => useKeeping.setState({ waiting: now.waiting !== null && now.active !== null });
    look();
    now.addEventListener('updatefound', () => now.installing?.addEventListener('statechange', look));
    await navigator.serviceWorker.ready;
    tell('status', take);
    const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
    if (!saving) setTimeout(fetchRest, PATIENCE_MS);
  } catch {
    // No storage, or the worker could not be fetched: the notes work as they did.
  }
}

/** Fetches what is missing. */
export function fetchRest(): void {
  if (useKeeping.getState().state === 'keeping') tell('keep', take);
}

/** The reader wants it again. */
export function want(): void {
  memory.set(CHOICE, 'yes');
  void keepNotes().then(() => setTimeout(fetchRest, 0));
}

/** Takes everything away that these notes keep for use without network. */
export async function takeAway(): Promise<void> {
  memory.set(CHOICE, 'no');
  await registration?.unregister();
  registration = null;
  for (const name of await caches.keys()) if (name.startsWith('notes-') || name.includes(`precache`)) await caches.delete(name);
  useKeeping.setState({ state: 'none', kept: 0, waiting: false });
}

/** Lets the new build in; the page is loaded anew with it. */
export function enter(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  registration?.waiting?.postMessage('enter');
}
