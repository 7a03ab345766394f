/**
 * The two languages of the notes, equal in every word.
 *
 * A text module is `export const text = defineText({ en: {...}, zh: {...} })`; the compiler refuses a key that one language
 * lacks or a function whose arguments differ. A component reads it with `const t = useText(text)`.
 */
import { create } from 'zustand';
import type { Lang } from '../data/types';
import { chosenLang, LANG_KEY, memory } from './choice';

export { memory, tagOf } from './choice';
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

/** Rendered at build time there is no reader to ask: the build says which language it is (tools/prerender.ts). */
const start: Lang = typeof window === 'undefined' ? (import.meta.env?.NOTES_LANG ?? 'en') : chosenLang();
const useLangStore = create<{ lang: Lang }>(() => ({ lang: start }));

/** The language of the page now. */
export const useLang = (): Lang => useLangStore((s) => s.lang);

/** Switches language, remembers it, and corrects `?lang=` where the address has one. */
export function setLang(lang: Lang): void {
  memory.set(LANG_KEY, lang);
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
