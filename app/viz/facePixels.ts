/** Pictures of any model as canvas pixels: model values (floats, −range…range) or bytes, to RGBA. */

/** RGB, row by row: floats in [−range, range] as models speak, or bytes 0…255. Longer arrays hold several pictures. */
export type PictureData = Float32Array | Uint8Array | Uint8ClampedArray;

/** Channels of one pixel. */
export const CHANNELS = 3;

/**
 * Copies picture `index` ([side, side, 3]) of `data` into `image` at (left, top).
 * Floats: −range → black, +range → white, clipped; ε̂ and other unbounded quantities are shown with range 3.
 */
export function blit(image: ImageData, data: PictureData, index: number, side: number, left = 0, top = 0, range = 1): void {
  const float = data instanceof Float32Array;
  const scale = float ? 127.5 / range : 1;
  const shift = float ? 127.5 : 0;
  const out = image.data;
  let from = index * side * side * CHANNELS;
  for (let y = 0; y < side; y++) {
    let to = ((top + y) * image.width + left) * 4;
    for (let x = 0; x < side; x++, to += 4, from += CHANNELS) {
      out[to] = data[from] * scale + shift;
      out[to + 1] = data[from + 1] * scale + shift;
      out[to + 2] = data[from + 2] * scale + shift;
      out[to + 3] = 255;
    }
  }
}

/** CSS side of one picture pixel: the largest whole number that fits `width`, at least 1. */
export function wholeScale(width: number, pixels: number): number {
  return Math.max(1, Math.floor(width / pixels));
}
