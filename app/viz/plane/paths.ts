/** Trajectories, with where each one is now. */
import { css } from '../palette';
import type { Frame, Of, PlaneDrawing } from './layers';

export function paths(ctx: CanvasRenderingContext2D, layer: Of<'paths'>, props: PlaneDrawing, frame: Frame): void {
  const opacity = layer.opacity ?? 0.9;
  ctx.lineWidth = layer.lineWidth ?? 1.5;
  ctx.lineJoin = ctx.lineCap = 'round';
  if (layer.dashed) ctx.setLineDash([3, 4]);
  for (const p of layer.paths) {
    const n = p.length >> 1;
    if (n === 0) continue;
    const pieces = layer.fade ? 6 : 1; // a fading path is drawn in pieces, the oldest faintest
    for (let piece = 0; piece < pieces; piece++) {
      const from = Math.floor((piece * (n - 1)) / pieces);
      const to = Math.floor(((piece + 1) * (n - 1)) / pieces);
      ctx.strokeStyle = css(props.palette, layer.colour, opacity * (layer.fade ? (piece + 1.5) / (pieces + 0.5) : 1));
      ctx.beginPath();
      for (let k = from; k <= to; k++)
        k === from ? ctx.moveTo(frame.x(p[2 * k]), frame.y(p[2 * k + 1])) : ctx.lineTo(frame.x(p[2 * k]), frame.y(p[2 * k + 1]));
      ctx.stroke();
    }
    if (layer.head) {
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(frame.x(p[2 * n - 2]), frame.y(p[2 * n - 1]), 4, 0, 2 * Math.PI);
      ctx.fillStyle = css(props.palette, layer.colour);
      ctx.fill();
      ctx.strokeStyle = css(props.palette, 'paper');
      ctx.stroke();
    }
  }
}
