/** A curve as notes: which pitch a value has, and which pitches a curve is played with. */
import { expect, test } from 'vitest';
import { boundsOf, HIGHEST_HZ, LOWEST_HZ, melody, OCTAVES, pitchOf } from '../../app/shell/heard/pitch';

const MIDDLE_HZ = LOWEST_HZ * 2 ** (OCTAVES / 2);

test('the lowest value is 220 Hz, the highest 880, halfway is an octave above the lowest', () => {
  expect([LOWEST_HZ, HIGHEST_HZ]).toEqual([220, 880]);
  expect([-3, 0.5, 4].map((v) => pitchOf(v, [-3, 4], false))).toEqual([220, 440, 880]);
  expect(pitchOf(100, [-3, 4], false)).toBe(880);
});

test('equal steps of the value are equal intervals; on a logarithmic axis equal factors are', () => {
  const steps = [0, 1, 2, 3].map((v) => pitchOf(v, [0, 3], false) as number);
  for (let i = 1; i < steps.length; i++) expect(steps[i] / steps[i - 1]).toBeCloseTo(2 ** (2 / 3), 10);
  const factors = [1e-4, 1e-3, 1e-2, 1e-1].map((v) => pitchOf(v, [1e-4, 1e-1], true) as number);
  for (let i = 1; i < factors.length; i++) expect(factors[i] / factors[i - 1]).toBeCloseTo(2 ** (2 / 3), 10);
});

test('what is no number has no pitch, nor what a logarithmic axis cannot show; a flat curve stays in the middle', () => {
  for (const v of [Number.NaN, Number.POSITIVE_INFINITY]) expect(pitchOf(v, [0, 1], false)).toBeNull();
  for (const v of [0, -1]) expect(pitchOf(v, [0.1, 1], true)).toBeNull();
  expect(pitchOf(2, [2, 2], false)).toBe(MIDDLE_HZ);
  expect(boundsOf([Number.NaN, 3, -1, 2], false)).toEqual([-1, 3]);
  expect(boundsOf([0, 3, -1, 2], true)).toEqual([2, 3]);
  expect(boundsOf([Number.NaN], false)).toBeNull();
});

test('a falling loss falls from 880 to 220 Hz, whatever the number of its values', () => {
  for (const n of [2, 7, 50, 5_000]) {
    const x = Float32Array.from({ length: n }, (_, i) => 10 * i);
    const y = Float32Array.from({ length: n }, (_, i) => 3 - i / n);
    const pitches = melody({ x, y, xLog: false, yLog: false }, 50) as number[];
    expect(pitches).toHaveLength(50);
    expect(pitches[0] / 880).toBeCloseTo(1, 1);
    expect(pitches[49] / 220).toBeCloseTo(1, 1);
    for (let i = 1; i < 50; i++) expect(pitches[i], `${n} values, pitch ${i}`).toBeLessThanOrEqual(pitches[i - 1]);
  }
});

test('time goes along the axis: what fills its last tenth fills the last tenth of the time; along a logarithmic one, by factors', () => {
  const late = melody({ x: [0, 90, 91, 100], y: [0, 0, 1, 1], xLog: false, yLog: false }, 101);
  expect(late.slice(0, 91).every((hz) => hz === 220)).toBe(true);
  expect(late.slice(91).every((hz) => hz === 880)).toBe(true);
  const log = melody({ x: [1, 10, 100], y: [0, 1, 0], xLog: true, yLog: false }, 3);
  expect(log).toEqual([220, 880, 220]);
});

test('a gap in the curve is silent, an empty curve altogether; a single value is one note', () => {
  const gap = melody({ x: [0, 1, 2, 3, 4], y: [0, 1, Number.NaN, 1, 0], xLog: false, yLog: false }, 41);
  expect(gap.slice(11, 30).every((hz) => hz === null)).toBe(true);
  expect([gap[0], gap[10], gap[30], gap[40]]).toEqual([220, 880, 880, 220]);
  expect(melody({ x: [], y: [], xLog: false, yLog: false }, 3)).toEqual([null, null, null]);
  expect(melody({ x: [5], y: [1], xLog: false, yLog: false }, 3)).toEqual([MIDDLE_HZ, MIDDLE_HZ, MIDDLE_HZ]);
});
