/** A lecture's small parts: which key is which, what sizes are tried, how a stage becomes an address. */
import { describe, expect, it } from 'vitest';
import { answerOf, count, sharesOf } from '../../app/shell/lecture/asks';
import { stepsFor } from '../../app/shell/lecture/useFit';
import { deckKey } from '../../app/shell/lecture/useKeys';
import { stageQuery } from '../../app/shell/stages';
import { type Drawn, HAND_PLACES, penned, undrawn } from '../../app/viz/hand';

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
    ['Escape', 'Escape', 'escape'],
    ['p', 'KeyP', 'leave'],
    ['2', 'Digit2', '2'],
    ['３', 'Digit3', '3'],
  ])('%s (%s) is %s', (key, code, name) => expect(deckKey({ key, code })).toBe(name));

  it('a letter that is written counts, wherever it stands', () => {
    expect(deckKey({ key: 'r', code: 'KeyO' })).toBeNull(); // Dvorak
    expect(deckKey({ key: ' ', code: 'Space' })).toBeNull();
    expect(deckKey({ key: '.', code: 'Period' })).toBeNull();
  });
});

describe('sizes that are tried', () => {
  it('begin at 28 px, never fall below 16 in 1080 or 14 in any window, never into one column, and end large', () => {
    for (const [room, height, least] of [
      [700, 768, 88],
      [980, 768, 88],
      [1500, 1000, 93],
      [1900, 1080, 100],
      [3800, 2160, 100],
    ]) {
      const steps = stepsFor(room, 16, height);
      expect(steps[0]).toEqual({ size: 175, width: 100 });
      expect(Math.min(...steps.map(({ size }) => size))).toBe(least);
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

describe('a curve drawn by hand', () => {
  const filled = (drawn: Drawn) => drawn.flatMap((v, i) => (v === null ? [] : [[i, v]]));
  it('is kept at every place the pen passes, on the straight line between', () => {
    expect(filled(penned(undrawn, [2, 0], [6, 8]))).toEqual([
      [2, 0],
      [3, 2],
      [4, 4],
      [5, 6],
      [6, 8],
    ]);
    // Backwards, the same; a dot is one place; the end is not gone beyond.
    expect(penned(undrawn, [6, 8], [2, 0])).toEqual(penned(undrawn, [2, 0], [6, 8]));
    expect(filled(penned(undrawn, [7.2, 3], [7.2, 3]))).toEqual([[7, 3]]);
    expect(filled(penned(undrawn, [38, 1], [60, 1])).at(-1)?.[0]).toBe(HAND_PLACES - 1);
  });
  it('a second stroke takes the place of the first where it passes', () => {
    const once = penned(undrawn, [0, 1], [10, 1]);
    expect(filled(penned(once, [4, 2], [5, 2])).map(([, v]) => v)).toEqual([1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1]);
  });
});

describe('hands that are counted', () => {
  it('are whole numbers; shares are of all that were counted', () => {
    count('x/y', 2, '１2');
    count('x/y', 0, '4');
    count('x/y', 1, 'many');
    expect(answerOf('x/y').hands).toEqual([4, null, 12]);
    expect(sharesOf(answerOf('x/y').hands, 3)).toEqual([0.25, 0, 0.75]);
    expect(sharesOf([null, 0], 2)).toBeNull();
    count('x/y', 2, '-3');
    expect(answerOf('x/y').hands).toEqual([4, null, null]);
  });
});
