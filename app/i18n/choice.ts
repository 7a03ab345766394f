/** Which language a reader gets. Without React, so that a page can ask before anything else has loaded (shell/early.ts). */
import type { Lang } from '../data/types';

export const LANG_KEY = 'notes.lang';
const isLang = (value: unknown): value is Lang => value === 'zh' || value === 'en';

/** The BCP 47 tag the document carries. */
export const tagOf = (lang: Lang): string => (lang === 'zh' ? 'zh-CN' : 'en');

/** `?lang=` first, then the address's own language (`/zh/…`), then what the reader chose before, then the browser's list, then English. */
export function initialLang(search: string, own: string | undefined, remembered: string | null, browser: readonly string[]): Lang {
  const asked = new URLSearchParams(search).get('lang')?.toLowerCase().slice(0, 2);
  if (isLang(asked)) return asked;
  if (isLang(own)) return own;
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

/** The same, asked of this window. `<html data-lang>` says what language the address stands for. */
export const chosenLang = (): Lang =>
  initialLang(window.location.search, document.documentElement.dataset.lang, memory.get(LANG_KEY), navigator.languages ?? []);
