/** A cloud of points: dots, triangles, crosses or rings. */

import { disc, triangle } from '../canvas';
import { css } from '../palette';
import type { Frame, Of, PlaneDrawing } from './layers';

export function points(ctx: CanvasRenderingContext2D, layer: Of<'points'>, props: PlaneDrawing, frame: Frame): void {
  const { points: p, radius = 2.2, shape = layer.colour === 'generated' ? 'triangle' : 'dot' } = layer;
  ctx.globalAlpha = layer.opacity ?? 0.8;
  if (shape === 'dot' || shape === 'triangle') {
    const mark = shape === 'dot' ? disc : triangle;
    ctx.fillStyle = css(props.palette, layer.colour);
    ctx.strokeStyle = css(props.palette, 'paper', 0.9);
    ctx.lineWidth = 0.75;
    for (let i = 0; i + 1 < p.length; i += 2) mark(ctx, frame.x(p[i]), frame.y(p[i + 1]), radius, layer.halo ?? false);
    return;
  }
  ctx.strokeStyle = css(props.palette, layer.colour);
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (let i = 0; i + 1 < p.length; i += 2) {
    const x = frame.x(p[i]);
    const y = frame.y(p[i + 1]);
    if (shape === 'ring') {
      ctx.moveTo(x + radius, y);
      ctx.arc(x, y, radius, 0, 2 * Math.PI);
    } else {
      ctx.moveTo(x - radius, y - radius);
      ctx.lineTo(x + radius, y + radius);
      ctx.moveTo(x - radius, y + radius);
      ctx.lineTo(x + radius, y - radius);
    }
  }
  ctx.stroke();
}
