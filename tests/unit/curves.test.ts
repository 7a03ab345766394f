/** The arithmetic of a line plot. */
import { describe, expect, it } from 'vitest';
import { bandPath, linePath, logTicks, textLength, tickTexts, titleLines } from '../../app/viz/curvesDraw';

const same = (v: number) => v;

describe('the band round a line', () => {
  it('goes along the upper line and back along the lower one', () => {
    expect(
      bandPath(
        [0, 1, 2],
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        same,
        same,
      ),
    ).toBe('M0.0,4.0L1.0,5.0L2.0,6.0L2.0,3.0L1.0,2.0L0.0,1.0Z');
  });

  it('leaves out what is no number, and is nothing where fewer than two places are left', () => {
    expect(
      bandPath(
        [0, 1, 2],
        [
          [1, Number.NaN, 3],
          [4, 5, 6],
        ],
        same,
        same,
      ),
    ).toBe('M0.0,4.0L2.0,6.0L2.0,3.0L0.0,1.0Z');
    expect(
      bandPath(
        [0, 1],
        [
          [1, 2],
          [Number.NaN, 3],
        ],
        same,
        same,
      ),
    ).toBe('');
  });
});

it('a line breaks where there is no number', () => {
  expect(linePath([0, 1, 2, 3], [1, Number.NaN, 3, 4], same, same, 100).match(/M/g)).toHaveLength(2);
});

it('ticks of a logarithmic axis are powers of ten with as many steps between as there is room for', () => {
  expect(logTicks([1, 1000], 20)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
  expect(logTicks([1, 1000], 7)).toEqual([1, 3, 10, 30, 100, 300, 1000]);
  expect(logTicks([1, 1000], 4)).toEqual([1, 10, 100, 1000]);
});

it('ticks close to one another are told apart', () => {
  expect(tickTexts([0, 0.5, 1])).toEqual(['0', '0.5', '1']);
  expect(tickTexts([-135, -134.5, -134])).toEqual(['−135', '−134.5', '−134']);
  expect(tickTexts([20_000, 20_010])).toEqual(['20000', '20010']);
});

describe('a title that is wider than its plot', () => {
  it('is broken between words, and nothing of it is lost', () => {
    const title = 'Error while training: press play: the curve grows as the network learns';
    const lines = titleLines(title, 50);
    expect(lines.length).toBe(2);
    expect(lines.join(' ')).toBe(title);
    for (const line of lines) expect(textLength(line)).toBeLessThanOrEqual(50);
  });
  it('is broken between Chinese characters, and no line begins with a comma', () => {
    const title = '训练中的误差：按下播放，曲线会随训练生长';
    for (let most = 8; most < 40; most++) {
      const lines = titleLines(title, most);
      expect(lines.join('')).toBe(title);
      for (const line of lines) expect(line).toMatch(/^[^，：]/);
    }
  });
  it('stays as it is where there is room', () =>
    expect(titleLines('Log odds of p_data against p_G', 60)).toEqual(['Log odds of p_data against p_G']));
});
