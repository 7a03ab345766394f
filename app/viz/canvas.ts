/** Canvas helpers: device pixels, small bitmaps, and discs (thousands of them a frame). */
import { type RefObject, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { sameValue } from '../data/sameValue';
import { type Palette, usePalette } from './palette';

const ratioNow = (): number => Math.min(3, Math.max(1, globalThis.devicePixelRatio || 1));

/** Calls back when the window comes to a screen with other pixels (a projector), or is zoomed. */
function watchRatio(changed: () => void): () => void {
  let query: MediaQueryList;
  const listen = () => {
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', again);
    window.addEventListener('resize', again);
  };
  const stop = () => {
    query.removeEventListener('change', again);
    window.removeEventListener('resize', again);
  };
  const again = () => {
    stop();
    listen();
    changed();
  };
  listen();
  return stop;
}

/**
 * Paints a canvas when a render shows something else on it than before (compared by its numbers, however new the objects are), when one of
 * `also` is another, and when the browser has lost the picture. `paint` draws from what it is given alone, and what is shown is never
 * written into afterwards. For a bitmap whose size the markup says.
 */
export function usePainted<P>(
  shown: P,
  paint: (ctx: CanvasRenderingContext2D, shown: P) => void,
  also: readonly unknown[] = [],
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const before = useRef<{ readonly shown: P; readonly also: readonly unknown[] }>(undefined);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx) return;
    const now = { shown, also: [canvas, ...also] };
    const known = before.current;
    if (known?.also.every((one, i) => one === now.also[i]) && sameValue(known.shown, shown)) return;
    before.current = now;
    paint(ctx, shown);
    canvas.oncontextrestored = () => paint(ctx, shown);
  });
  return ref;
}

/** The same with a bitmap that matches the screen's pixels: `paint` gets a context scaled to CSS pixels and cleared, and the theme's colours. */
export function useCanvas<P>(
  width: number,
  height: number,
  shown: P,
  paint: (ctx: CanvasRenderingContext2D, shown: P, palette: Palette) => void,
): RefObject<HTMLCanvasElement | null> {
  const palette = usePalette();
  const ratio = useSyncExternalStore(watchRatio, ratioNow, () => 1);
  const cleared = (ctx: CanvasRenderingContext2D) => {
    const { canvas } = ctx;
    if (width <= 0 || height <= 0) return;
    const w = Math.round(width * ratio);
    const h = Math.round(height * ratio);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    paint(ctx, shown, palette);
  };
  return usePainted(shown, cleared, [width, height, ratio, palette]);
}

const bitmaps = new Map<string, { readonly bitmap: OffscreenCanvas | HTMLCanvasElement; readonly image: ImageData }>();

/** A small bitmap painted pixel by pixel, to be drawn at any size: `paint` gets transparent pixels. Each size has one, painted anew every time. */
export function pixels(width: number, height: number, paint: (image: ImageData) => void): CanvasImageSource {
  const key = `${width}×${height}`;
  let kept = bitmaps.get(key);
  if (!kept) {
    if (bitmaps.size > 16) bitmaps.clear();
    const bitmap = scratch(width, height);
    kept = { bitmap, image: context(bitmap).createImageData(width, height) };
    bitmaps.set(key, kept);
  }
  kept.image.data.fill(0);
  paint(kept.image);
  context(kept.bitmap).putImageData(kept.image, 0, 0);
  return kept.bitmap;
}

const context = (bitmap: OffscreenCanvas | HTMLCanvasElement) => bitmap.getContext('2d') as CanvasRenderingContext2D;

/** Off screen where the browser can, else a detached canvas. */
function scratch(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** A disc of the context's fill, ringed by its stroke if asked. One path each: browsers know single circles and draw them fast. */
export function disc(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, ring: boolean): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
  if (ring) ctx.stroke();
}

/** The same as a triangle that stands on its base and covers the disc's area. */
export function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, ring: boolean): void {
  const r = 1.555 * radius; // to its corners: √(4π / 3√3)
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + 0.866 * r, y + 0.5 * r);
  ctx.lineTo(x - 0.866 * r, y + 0.5 * r);
  ctx.closePath();
  ctx.fill();
  if (ring) ctx.stroke();
}

/** An arrow from (x, y) along (dx, dy), added to the path: a line and two strokes of length `head` at its end. */
export function arrow(ctx: CanvasRenderingContext2D, x: number, y: number, dx: number, dy: number, head: number): void {
  const angle = Math.atan2(dy, dx);
  ctx.moveTo(x, y);
  ctx.lineTo(x + dx, y + dy);
  ctx.moveTo(x + dx - head * Math.cos(angle - 0.5), y + dy - head * Math.sin(angle - 0.5));
  ctx.lineTo(x + dx, y + dy);
  ctx.lineTo(x + dx - head * Math.cos(angle + 0.5), y + dy - head * Math.sin(angle + 0.5));
}
