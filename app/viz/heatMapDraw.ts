/** Paints a matrix as colours, and a frame round what is lit. Pure. */
import { pixels } from './canvas';
import { css, mix, type Palette, type Role } from './palette';

export interface HeatPicture {
  /** [rows, columns], row by row. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** Values [low, high] at the ends of the colours; beyond them clipped. Default: the data's own; symmetric when diverging. */
  readonly domain?: readonly [number, number];
  /** Colour of high values; with `low` given, the map diverges: low – paper – high. */
  readonly high?: Role;
  readonly low?: Role;
  /** Lit row or column, drawn as a frame. */
  readonly row?: number | null;
  readonly column?: number | null;
}

/** The colours of a heat map drawn as a [rows, columns] bitmap. */
export function drawHeat(ctx: CanvasRenderingContext2D, props: HeatPicture, palette: Palette, width: number, height: number): void {
  const { data, rows, columns, high = 'network', low } = props;
  let [lo, hi] = props.domain ?? extent(data);
  if (!props.domain && low) {
    hi = Math.max(Math.abs(lo), Math.abs(hi));
    lo = -hi;
  }
  const bitmap = pixels(columns, rows, (image) => {
    for (let i = 0; i < rows * columns; i++) {
      const share = hi > lo ? Math.max(0, Math.min(1, (data[i] - lo) / (hi - lo))) : 0;
      const [r, g, b] = low
        ? mix(palette.rgb.paper, palette.rgb[share < 0.5 ? low : high], Math.abs(2 * share - 1))
        : mix(palette.rgb.paper, palette.rgb[high], share);
      image.data.set([r, g, b, 255], i * 4);
    }
  });
  ctx.imageSmoothingEnabled = columns > width || rows > height;
  ctx.drawImage(bitmap, 0, 0, width, height);
}

function extent(data: Float32Array): [number, number] {
  let lo = Infinity;
  let hi = -Infinity;
  for (const v of data) {
    if (v < lo) lo = v;
    if (v > hi) hi = v;
  }
  return [lo, hi];
}

/** A frame round the lit cell, row or column; nothing where neither is given. */
export function frameLit(ctx: CanvasRenderingContext2D, props: HeatPicture, palette: Palette, width: number, height: number): void {
  const { rows, columns, row = null, column = null } = props;
  if (row === null && column === null) return;
  const top = row === null ? 0 : (row * height) / rows;
  const left = column === null ? 0 : (column * width) / columns;
  const across = column === null ? width : Math.max(3, width / columns);
  const down = row === null ? height : Math.max(3, height / rows);
  ctx.strokeStyle = css(palette, 'ink');
  ctx.lineWidth = 2;
  ctx.strokeRect(left + 1, top + 1, across - 2, down - 2);
}
