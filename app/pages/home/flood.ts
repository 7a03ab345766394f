/** The tide of the first page as numbers: faces, how deep each stands in the noise, and the picture that makes. */
import { FACE_BYTES, SIZE } from '../../data/faces/compose';

/** Pixels between two faces. */
export const GAP = 1;

/** How deep a face stands in the noise, 0…1: `tide` is where the shore runs, `across` where the face is, both 0…1 from left to right. */
export function depth(tide: number, across: number): number {
  return Math.min(1, Math.max(0, 0.5 + (tide - across) * 1.9));
}

/** The whole-number scale that leaves least of the width empty, and how many faces stand side by side. */
export function layout(width: number): { scale: number; columns: number } {
  const scales = width >= 900 ? [6, 7, 8] : width >= 600 ? [5, 6] : [4, 5];
  const fits = scales.map((scale) => ({ scale, columns: Math.max(3, Math.floor((width / scale + GAP) / (SIZE + GAP))) }));
  return fits.reduce((a, b) => ((b.columns * (SIZE + GAP) - GAP) * b.scale > (a.columns * (SIZE + GAP) - GAP) * a.scale ? b : a));
}

/** Writes x_t of every face into one RGBA picture of `columns` × `rows` faces. */
export function flood(
  image: { readonly width: number; readonly data: Uint8ClampedArray },
  faces: Uint8Array,
  noise: Float32Array,
  columns: number,
  rows: number,
  tide: number,
): void {
  for (let n = 0; n < columns * rows; n++) {
    const [column, row] = [n % columns, Math.floor(n / columns)];
    const across = (column + 0.5 + 0.35 * Math.sin(row * 2.1 + column)) / columns;
    const angle = (depth(tide, across) * Math.PI) / 2;
    const [signal, spread] = [Math.cos(angle), Math.sin(angle)];
    for (let p = 0; p < SIZE * SIZE; p++) {
      const to = ((row * (SIZE + GAP) + Math.floor(p / SIZE)) * image.width + column * (SIZE + GAP) + (p % SIZE)) * 4;
      for (let c = 0; c < 3; c++) {
        const from = n * FACE_BYTES + p * 3 + c;
        const x0 = faces[from] / 127.5 - 1;
        image.data[to + c] = (signal * x0 + spread * 0.6 * noise[from] + 1) * 127.5;
      }
      image.data[to + 3] = 255;
    }
  }
}
