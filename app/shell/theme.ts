/** Light, dark, or as the system has it: chosen by the reader, remembered, written to `<html data-theme>`. */
import { create } from 'zustand';
import { memory } from '../i18n';
import { chosenTheme, darkQuery, forcedQuery, resolve, THEME_KEY, type Theme, type ThemeChoice } from './themeChoice';

export type { Theme, ThemeChoice };

/** The reader's choice and what it means now. */
export const useTheme = create<{ choice: ThemeChoice; theme: Theme }>(() => {
  const choice = chosenTheme();
  return { choice, theme: resolve(choice) };
});

export const paint = () => document.documentElement.setAttribute('data-theme', useTheme.getState().theme);
if (typeof window !== 'undefined') {
  paint();
  useTheme.subscribe(paint);
  for (const query of [darkQuery, forcedQuery])
    window.matchMedia(query).addEventListener('change', () => useTheme.setState(({ choice }) => ({ theme: resolve(choice) })));
}

/** Chooses a theme and remembers it. */
export function setTheme(choice: ThemeChoice): void {
  memory.set(THEME_KEY, choice);
  useTheme.setState({ choice, theme: resolve(choice) });
  const url = new URL(window.location.href);
  if (url.searchParams.has('theme')) {
    url.searchParams.set('theme', choice);
    window.history.replaceState(window.history.state, '', url);
  }
}
