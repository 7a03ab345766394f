/** Paints a plane of codes: tiles of decoded faces, dots, ellipses, samples, the prior. Pure. */
import { disc, pixels } from './canvas';
import { blit, type PictureData } from './facePixels';
import { css, type Palette } from './palette';
import { type Frame, frameOf } from './plane/layers';

export interface LatentPicture {
  /** The square that is shown: its middle and half its side. */
  readonly square: { readonly x: number; readonly y: number; readonly r: number };
  /** Decoded faces, tiles × tiles from the top left, 16×16 pixels each. */
  readonly mosaic: PictureData;
  readonly tiles: number;
  /** Side in CSS pixels: a multiple of 16 · tiles keeps every pixel the same size. */
  readonly size: number;
  /** How strongly the tiles show, 0…1. */
  readonly mosaicOpacity?: number;
  /** x0, y0, x1, y1, … */
  readonly points?: ArrayLike<number>;
  /** Class of every point, and a CSS colour a class. */
  readonly classes?: ArrayLike<number>;
  readonly colours?: readonly string[];
  /** Only this class stands out. */
  readonly only?: number | null;
  readonly radius?: number;
  /** Ellipses of two standard deviations: μ and σ, two numbers each. */
  readonly ellipses?: { readonly mu: ArrayLike<number>; readonly sigma: ArrayLike<number> };
  readonly samples?: ArrayLike<number>;
  /** Circles of N(0, I) at one, two and three standard deviations. */
  readonly prior?: boolean;
}

/** Where codes lie in the map. */
export const frameOfMap = ({ square: { x, y, r }, size }: Pick<LatentPicture, 'square' | 'size'>): Frame =>
  frameOf({ x: [x - r, x + r], y: [y - r, y + r] }, size, size);

/** Paints the map; the context is scaled to CSS pixels and cleared. Later marks lie on top. */
export function draw(ctx: CanvasRenderingContext2D, props: LatentPicture, palette: Palette): void {
  const frame = frameOfMap(props);
  tiles(ctx, props);
  if (props.prior) circles(ctx, props, frame, palette);
  if (props.points) dots(ctx, props, props.points, frame, palette);
  if (props.ellipses) ellipses(ctx, props, props.ellipses, frame, palette);
  if (props.samples) crosses(ctx, props.samples, frame, palette);
}

const scaleOf = ({ size, square }: LatentPicture): number => size / (2 * square.r);

/** N(0, I) at one, two and three standard deviations. */
function circles(ctx: CanvasRenderingContext2D, props: LatentPicture, frame: Frame, palette: Palette): void {
  ctx.strokeStyle = css(palette, 'noise');
  ctx.setLineDash([5, 4]);
  ctx.lineWidth = 1.5;
  for (const k of [1, 2, 3]) {
    ellipse(ctx, frame.x(0), frame.y(0), k * scaleOf(props), k * scaleOf(props));
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function dots(ctx: CanvasRenderingContext2D, props: LatentPicture, points: ArrayLike<number>, frame: Frame, palette: Palette): void {
  const { classes, colours, only = null, radius = 2.4 } = props;
  ctx.strokeStyle = css(palette, 'ink', 0.35);
  ctx.lineWidth = 0.75;
  for (let i = 0; 2 * i + 1 < points.length; i++) {
    const k = classes?.[i] ?? 0;
    ctx.globalAlpha = only === null || only === k ? 0.9 : 0.08;
    ctx.fillStyle = colours?.[k] ?? css(palette, 'latent');
    disc(ctx, frame.x(points[2 * i]), frame.y(points[2 * i + 1]), radius, true);
  }
  ctx.globalAlpha = 1;
}

/** Two standard deviations of every code, on a bed of paper. */
function ellipses(
  ctx: CanvasRenderingContext2D,
  props: LatentPicture,
  { mu, sigma }: NonNullable<LatentPicture['ellipses']>,
  frame: Frame,
  palette: Palette,
): void {
  const { classes, colours, only = null } = props;
  const scale = 2 * scaleOf(props);
  for (let i = 0; 2 * i + 1 < mu.length; i++) {
    const k = classes?.[i] ?? 0;
    ctx.globalAlpha = only === null || only === k ? 1 : 0.1;
    ellipse(ctx, frame.x(mu[2 * i]), frame.y(mu[2 * i + 1]), sigma[2 * i] * scale, sigma[2 * i + 1] * scale);
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = css(palette, 'paper', 0.9);
    ctx.stroke();
    ctx.lineWidth = 1.75;
    ctx.strokeStyle = colours?.[k] ?? css(palette, 'latent');
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

function tiles(ctx: CanvasRenderingContext2D, { mosaic, tiles: n, size, mosaicOpacity = 1 }: LatentPicture): void {
  if (mosaicOpacity <= 0 || n <= 0 || mosaic.length < n * n * 768) return;
  const bitmap = pixels(16 * n, 16 * n, (image) => {
    for (let i = 0; i < n * n; i++) blit(image, mosaic, i, 16, 16 * (i % n), 16 * Math.floor(i / n));
  });
  ctx.imageSmoothingEnabled = false;
  ctx.globalAlpha = mosaicOpacity;
  ctx.drawImage(bitmap, 0, 0, size, size);
  ctx.globalAlpha = 1;
}

function ellipse(ctx: CanvasRenderingContext2D, x: number, y: number, rx: number, ry: number): void {
  ctx.beginPath();
  ctx.ellipse(x, y, Math.max(1.5, rx), Math.max(1.5, ry), 0, 0, 2 * Math.PI);
}

function crosses(ctx: CanvasRenderingContext2D, at: ArrayLike<number>, frame: Frame, palette: Palette): void {
  for (const [colour, width] of [
    [css(palette, 'paper'), 5],
    [css(palette, 'generated'), 2.5],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (let i = 0; 2 * i + 1 < at.length; i++) {
      const [x, y] = [frame.x(at[2 * i]), frame.y(at[2 * i + 1])];
      ctx.moveTo(x - 5, y - 5);
      ctx.lineTo(x + 5, y + 5);
      ctx.moveTo(x - 5, y + 5);
      ctx.lineTo(x + 5, y - 5);
    }
    ctx.stroke();
  }
}
