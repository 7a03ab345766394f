/**
 * The keys of a deck. A clicker's PageUp and PageDown work wherever the focus is; every other key is left to what has the focus first
 * (a slider's arrows, a field's letters), and what belongs to the figure is handed to it.
 */
import { useEffect } from 'react';
import { keyOf } from '../keys';

export const OPTIONS = ['1', '2', '3', '4'] as const;
export type DeckKey =
  | 'on'
  | 'back'
  | 'overview'
  | 'goto'
  | 'black'
  | 'full'
  | 'presenter'
  | 'help'
  | 'leave'
  | 'escape'
  | (typeof OPTIONS)[number];

const NAMED: Readonly<Record<string, DeckKey>> = { ArrowRight: 'on', ArrowLeft: 'back', Escape: 'escape', '?': 'help', '？': 'help' };
const LETTERS: Readonly<Record<string, DeckKey>> = { o: 'overview', g: 'goto', b: 'black', f: 'full', s: 'presenter', p: 'leave' };

const OWN = 'input:not([type=checkbox]), textarea, select, [contenteditable], [role=slider], [role=dialog]';

/** Which key of the deck an event is: by the letter written, or, where the keyboard writes no Latin ones, by its place. */
export function deckKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): DeckKey | null {
  const named = NAMED[key];
  if (named) return named;
  const written = key.normalize('NFKC').toLowerCase();
  const option = OPTIONS.find((digit) => digit === written);
  if (option) return option;
  if (/^[a-z]$/.test(written)) return LETTERS[written] ?? null;
  const place = /^Key([A-Z])$/.exec(code)?.[1].toLowerCase();
  return /^[\u0020-\u024f]$/.test(key) || !place ? null : (LETTERS[place] ?? null);
}

/** `figure`: the element of the figure on stage. */
export function useKeys(act: (key: DeckKey) => void, figure: () => HTMLElement | null): void {
  useEffect(() => {
    const modified = (event: KeyboardEvent) => event.ctrlKey || event.metaKey || event.altKey;
    const onPage = (event: KeyboardEvent) => {
      if (modified(event) || (event.key !== 'PageDown' && event.key !== 'PageUp')) return;
      event.preventDefault();
      event.stopPropagation();
      act(event.key === 'PageDown' ? 'on' : 'back');
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || modified(event)) return;
      const target = event.target as Element;
      if (target.closest?.(OWN)) return;
      const key = deckKey(event);
      if (key) {
        event.preventDefault();
        if (!event.repeat || key === 'on' || key === 'back') act(key);
        return;
      }
      const stage = figure();
      const own = keyOf(event);
      if (!own || !stage || stage.contains(target) || (own === ' ' && target.closest?.('button, a, summary'))) return;
      event.preventDefault();
      stage.dispatchEvent(
        new KeyboardEvent('keydown', { key: event.key, code: event.code, repeat: event.repeat, bubbles: true, cancelable: true }),
      );
    };
    window.addEventListener('keydown', onPage, true);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onPage, true);
      window.removeEventListener('keydown', onKey);
    };
  }, [act, figure]);
}
