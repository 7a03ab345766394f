/** A picture made 16 × 16: the area mean of linear light against brute force; and through the address. */
import { expect, it } from 'vitest';
import { faceValues } from '../../app/data/faces';
import { cropOf, pictureOf, reduced } from '../../app/data/faces/ownPicture';
import { decodePicture, encodePicture, isPicture } from '../../app/data/faces/pictureText';
import { createRng } from '../../app/data/rng';

const light = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
const shown = (l: number) => (l <= 0.0031308 ? 12.92 * l : 1.055 * l ** (1 / 2.4) - 0.055);

/** Mean of many samples a pixel. */
function brute(rgba: Uint8ClampedArray, width: number, left: number, top: number, side: number): number[] {
  const n = 40;
  return Array.from({ length: 768 }, (_, i) => {
    const [row, column, c] = [Math.floor(i / 48), Math.floor(i / 3) % 16, i % 3];
    let sum = 0;
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const x = Math.floor(left + (side / 16) * (column + (b + 0.5) / n));
        const y = Math.floor(top + (side / 16) * (row + (a + 0.5) / n));
        sum += light(rgba[4 * (y * width + x) + c]);
      }
    return 2 * shown(sum / n / n) - 1;
  });
}

it.each([
  [40, 40, 1, 0, 0],
  [57, 31, 1, 0.5, 0],
  [64, 48, 0.4, -1, 1],
  [20, 20, 0.35, 0.3, -0.2],
])('%d × %d, part %f at (%f, %f): the mean light of what each pixel covers', (width, height, share, x, y) => {
  const rng = createRng('picture');
  const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : rng.int(256)));
  const crop = cropOf(width, height, share, x, y);
  expect(crop.left).toBeGreaterThanOrEqual(0);
  expect(crop.top + crop.side).toBeLessThanOrEqual(height + 1e-9);
  const expected = brute(rgba, width, crop.left, crop.top, crop.side);
  for (const [i, v] of reduced(rgba, width, crop).entries()) expect(Math.abs(v - expected[i])).toBeLessThan(0.03);
});

it('a picture of one colour keeps it; black and white in turn give half the light, not half the number', () => {
  const one = new Uint8ClampedArray(4 * 33 * 33).fill(90);
  for (const v of reduced(one, 33, cropOf(33, 33))) expect(v).toBeCloseTo(90 / 127.5 - 1, 5);
  const board = Uint8ClampedArray.from({ length: 4 * 32 * 32 }, (_, i) => ((((i >> 2) % 32) + (i >> 7)) % 2) * 255);
  for (const v of reduced(board, 32, cropOf(32, 32))) expect(v).toBeCloseTo(2 * shown(0.5) - 1, 5);
});

it('survives the address to within one level of 64, and a face is itself', () => {
  const text = encodePicture(faceValues(5));
  expect(isPicture(text)).toBe(true);
  for (const [i, v] of pictureOf(0, text).entries()) expect(Math.abs(v - faceValues(5)[i])).toBeLessThanOrEqual(1 / 63 + 1e-6);
  expect(encodePicture(decodePicture(text))).toBe(text);
  expect(pictureOf(7)).toEqual(faceValues(7));
  for (const wrong of ['', text.slice(1), `${text}A`, `+${text.slice(1)}`]) expect(isPicture(wrong)).toBe(false);
});
