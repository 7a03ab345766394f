/**
 * The keys of a figure, whatever the keyboard writes: space, `.`, `r`, `n`; `d` (freeze and draw), `m` (magnifier). Where a key writes a Latin letter or a full stop, that
 * counts (so that Dvorak's r is r), with Caps Lock as without, full-width as half-width; where it writes none (Cyrillic, Greek, an input
 * method that keeps the key to itself), its place on the keyboard does.
 */
const MEANT: Readonly<Record<string, FigureKey>> = {
  ' ': ' ',
  '\u3000': ' ',
  '.': '.',
  '。': '.',
  '．': '.',
  '｡': '.',
  r: 'r',
  n: 'n',
  ｒ: 'r',
  ｎ: 'n',
  d: 'd',
  m: 'm',
  ｄ: 'd',
  ｍ: 'm',
};
const PLACES: Readonly<Record<string, FigureKey>> = { Space: ' ', Period: '.', KeyR: 'r', KeyN: 'n', KeyD: 'd', KeyM: 'm' };

export type FigureKey = ' ' | '.' | 'r' | 'n' | 'd' | 'm';

export function keyOf({ key, code }: Pick<globalThis.KeyboardEvent, 'key' | 'code'>): FigureKey | null {
  const written = MEANT[key.toLowerCase()];
  if (written) return written;
  // One printed character of Latin type means itself; a named key (Tab, F5) too, unless an input method hides what was pressed.
  const own = /^[\u0020-\u024f]$/.test(key) || (key.length > 1 && !['Process', 'Unidentified', 'Dead'].includes(key));
  return own ? null : (PLACES[code] ?? null);
}
