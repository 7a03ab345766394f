/** Snapping against brute force, and the choice of the steadiest. */
import { expect, it } from 'vitest';
import { composeMany, FACE_BYTES, faceAt, toUnit } from '../../app/data/faces/index';
import { createRng } from '../../app/data/rng';
import { snap, snapArrays, snapFrom, steadiest } from '../../app/models/gan/snap';

const pixels = composeMany(Array.from({ length: 400 }, (_, i) => faceAt('train', i)));
const arrays = snapArrays(pixels);
const table = snapFrom(arrays['snap.colours'].values, arrays['snap.counts'].values);

it('keeps at most 32 colours of a place, all of them colours that faces have there', () => {
  const counts = arrays['snap.counts'].values;
  expect(counts.length).toBe(256);
  expect(Math.max(...counts)).toBeLessThanOrEqual(32);
  expect(Math.min(...counts)).toBeGreaterThan(0);
  let row = 0;
  counts.forEach((count, place) => {
    for (let k = 0; k < count; k++, row++) {
      const [r, g, b] = arrays['snap.colours'].values.subarray(3 * row, 3 * row + 3);
      let found = false;
      for (let at = 3 * place; at < pixels.length && !found; at += FACE_BYTES)
        found = pixels[at] === r && pixels[at + 1] === g && pixels[at + 2] === b;
      expect(found, `place ${place}, colour ${k}`).toBe(true);
    }
  });
});

it('leaves a face of common colours as it is, and takes the nearest colour of a noised one', () => {
  const rng = createRng('snap');
  const faces = toUnit(pixels.subarray(0, 3 * FACE_BYTES));
  const noised = faces.map((v) => v + 0.2 * rng.normal());
  const snapped = snap(noised, table);
  for (let at = 0; at < noised.length; at += 3) {
    const place = (at / 3) % 256;
    const distances = Array.from({ length: table.begin[place + 1] - table.begin[place] }, (_, k) => {
      const c = 3 * (table.begin[place] + k);
      return [0, 1, 2].reduce((sum, i) => sum + (noised[at + i] - table.colours[c + i]) ** 2, 0);
    });
    const mine = [0, 1, 2].reduce((sum, i) => sum + (noised[at + i] - snapped[at + i]) ** 2, 0);
    expect(mine).toBeCloseTo(Math.min(...distances), 5);
  }
  const again = snap(faces, table);
  const kept = again.filter((v, i) => Math.abs(v - faces[i]) < 1e-6).length / faces.length;
  expect(kept).toBeGreaterThan(0.97); // a few colours of a place are beyond its 32
});

it('takes of several candidates the one that a round trip changes least, for every picture on its own', () => {
  const constant = (...values: number[]) =>
    Float32Array.from({ length: values.length * FACE_BYTES }, (_, i) => values[Math.floor(i / FACE_BYTES)]);
  const chosen = steadiest([constant(0.1, 0.2), constant(0.3, 0.4)], [constant(0.1, 0.5), constant(0.9, 0.4)]);
  expect(chosen).toEqual(constant(0.1, 0.4));
});
