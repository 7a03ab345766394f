/**
 * What the page knows of its service worker: how much is kept on this device, whether a new build waits, and how both are changed.
 *
 * What is fetched by itself: after some calm, texts and code of all pages (some 1.8 MB over the line beyond the page on show), and the weights
 * that were used, from the browser's own cache; while a lecture is on, those of its page. The other pages', several times as much, only on the reader's word. A
 * reader who pays by the byte (saveData, a mobile line) is asked for all of it.
 */
import { create } from 'zustand';
import { memory } from '../../i18n';
import { askUsed } from '../../runtime/used';
import type { PageKey } from '../pages';
import { root } from '../root';
import type { Listed } from './copy';

interface Keeping {
  /** `off`: not possible here (a frame, an old browser, plain http); `none`: nothing is kept (yet, or as the reader wants it). */
  readonly state: 'off' | 'none' | 'used' | 'all';
  /** Of everything, and of what is kept [bytes]; 0 while not known. */
  readonly bytes: number;
  readonly kept: number;
  /** More is being fetched on the reader's word. */
  readonly busy: boolean;
  /** A new build waits to be let in; `held`: not now, for a lecture is on in another window. */
  readonly waiting: boolean;
  readonly held: boolean;
}

export const useKeeping = create<Keeping>(() => ({ state: 'off', bytes: 0, kept: 0, busy: false, waiting: false, held: false }));

const CHOICE = 'notes.offline';
/** Readers come first: what a page needs has been fetched by then, and a hall has its pages open. */
const PATIENCE_MS = 15_000;
/** A lecture's first figures come first. */
const LECTURE_PATIENCE_MS = 5_000;

let registration: ServiceWorkerRegistration | null = null;

/** Whether these notes are a copy that was unpacked from a zip (copy.ts): it lies on the device already. */
export const isCopy = (): boolean => document.querySelector('meta[name="notes-copy"]') !== null;

const possible = (): boolean =>
  !isCopy() &&
  'serviceWorker' in navigator &&
  window.isSecureContext &&
  window.origin !== 'null' &&
  window.parent === window &&
  !import.meta.env.DEV;

function paysByTheByte(): boolean {
  const line = (navigator as { connection?: { saveData?: boolean; type?: string } }).connection;
  return line?.saveData === true || line?.type === 'cellular';
}

interface Status {
  readonly bytes: number;
  readonly kept: number;
}

/** Sends a word to the worker, and every answer to `hear`; the last one too to whoever waits. */
function tell(word: 'status' | 'keep' | readonly string[], hear: (answer: Status) => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => hear(data);
  registration?.active?.postMessage(word, [port2]);
}

const take = ({ bytes, kept }: Status) =>
  useKeeping.setState(({ busy }) => ({ bytes, kept, busy: busy && kept < bytes, state: kept >= bytes ? 'all' : 'used' }));

/** Once a page: whatever is kept is looked after; what is not kept yet waits for some calm. */
export async function lookAfter(): Promise<void> {
  if (!possible()) return;
  useKeeping.setState({ state: 'none' });
  if (memory.get(CHOICE) === 'no') return;
  const before = await navigator.serviceWorker.getRegistration(root).catch(() => undefined);
  if (before) await begin();
  else if (!paysByTheByte()) setTimeout(() => registration || memory.get(CHOICE) === 'no' || void begin(), PATIENCE_MS);
}

/** What was fetched before the worker was there, or past it. */
function keepUsed(): void {
  if (!registration) return;
  askUsed((urls) => {
    const weights = urls.filter((url) => url.includes('/weights/'));
    if (weights.length > 0) tell(weights, take);
  });
}

async function begin(): Promise<boolean> {
  try {
    const now = await navigator.serviceWorker.register(new URL('sw.js', root), { scope: root.pathname });
    registration = now;
    const look = () => useKeeping.setState({ waiting: now.waiting !== null && now.active !== null });
    look();
    now.addEventListener('updatefound', () => now.installing?.addEventListener('statechange', look));
    await navigator.serviceWorker.ready;
    tell('status', take);
    keepUsed();
    document.addEventListener('visibilitychange', keepUsed);
    return true;
  } catch {
    return false; // no storage, or the worker could not be fetched: the notes work as they did
  }
}

/**
 * The models of a lecture that has begun, ahead, one file after the other (1 to 4 MB): if a new build comes to the server meanwhile, which has
 * other weights, the lecture goes on with its own. Returns how to call it off before it begins.
 */
export function keepLecture(page: PageKey): () => void {
  const ahead = async () => {
    if (!possible() || memory.get(CHOICE) === 'no' || paysByTheByte() || !(registration || (await begin()))) return;
    const answer = await fetch(new URL('files.json', root)).catch(() => null);
    if (!answer?.ok) return;
    const files: readonly Listed[] = await answer.json();
    const asked = files.filter(({ of }) => of?.includes(page)).map(({ url }) => new URL(url, root).href);
    if (asked.length > 0) tell(asked, take);
  };
  const timer = setTimeout(() => void ahead(), LECTURE_PATIENCE_MS);
  return () => clearTimeout(timer);
}

/** The reader wants everything, now. */
export async function keepAll(): Promise<void> {
  memory.set(CHOICE, 'yes');
  useKeeping.setState({ busy: true });
  if (registration || (await begin())) tell('keep', take);
  else useKeeping.setState({ busy: false });
}

/** Takes everything away that these notes keep for use without network, and keeps nothing from now on. */
export async function takeAway(): Promise<void> {
  memory.set(CHOICE, 'no');
  await registration?.unregister();
  registration = null;
  for (const name of await caches.keys()) if (name.startsWith('notes-') || name.includes(`precache`)) await caches.delete(name);
  useKeeping.setState({ state: 'none', kept: 0, busy: false, waiting: false, held: false });
}

/** Whether a lecture is on in any window: it holds a lock of this name (lecture/session.ts). */
async function lecturing(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name?.startsWith('notes.lecture.'));
}

/** Lets the new build in; every window of the notes then has it, and this one is loaded anew. Not in the middle of a lecture: its next figures are the old build's. */
export async function enter(): Promise<void> {
  if (await lecturing()) return useKeeping.setState({ held: true });
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  registration?.waiting?.postMessage('enter');
}
