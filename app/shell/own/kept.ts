/**
 * What the reader keeps on this device: points and faces under names of their own, in IndexedDB. All open tabs see the same.
 * Where the browser will not keep anything (private windows, frames, full storage) every call says so in one sentence and changes nothing.
 */
import { createStore, del, entries, get, set, setMany, type UseStore } from 'idb-keyval';
import { create } from 'zustand';
import { Refused, refuse } from '../../data/refused';

export interface Kept {
  readonly id: string;
  readonly kind: 'points' | 'face';
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly made: number;
  /** As the address has them. */
  readonly value: string;
}

/** Names are shown in lists. */
export const MAX_NAME = 60;
const PREFIX = 'own-';

interface State {
  readonly things: readonly Kept[];
  /** Why nothing is listed; null while all is well. */
  readonly problem: Refused | null;
  /** Whether the device has been asked, and has answered. */
  readonly listed: boolean;
}
export const useKept = create<State>(() => ({ things: [], problem: null, listed: false }));

let store: UseStore | null = null;
const opened = (): UseStore => (store ??= createStore('notes-own', 'things'));

const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('notes-own');
if (others) others.onmessage = () => void list();

/** The sentence for what a browser's storage throws. */
export function storageProblem(error: unknown): Refused {
  if (error instanceof Refused) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError')
    return new Refused({
      en: 'This device’s storage for the notes is full: nothing was kept. Delete something from the list, or save to a file.',
      zh: '本机留给讲义的存储空间满了：什么也没存。请从列表里删掉一些，或存成文件。',
    });
  if (name === 'VersionError' || name === 'BlockedError')
    return new Refused({
      en: 'Another tab has these notes open in another version: close it and try again.',
      zh: '另一个标签页开着另一个版本的讲义：请关掉它再试。',
    });
  return new Refused({
    en: 'This browser keeps nothing here (a private window, a frame, or storage turned off): save to a file instead.',
    zh: '这个浏览器在这里不保存任何东西（隐私窗口、别的网页里的框架，或关闭了存储）：请改存成文件。',
  });
}

async function attempt<T>(work: (store: UseStore) => Promise<T>): Promise<T> {
  try {
    if (typeof indexedDB === 'undefined') throw new Error('no storage');
    return await work(opened());
  } catch (error) {
    store = null; // asked for anew next time
    throw storageProblem(error);
  }
}

/** Reads the list anew. */
export async function list(): Promise<void> {
  try {
    const found = await attempt((s) => entries<string, Kept>(s));
    const things = found.flatMap(([key, thing]) => (key.startsWith(PREFIX) && isKept(thing) ? [thing] : []));
    useKept.setState({ things: things.sort((a, b) => b.made - a.made), problem: null, listed: true });
  } catch (error) {
    useKept.setState({ things: [], problem: error as Refused, listed: true });
  }
}

const isKept = (thing: Kept): boolean => typeof thing?.id === 'string' && typeof thing.name === 'string' && thing.value !== undefined;

const changed = async () => {
  others?.postMessage('changed');
  await list();
};

type Given = Pick<Kept, 'kind' | 'name' | 'value'>;

/** Keeps a thing. Throws Refused, and has kept nothing. */
export const keep = (thing: Given): Promise<void> => keepAll([thing]);

/** Keeps several things, or none: it throws Refused. */
export async function keepAll(given: readonly Given[]): Promise<void> {
  if (given.length === 0) return;
  const made = Date.now();
  const things = given.map((thing, i): Kept => {
    const name = thing.name.trim().slice(0, MAX_NAME) || refuse('Please give it a name first.', '请先给它取个名字。');
    return { ...thing, id: PREFIX + crypto.randomUUID(), name, made: made + i };
  });
  await attempt((s) =>
    setMany(
      things.map((thing) => [thing.id, thing]),
      s,
    ),
  );
  await changed();
}

/** Throws Refused where another tab has deleted it. */
export async function rename(id: string, name: string): Promise<void> {
  const thing = await attempt((s) => get<Kept>(id, s));
  if (!thing) refuse('It is no longer there: another tab has deleted it.', '它已经不在了：另一个标签页把它删掉了。');
  const short = name.trim().slice(0, MAX_NAME);
  if (short) await attempt((s) => set(id, { ...thing, name: short }, s));
  await changed();
}

export async function remove(id: string): Promise<void> {
  await attempt((s) => del(id, s));
  await changed();
}
