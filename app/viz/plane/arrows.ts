/** Arrows from places along vectors. */

import { arrow } from '../canvas';
import { css } from '../palette';
import type { Frame, Of, PlaneDrawing } from './layers';

export function arrows(ctx: CanvasRenderingContext2D, layer: Of<'arrows'>, props: PlaneDrawing, frame: Frame): void {
  const { at, vectors, scale = 1, maxLength = 28 } = layer;
  ctx.strokeStyle = css(props.palette, layer.colour, layer.opacity ?? 0.8);
  ctx.lineWidth = layer.lineWidth ?? 1.25;
  ctx.lineCap = 'round';
  ctx.beginPath();
  for (let i = 0; i + 1 < at.length; i += 2) {
    const x = frame.x(at[i]);
    const y = frame.y(at[i + 1]);
    let dx = frame.x(at[i] + vectors[i] * scale) - x;
    let dy = frame.y(at[i + 1] + vectors[i + 1] * scale) - y;
    const length = Math.hypot(dx, dy);
    if (!(length > 0.75)) continue;
    const cut = Math.min(1, maxLength / length);
    dx *= cut;
    dy *= cut;
    arrow(ctx, x, y, dx, dy, Math.min(4.5, 0.4 * length * cut));
  }
  ctx.stroke();
}
