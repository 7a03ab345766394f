/** What a brush does to a picture: which pixels it covers, and a copy with them in a colour. */
import type { PictureData } from './facePixels';

/** Pixels of a square brush centred at (x, y), clipped to the picture. */
export function brushPixels(x: number, y: number, brush: number, side: number): number[] {
  const from = -Math.floor((brush - 1) / 2);
  const pixels: number[] = [];
  for (let dy = from; dy < from + brush; dy++) {
    for (let dx = from; dx < from + brush; dx++) {
      if (x + dx >= 0 && x + dx < side && y + dy >= 0 && y + dy < side) pixels.push((y + dy) * side + x + dx);
    }
  }
  return pixels;
}

/** Copies a picture and sets pixels to a colour in the picture's own units. */
export function painted<D extends PictureData>(data: D, pixels: readonly number[], colour: readonly [number, number, number]): D {
  const copy = data.slice() as D;
  for (const p of pixels) copy.set(colour, p * 3);
  return copy;
}
