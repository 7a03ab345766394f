/**
 * Whether this window shows a lecture, and where it is: `?lecture=<n>` is the n-th stage of the page, from 1. Small, for it comes with every
 * page; the deck itself (Lecture.tsx) is fetched when a lecture begins.
 */
import { create } from 'zustand';
import { PAGES, type PageKey } from '../pages';

interface LectureState {
  /** Number of the stage, from 1; null: no lecture. */
  readonly at: number | null;
  /** The page whose stage it is, where that is not yet, or no longer, the page that stands. */
  readonly page?: PageKey;
}

const read = (): number | null => {
  if (typeof window === 'undefined') return null;
  const given = new URLSearchParams(window.location.search).get('lecture');
  return given && /^\d{1,3}$/.test(given) ? Math.max(1, Number(given)) : null;
};

export const useLecture = create<LectureState>(() => ({ at: read() }));

/** The page that the address names. */
export function addressed(): PageKey | undefined {
  const parts = window.location.pathname.split('/');
  return PAGES.find((key) => parts.includes(key));
}

if (typeof window !== 'undefined') window.addEventListener('popstate', () => useLecture.setState({ at: read(), page: addressed() }));

/** Goes to a stage of this page; null ends the lecture. The address follows, without a new entry in the history. */
export function setStage(at: number | null): void {
  const url = new URL(window.location.href);
  if (at === null) for (const key of ['lecture', 'presenter']) url.searchParams.delete(key);
  else url.searchParams.set('lecture', String(at));
  window.history.replaceState(window.history.state, '', url);
  useLecture.setState({ at, page: undefined });
}

let byAddress = useLecture.getState().at !== null;

/** Once: whether the window was opened by an address that names a stage. The state of a figure that stands there too goes before the plan. */
export function takeAddress(): boolean {
  const was = byAddress;
  byAddress = false;
  return was;
}
