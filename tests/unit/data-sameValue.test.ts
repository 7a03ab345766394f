import { expect, it } from 'vitest';
import { sameValue } from '../../app/data/sameValue';

const shown = (x: number) => ({ points: Float32Array.of(0, x, Number.NaN), levels: [0.5, x], at: null, grid: { nx: 2 }, label: undefined });

it('new objects with the same numbers are the same, one other number is not', () => {
  expect(sameValue(shown(1), shown(1))).toBe(true);
  expect(sameValue(shown(1), shown(2))).toBe(false);
});

it('so are parts of parts, and NaN is NaN', () => {
  expect(sameValue({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
  expect(sameValue(Number.NaN, Number.NaN)).toBe(true);
});

it('views of one memory are compared by where they lie', () => {
  const memory = Float32Array.of(1, 2, 1, 3);
  expect(sameValue(memory.subarray(0, 2), memory.subarray(0, 2))).toBe(true);
  expect(sameValue(memory.subarray(0, 2), memory.subarray(2, 4))).toBe(false);
  expect(sameValue(memory.subarray(0, 1), memory.subarray(2, 3))).toBe(true);
});

it.each([
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ b: undefined }, { a: undefined }],
  [
    [1, 2],
    [1, 2, 3],
  ],
  [[1], { 0: 1 }],
  [Float32Array.of(1), Float64Array.of(1)],
  [Float32Array.of(1), Float32Array.of(1, 2)],
  [null, {}],
  [undefined, null],
  [0, -0],
  [() => 1, () => 1],
])('%o and %o are not', (a, b) => {
  expect(sameValue(a, b)).toBe(false);
  expect(sameValue(b, a)).toBe(false);
});
