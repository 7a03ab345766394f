/** What the diffusion page keeps in the address: paintings, edits of a run, parts to be inpainted. */
import { describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import {
  brushed,
  decodeInpaint,
  decodePainting,
  editsOf,
  encodeInpaint,
  encodePainting,
  laidOn,
  withEdit,
} from '../../app/pages/diffusion/painting';
import { backwardState, forwardState } from '../../app/pages/diffusion/state';
import { readState, writeState } from '../../app/store/url';

const NONE = new Uint8Array(256);
const some = (seed: number, share: number) => {
  const rng = createRng(seed);
  return NONE.map(() => (rng.uniform() < share ? 1 + rng.int(9) : 0));
};

describe('a painting', () => {
  it.each([
    ['nothing', NONE],
    ['one pixel at the end', brushed(NONE, [255], 9)],
    ['a row', brushed(NONE, [32, 33, 34, 35, 36], 3)],
    ['everything in one colour', NONE.map(() => 4)],
    ['speckles', some(1, 0.3)],
    ['everything in all colours', some(2, 1)],
  ])('%s comes back from its text', (_, painting) => {
    expect(decodePainting(encodePainting(painting))).toEqual(painting);
  });

  it('is short: a blank costs nothing, a block a few letters a row, the worst no more than the field holds', () => {
    expect(encodePainting(NONE)).toBe('');
    const block = brushed(
      NONE,
      [0, 1, 2, 3].flatMap((y) => [0, 1, 2, 3].map((x) => 16 * (y + 4) + x + 4)),
      7,
    );
    expect(encodePainting(block).length).toBeLessThan(24);
    expect(encodePainting(some(2, 1)).length).toBeLessThanOrEqual(512);
  });

  it('texts that are none are refused', () => {
    for (const given of ['x', '1A', '1zz1', '12-', '9jw']) expect(decodePainting(given)).toBeNull();
  });

  it('covers what it was brushed on and nothing else', () => {
    const picture = Float32Array.from({ length: 768 }, (_, i) => Math.sin(i));
    const out = laidOn(picture, brushed(NONE, [5], 2));
    expect(Array.from(out.slice(15, 18))).toEqual([1, 1, 1]);
    expect(out.slice(18)).toEqual(picture.slice(18));
    expect(out.slice(0, 15)).toEqual(picture.slice(0, 15));
  });
});

describe('edits of a run', () => {
  const place = { index: 7, face: 12, what: 'x0' } as const;

  it('come back from the address as they went in', () => {
    const painting = some(3, 0.1);
    const text = withEdit(withEdit('', place, painting), { index: 40, face: 0, what: 'xt' }, brushed(NONE, [0], 1));
    const query = writeState(backwardState, { ...backwardState.defaults, edits: text }, '');
    const { values, problems } = readState(backwardState, query);
    expect(problems).toEqual([]);
    const [first, second] = editsOf(values.edits);
    expect(first).toMatchObject(place);
    expect(second).toMatchObject({ index: 40, face: 0, what: 'xt' });
    expect(first.mask).toEqual(painting.map(Math.sign));
    expect(first.picture).toEqual(laidOn(new Float32Array(768), painting));
  });

  it('one at an earlier step forgets the later; one at the same place is painted over', () => {
    const first = withEdit('', place, brushed(NONE, [1, 2], 3));
    const over = withEdit(first, place, brushed(NONE, [2, 3], 5));
    expect(editsOf(over)).toHaveLength(1);
    expect(Array.from(editsOf(over)[0].mask.slice(0, 5))).toEqual([0, 1, 1, 1, 0]);
    expect(editsOf(withEdit(first, { ...place, index: 2 }, brushed(NONE, [9], 1))).map((h) => h.index)).toEqual([2]);
    expect(editsOf(withEdit(first, { ...place, face: 1 }, brushed(NONE, [9], 1)))).toHaveLength(2);
  });
});

describe('a part to be inpainted', () => {
  it('comes back with its mask exactly and its face to 1/63', () => {
    const mask = brushed(NONE, [100, 101, 117], 1);
    const known = Float32Array.from({ length: 768 }, (_, i) => Math.sin(i));
    const back = decodeInpaint(encodeInpaint(37, mask, known));
    expect(back?.mask).toEqual(mask);
    expect(back?.from).toBe(37);
    back?.known.forEach((v, i) => {
      expect(Math.abs(v - known[i])).toBeLessThanOrEqual(1 / 63 + 1e-6);
    });
    const again = decodeInpaint(encodeInpaint(0, mask, back?.known as Float32Array));
    expect(again?.known).toEqual(back?.known);
  });

  it('without a mask or with half a face is refused', () => {
    for (const given of ['1', '.', `0..${'A'.repeat(768)}`, `0.1.${'A'.repeat(767)}`, `0.2.${'A'.repeat(768)}`, `.1.${'A'.repeat(768)}`])
      expect(decodeInpaint(given)).toBeNull();
  });
});

it('a bad painting in the address falls back and says so', () => {
  const { values, problems } = readState(forwardState, 'forward.paint=0kcx%20&forward.t=30');
  expect(values.paint).toBe('');
  expect(values.t).toBe(30);
  expect(problems.map((p) => p.param)).toEqual(['forward.paint']);
  const bad = readState(backwardState, 'backward.edits=q3-0-1&backward.inpaint=1.short&backward.mask=2&backward.at=3');
  expect(bad.problems.map((p) => p.param).sort()).toEqual(['backward.edits', 'backward.inpaint', 'backward.mask']);
  expect(bad.values.at).toBe(3);
});
