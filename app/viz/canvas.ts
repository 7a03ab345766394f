/** Canvas helpers: device pixels, and dots drawn from a sprite (thousands of them a frame). */
import { useLayoutEffect, useRef } from 'react';

/**
 * A canvas ref whose bitmap matches the screen's pixels; `draw` gets a context scaled to CSS pixels and cleared.
 * Redraws whenever the component renders.
 */
export function useCanvas(width: number, height: number, draw: (ctx: CanvasRenderingContext2D) => void) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx || width <= 0 || height <= 0) return;
    const ratio = Math.min(3, Math.max(1, globalThis.devicePixelRatio || 1));
    const w = Math.round(width * ratio);
    const h = Math.round(height * ratio);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    draw(ctx);
  });
  return ref;
}

/** A blank bitmap to draw into: off screen where the browser can, else a detached canvas. */
export function scratch(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

const sprites = new Map<string, OffscreenCanvas | HTMLCanvasElement>();

/** A filled dot of this colour and radius (CSS pixels), drawn once and kept. */
export function dot(colour: string, radius: number, halo: string | null, ratio: number): OffscreenCanvas | HTMLCanvasElement {
  const key = `${colour}|${radius}|${halo}|${ratio}`;
  const kept = sprites.get(key);
  if (kept) return kept;
  if (sprites.size > 64) sprites.clear();
  const size = Math.ceil((radius + 1.5) * 2 * ratio);
  const sprite = scratch(size, size);
  const ctx = sprite.getContext('2d') as CanvasRenderingContext2D;
  const middle = size / 2;
  ctx.beginPath();
  ctx.arc(middle, middle, radius * ratio, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  if (halo) {
    ctx.lineWidth = ratio * 0.75;
    ctx.strokeStyle = halo;
    ctx.stroke();
  }
  sprites.set(key, sprite);
  return sprite;
}
