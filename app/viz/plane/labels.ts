/** Words at places. */
import { css } from '../palette';
import type { Frame, Of, PlaneDrawing } from './layers';

export function labels(ctx: CanvasRenderingContext2D, layer: Of<'labels'>, props: PlaneDrawing, frame: Frame): void {
  ctx.font = `600 ${layer.size ?? 13}px ${props.palette.fonts.ui}`;
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = css(props.palette, 'paper', 0.85);
  ctx.fillStyle = css(props.palette, layer.colour);
  for (const { x, y, text, dx = 6, dy = -6 } of layer.labels) {
    ctx.strokeText(text, frame.x(x) + dx, frame.y(y) + dy);
    ctx.fillText(text, frame.x(x) + dx, frame.y(y) + dy);
  }
}
