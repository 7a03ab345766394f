/**
 * A plane of codes: decoded faces as tiles, the codes of known faces on them as dots coloured by class, some as ellipses (μ, σ),
 * samples as crosses, the prior as circles. Whatever the pointer or the arrow keys reach is told to the caller.
 */
import { memo, type ReactNode } from 'react';
import { disc, pixels, useCanvas } from './canvas';
import { blit, type PictureData } from './facePixels';
import styles from './LatentMap.module.css';
import { css, type Palette, usePalette } from './palette';
import { frameOf } from './plane/layers';
import { usePen } from './usePen';

export interface LatentMapProps {
  /** The square that is shown: its middle and half its side. */
  readonly square: { readonly x: number; readonly y: number; readonly r: number };
  /** Decoded faces, tiles × tiles from the top left, 16×16 pixels each. */
  readonly mosaic: PictureData;
  readonly tiles: number;
  /** Side in CSS pixels: a multiple of 16 · tiles keeps every pixel the same size. */
  readonly size: number;
  /** Text alternative. */
  readonly label: string;
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
  /** A chosen place. */
  readonly at?: readonly [number, number] | null;
  readonly onHover?: (at: readonly [number, number] | null) => void;
  readonly onSelect?: (x: number, y: number) => void;
  readonly children?: ReactNode;
}

/** Paints the map; the context is scaled to CSS pixels and cleared. */
export function draw(ctx: CanvasRenderingContext2D, props: LatentMapProps, palette: Palette): void {
  const { square, size, points, classes, colours, only = null, radius = 2.4 } = props;
  const frame = frameOf({ x: [square.x - square.r, square.x + square.r], y: [square.y - square.r, square.y + square.r] }, size, size);
  const scale = size / (2 * square.r);
  tiles(ctx, props);
  if (props.prior) {
    ctx.strokeStyle = css(palette, 'noise');
    ctx.setLineDash([5, 4]);
    ctx.lineWidth = 1.5;
    for (const k of [1, 2, 3]) {
      ellipse(ctx, frame.x(0), frame.y(0), k * scale, k * scale);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }
  if (points) {
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
  if (props.ellipses) {
    const { mu, sigma } = props.ellipses;
    for (let i = 0; 2 * i + 1 < mu.length; i++) {
      const k = classes?.[i] ?? 0;
      ctx.globalAlpha = only === null || only === k ? 1 : 0.1;
      ellipse(ctx, frame.x(mu[2 * i]), frame.y(mu[2 * i + 1]), 2 * sigma[2 * i] * scale, 2 * sigma[2 * i + 1] * scale);
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = css(palette, 'paper', 0.9);
      ctx.stroke();
      ctx.lineWidth = 1.75;
      ctx.strokeStyle = colours?.[k] ?? css(palette, 'latent');
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
  if (props.samples) crosses(ctx, props.samples, frame, palette);
  if (props.at) target(ctx, frame.x(props.at[0]), frame.y(props.at[1]), palette);
}

function tiles(ctx: CanvasRenderingContext2D, { mosaic, tiles: n, size, mosaicOpacity = 1 }: LatentMapProps): void {
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

function crosses(ctx: CanvasRenderingContext2D, at: ArrayLike<number>, frame: ReturnType<typeof frameOf>, palette: Palette): void {
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

function target(ctx: CanvasRenderingContext2D, x: number, y: number, palette: Palette): void {
  for (const [colour, width] of [
    [css(palette, 'paper'), 5],
    [css(palette, 'accent'), 2.5],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ellipse(ctx, x, y, 9, 9);
    ctx.stroke();
  }
}

/** The picture alone: drawn again when what it shows changes, not when the pointer moves. */
const Picture = memo(function Picture(props: Omit<LatentMapProps, 'onHover' | 'onSelect' | 'children'>) {
  const palette = usePalette();
  const canvas = useCanvas(props.size, props.size, (ctx) => draw(ctx, props, palette));
  const side = { width: props.size, height: props.size };
  return <canvas ref={canvas} className={styles.canvas} style={side} role="img" aria-label={props.label} />;
});

export function LatentMap({ onHover, onSelect, children, ...picture }: LatentMapProps) {
  const { size, square, label } = picture;
  const frame = frameOf({ x: [square.x - square.r, square.x + square.r], y: [square.y - square.r, square.y + square.r] }, size, size);
  const pen = usePen(frame, size, size, { onHover, onSelect });
  const interactive = Boolean(onHover || onSelect);
  return (
    <div
      className={styles.map}
      style={{ width: size, height: size }}
      {...(interactive && { role: 'group', 'aria-label': label, tabIndex: 0, ...pen.events })}
    >
      <Picture {...picture} />
      {pen.cursor && <span className={styles.cursor} style={{ left: pen.cursor.x, top: pen.cursor.y }} aria-hidden />}
      {children}
    </div>
  );
}
