/** Light, dark, for a projector, or as the system has it: chosen by the reader, remembered, written to `<html data-theme>`. */
import { create } from 'zustand';
import { memory } from '../i18n';
import { chosenTheme, darkQuery, forcedQuery, resolve, THEME_KEY, type Theme, type ThemeChoice } from './themeChoice';

export type { Theme, ThemeChoice };

/** In which order a button goes through the themes, and by which icon each is known. */
export const NEXT_THEME = { system: 'light', light: 'dark', dark: 'projector', projector: 'system' } as const;
export const THEME_ICON = { system: 'system', light: 'sun', dark: 'moon', projector: 'projector' } as const;

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
    window.matchMedia(query).addEventListener('change', () => useTheme.setState(({ choice }) => ({ theme: meant(choice) })));
}

let inHall = false;
/** Where the reader leaves the theme to the system, a lecture is for a projector. */
const meant = (choice: ThemeChoice): Theme => (inHall && choice === 'system' && !forced() ? 'projector' : resolve(choice));
const forced = () => window.matchMedia(forcedQuery).matches;

/** Told when a lecture begins and ends. */
export function setInHall(on: boolean): void {
  inHall = on;
  useTheme.setState(({ choice }) => ({ theme: meant(choice) }));
}

/** Chooses a theme and remembers it. */
export function setTheme(choice: ThemeChoice): void {
  memory.set(THEME_KEY, choice);
  useTheme.setState({ choice, theme: meant(choice) });
  const url = new URL(window.location.href);
  if (url.searchParams.has('theme')) {
    url.searchParams.set('theme', choice);
    window.history.replaceState(window.history.state, '', url);
  }
}
