/**
 * The two languages of the notes, equal in every word.
 *
 * A text module is `export const text = defineText({ en: {...}, zh: {...} })`; the compiler refuses a key that one language
 * lacks or a function whose arguments differ. A component reads it with `const t = useText(text)`.
 */
import { create } from 'zustand';
import type { Lang } from '../data/types';

export type { Lang };
export const LANGS: readonly Lang[] = ['zh', 'en'];

/** What each language must provide: the same keys; strings may differ in content, functions take the same arguments. */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => R extends string ? string : R
    : T[K] extends string
      ? string
      : T[K] extends object
        ? Words<T[K]>
        : T[K];
};

export interface Text<T> {
  readonly en: Words<T>;
  readonly zh: Words<T>;
}

/** Declares the words of a component or page in both languages. */
export function defineText<T extends object>(text: { readonly en: T; readonly zh: NoInfer<Words<T>> }): Text<T> {
  return text as Text<T>;
}

const KEY = 'notes.lang';
const isLang = (value: unknown): value is Lang => value === 'zh' || value === 'en';

/** `?lang=` first, then what the reader chose before, then the browser's own list, then English. */
export function initialLang(search: string, remembered: string | null, browser: readonly string[]): Lang {
  const asked = new URLSearchParams(search).get('lang')?.toLowerCase().slice(0, 2);
  if (isLang(asked)) return asked;
  if (isLang(remembered)) return remembered;
  for (const tag of browser) {
    const short = tag.toLowerCase().slice(0, 2);
    if (isLang(short)) return short;
  }
  return 'en';
}

/** Storage that may be forbidden (private windows, sandboxed frames): then nothing is remembered, and nothing breaks. */
export const memory = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Not remembered; the choice still holds for this visit.
    }
  },
};

const start: Lang = typeof window === 'undefined' ? 'en' : initialLang(window.location.search, memory.get(KEY), navigator.languages ?? []);
const useLangStore = create<{ lang: Lang }>(() => ({ lang: start }));

/** The language of the page now. */
export const useLang = (): Lang => useLangStore((s) => s.lang);

/** The BCP 47 tag the document carries. */
export const tagOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en');

/** Switches language, remembers it, and corrects `?lang=` where the address has one. */
export function setLang(lang: Lang): void {
  memory.set(KEY, lang);
  useLangStore.setState({ lang });
  const url = new URL(window.location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.set('lang', lang);
    window.history.replaceState(window.history.state, '', url);
  }
}

/** The words of a text module in the language of the page. */
export function useText<T>(text: Text<T>): Words<T> {
  return text[useLang()];
}
