/** Faint lines at whole numbers, the axes a little stronger. */
import { css } from '../palette';
import type { Frame, PlaneDrawing } from './layers';

export function gridLines(ctx: CanvasRenderingContext2D, { domain, width, height, palette }: PlaneDrawing, frame: Frame): void {
  const span = Math.max(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
  const step = span > 12 ? 5 : span > 2 ? 1 : 0.5;
  ctx.lineWidth = 1;
  const line = (x0: number, y0: number, x1: number, y1: number, axis: boolean) => {
    ctx.strokeStyle = css(palette, 'rule', axis ? 1 : 0.45);
    ctx.beginPath();
    ctx.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
    ctx.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    ctx.stroke();
  };
  for (let x = Math.ceil(domain.x[0] / step) * step; x <= domain.x[1]; x += step)
    line(frame.x(x), 0, frame.x(x), height, Math.abs(x) < 1e-9);
  for (let y = Math.ceil(domain.y[0] / step) * step; y <= domain.y[1]; y += step)
    line(0, frame.y(y), width, frame.y(y), Math.abs(y) < 1e-9);
}
