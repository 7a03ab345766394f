/** Light, dark, or as the system has it: chosen by the reader, remembered, written to `<html data-theme>`. */
import { create } from 'zustand';
import { memory } from '../i18n';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const KEY = 'notes.theme';
const isChoice = (value: unknown): value is ThemeChoice => value === 'system' || value === 'light' || value === 'dark';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const forced = window.matchMedia('(forced-colors: active)');
/** Where colours are forced the paper is the reader's: its own theme goes before the one chosen here. */
const resolve = (choice: ThemeChoice): Theme => (choice === 'system' || forced.matches ? (dark.matches ? 'dark' : 'light') : choice);

const asked = new URLSearchParams(window.location.search).get('theme');
const remembered = memory.get(KEY);
const first: ThemeChoice = isChoice(asked) ? asked : isChoice(remembered) ? remembered : 'system';

/** The reader's choice and what it means now. */
export const useTheme = create<{ choice: ThemeChoice; theme: Theme }>(() => ({ choice: first, theme: resolve(first) }));

export const paint = () => document.documentElement.setAttribute('data-theme', useTheme.getState().theme);
paint();
useTheme.subscribe(paint);
for (const query of [dark, forced]) query.addEventListener('change', () => useTheme.setState(({ choice }) => ({ theme: resolve(choice) })));

/** Chooses a theme and remembers it. */
export function setTheme(choice: ThemeChoice): void {
  memory.set(KEY, choice);
  useTheme.setState({ choice, theme: resolve(choice) });
  const url = new URL(window.location.href);
  if (url.searchParams.has('theme')) {
    url.searchParams.set('theme', choice);
    window.history.replaceState(window.history.state, '', url);
  }
}
