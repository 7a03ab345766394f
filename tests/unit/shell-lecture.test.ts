/** A lecture's small parts: which key is which, what sizes are tried, how a stage becomes an address. */
import { describe, expect, it } from 'vitest';
import { stepsFor } from '../../app/shell/lecture/useFit';
import { deckKey } from '../../app/shell/lecture/useKeys';
import { stageQuery } from '../../app/shell/stages';

describe('keys of the deck', () => {
  it.each([
    ['ArrowRight', 'ArrowRight', 'on'],
    ['ArrowLeft', 'ArrowLeft', 'back'],
    ['o', 'KeyO', 'overview'],
    ['O', 'KeyO', 'overview'],
    ['ｇ', 'KeyG', 'goto'],
    ['Process', 'KeyB', 'black'], // an input method keeps the letter to itself
    ['ы', 'KeyS', 'presenter'], // Cyrillic: by its place
    ['?', 'Slash', 'help'],
    ['Escape', 'Escape', 'leave'],
  ])('%s (%s) is %s', (key, code, name) => expect(deckKey({ key, code })).toBe(name));

  it('a letter that is written counts, wherever it stands', () => {
    expect(deckKey({ key: 'r', code: 'KeyO' })).toBeNull(); // Dvorak
    expect(deckKey({ key: ' ', code: 'Space' })).toBeNull();
    expect(deckKey({ key: '.', code: 'Period' })).toBeNull();
  });
});

describe('sizes that are tried', () => {
  it('begin at 28 px, never fall below 16, never into one column, and end large', () => {
    for (const room of [700, 980, 1500, 1900]) {
      const steps = stepsFor(room, 16);
      expect(steps[0]).toEqual({ size: 175, width: 100 });
      expect(Math.min(...steps.map(({ size }) => size))).toBe(100);
      for (const { size, width } of steps) if (width < 100) expect((room * width) / 100 / ((16 * size) / 100)).toBeGreaterThanOrEqual(44);
      expect(steps.at(-1)?.size).toBeGreaterThan(110);
    }
  });
});

it('a stage is written as its figure’s address writes it', () => {
  expect(stageQuery({ figure: 'gaussian', state: { beta: 200, ellipses: true, start: 'shipped', codes: false } })).toBe(
    'gaussian.beta=200&gaussian.ellipses=1&gaussian.start=shipped&gaussian.codes=0',
  );
});
