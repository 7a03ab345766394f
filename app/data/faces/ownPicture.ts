/** A picture of the reader's own as a face of 16 × 16 pixels: an area mean of a square cut from it; and in a face's place. */
import { SIZE } from './compose';
import { decodePicture } from './pictureText';
import { faceValues } from './sample';

/** A square of the picture, in its pixels; may have fractions. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

const linear = Float64Array.from({ length: 256 }, (_, v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
const encoded = (light: number): number => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

/** The largest square in the middle, or its `share`, moved by x and y in [−1, 1] as far as the picture goes. */
export function cropOf(width: number, height: number, share = 1, x = 0, y = 0): Crop {
  const side = Math.max(1, Math.min(width, height) * share);
  return { left: ((width - side) / 2) * (1 + x), top: ((height - side) / 2) * (1 + y), side };
}

/**
 * [16 · 16 · 3] in [−1, 1]: every pixel the mean light of the part of the square it covers, with fractions of pixels at its edges.
 * `rgba` is sRGB without transparency, [height · width · 4]; the mean is taken of linear light (IEC 61966-2-1), as an eye from afar takes it.
 */
export function reduced(rgba: ArrayLike<number>, width: number, { left, top, side }: Crop): Float32Array {
  const out = new Float32Array(SIZE * SIZE * 3);
  const step = side / SIZE;
  const height = rgba.length / 4 / width;
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++) {
      const [x0, y0] = [left + column * step, top + row * step];
      const sum = [0, 0, 0];
      let area = 0;
      for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, y0 + step); y++)
        for (let x = Math.max(0, Math.floor(x0)); x < Math.min(width, x0 + step); x++) {
          const covered = (Math.min(x + 1, x0 + step) - Math.max(x, x0)) * (Math.min(y + 1, y0 + step) - Math.max(y, y0));
          for (let c = 0; c < 3; c++) sum[c] += covered * linear[rgba[4 * (y * width + x) + c]];
          area += covered;
        }
      for (let c = 0; c < 3; c++) out[3 * (row * SIZE + column) + c] = 2 * encoded(area > 0 ? sum[c] / area : 0) - 1;
    }
  return out;
}

/** The picture in a face's place: the reader's own, if there is one, else a test face. [16 · 16 · 3] in [−1, 1]. */
export const pictureOf = (face: number, own = ''): Float32Array => (own ? decodePicture(own) : faceValues(face));
