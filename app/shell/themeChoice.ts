/** Which theme a reader gets. Without React, so that a page can ask before anything else has loaded (early.ts). */
import { memory } from '../i18n/choice';

/** `projector`: black on white and strong colours, for a beamer in a room that is not dark. */
export type ThemeChoice = 'system' | 'light' | 'dark' | 'projector';
export type Theme = 'light' | 'dark' | 'projector';

export const THEME_KEY = 'notes.theme';
const CHOICES: readonly unknown[] = ['system', 'light', 'dark', 'projector'];
const isChoice = (value: unknown): value is ThemeChoice => CHOICES.includes(value);

/** `?theme=` first, then what the reader chose before, then the system's. A page rendered at build time has no reader yet. */
export function chosenTheme(): ThemeChoice {
  if (typeof window === 'undefined') return 'system';
  const asked = new URLSearchParams(window.location.search).get('theme');
  if (isChoice(asked)) return asked;
  const remembered = memory.get(THEME_KEY);
  return isChoice(remembered) ? remembered : 'system';
}

export const darkQuery = '(prefers-color-scheme: dark)';
export const forcedQuery = '(forced-colors: active)';

/** What a choice means now. Where colours are forced the paper is the reader's: its own theme goes before the one chosen here. */
export function resolve(choice: ThemeChoice): Theme {
  if (typeof window === 'undefined') return 'light';
  const fits = (query: string) => window.matchMedia(query).matches;
  if (choice === 'system' || fits(forcedQuery)) return fits(darkQuery) ? 'dark' : 'light';
  return choice;
}
