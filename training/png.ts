/** Sample sheets as PNG files. */
import { writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { Sheet } from './model';

const SIZE = 16;

/** Lays the pictures out on a grid with a thin border, each pixel `zoom`² pixels large, and writes the file. */
export function writeSheet(path: string, { pictures, columns }: Sheet, zoom = 4): void {
  const count = pictures.length / (SIZE * SIZE * 3);
  const cell = SIZE * zoom + 2;
  const png = new PNG({ width: columns * cell, height: Math.ceil(count / columns) * cell });
  png.data.fill(255);
  for (let n = 0; n < count; n++) {
    const left = (n % columns) * cell + 1;
    const top = Math.floor(n / columns) * cell + 1;
    for (let y = 0; y < SIZE * zoom; y++) {
      for (let x = 0; x < SIZE * zoom; x++) {
        const from = ((n * SIZE + Math.floor(y / zoom)) * SIZE + Math.floor(x / zoom)) * 3;
        const to = ((top + y) * png.width + left + x) * 4;
        for (let c = 0; c < 3; c++) png.data[to + c] = Math.max(0, Math.min(255, Math.round((pictures[from + c] + 1) * 127.5)));
      }
    }
  }
  writeFileSync(path, PNG.sync.write(png));
}
