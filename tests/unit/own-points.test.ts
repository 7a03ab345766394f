/** Points of the reader's own: read from what tables look like, moved and scaled alike both ways, thinned evenly, and back through the address. */
import { describe, expect, it } from 'vitest';
import { pointSetFromDrawing } from '../../app/data/points';
import { decodeDrawing, encodeDrawing, isDrawing, MAX_DOTS, MAX_DRAWING } from '../../app/data/points/drawnText';
import { readPoints } from '../../app/shell/own/readPoints';

const near = (given: ArrayLike<number>, expected: readonly number[], within = 1e-5) => {
  expect(given.length).toBe(expected.length);
  for (const [i, v] of expected.entries()) expect(Math.abs(given[i] - v)).toBeLessThan(within);
};

describe('what tables look like', () => {
  const same = [0.5, 1, -1.5, 2];
  it.each([
    ['commas', '0.5,1\n-1.5,2'],
    ['CRLF and a last empty line', '0.5,1\r\n-1.5,2\r\n\r\n'],
    ['tabs', '0.5\t1\n-1.5\t2'],
    ['spaces', '  0.5   1\n -1.5 2 '],
    ['semicolons with decimal commas', '0,5;1\n-1,5;2'],
    ['names', 'x,y\n0.5,1\n-1.5,2'],
    ['names in another order, among others', 'label,y,x\na,1,0.5\nb,2,-1.5'],
    ['quoted cells', '"0.5","1"\n"-1.5","2"'],
    ['a byte order mark', '\ufeff0.5,1\n-1.5,2'],
    ['exponents', '5e-1,1e0\n-15e-1,.2e1'],
    ['JSON pairs', '[[0.5,1],[-1.5,2]]'],
    ['JSON points', '{"points":[[0.5,1],[-1.5,2]]}'],
    ['a flat JSON list', '[0.5,1,-1.5,2]'],
  ])('%s', (_, text) => {
    const read = readPoints(text);
    near(read.points, same);
    expect(read.scaled).toBeNull();
  });
  it('says which columns it took', () => {
    expect(readPoints('label,y,x\na,1,0.5\nb,2,-1.5').columns).toEqual(['x', 'y']);
    expect(readPoints('a,1,2\nb,-1,0').columns).toEqual(['2', '3']);
  });
});

it('scales alike both ways, and says how', () => {
  const { points, scaled } = readPoints('100,1000\n300,1000\n200,1050');
  expect(scaled).toEqual({ x: 200, y: 1025, unit: 50 });
  near(points, [-2, -0.5, 2, -0.5, 0, 0.5]);
});

it('enlarges what is too small to see', () => near(readPoints('0.001,0\n0.002,0').points, [-2, 0, 2, 0]));

it('thins evenly, keeping the first', () => {
  const read = readPoints(Array.from({ length: 3 * MAX_DOTS }, (_, i) => `${i / (3 * MAX_DOTS)},${i % 2}`).join('\n'));
  expect(read.given).toBe(3 * MAX_DOTS);
  const xs = read.points.filter((_, i) => i % 2 === 0);
  near(
    xs,
    Array.from({ length: MAX_DOTS }, (_, k) => k / MAX_DOTS),
  );
});

it('survives the address: as many dots as there may be, and strokes beside them', () => {
  const dots = Array.from({ length: MAX_DOTS }, (_, i) => [2 * Math.cos(i), 2 * Math.sin(i)]);
  const stroke = [0, 0, 1, 1, 2, 0];
  const text = encodeDrawing([...dots, stroke]);
  expect(isDrawing(text)).toBe(true);
  expect(text.length).toBeLessThanOrEqual(MAX_DRAWING);
  const back = decodeDrawing(text);
  expect(back.length).toBe(MAX_DOTS + 1);
  for (const [i, dot] of dots.entries()) near(back[i], dot, 0.003);
  near(back[MAX_DOTS], stroke, 0.003);
  expect(encodeDrawing(back)).toBe(text);
  expect(pointSetFromDrawing(dots).weights.length).toBe(MAX_DOTS);
});

it('a drawing that older addresses hold is read as it was', () => {
  expect(decodeDrawing('00zz.h3h3i0i0').length).toBe(2);
  expect(decodeDrawing('00zz')[0]).toEqual([-2.5, 2.5]);
});
