/** Lines of equal value. */
import { contours as d3contours } from 'd3';
import { css } from '../palette';
import type { Frame, Of, PlaneDrawing } from './layers';

export function contourLines(ctx: CanvasRenderingContext2D, layer: Of<'contours'>, props: PlaneDrawing, frame: Frame): void {
  const { values, nx, ny, domain = props.domain } = layer.grid;
  const list: number[] = Array.from(values);
  if (list.some((v) => !Number.isFinite(v))) return;
  const px = (i: number) => frame.x(domain.x[0] + (i / nx) * (domain.x[1] - domain.x[0]));
  const py = (j: number) => frame.y(domain.y[0] + (j / ny) * (domain.y[1] - domain.y[0]));
  ctx.strokeStyle = css(props.palette, layer.colour, layer.opacity ?? 0.7);
  ctx.lineWidth = layer.lineWidth ?? 1;
  if (layer.dashed) ctx.setLineDash([4, 4]);
  for (const area of d3contours()
    .size([nx, ny])
    .thresholds([...layer.levels])(list)) {
    ctx.beginPath();
    for (const polygon of area.coordinates) {
      for (const ring of polygon) {
        for (let k = 0; k < ring.length; k++) {
          const [i, j] = ring[k];
          // Along the border the area is closed, but there is no line of equal value there.
          const border = k > 0 && onBorder(ring[k - 1], nx, ny) && onBorder(ring[k], nx, ny);
          if (k === 0 || border) ctx.moveTo(px(i), py(j));
          else ctx.lineTo(px(i), py(j));
        }
      }
    }
    ctx.stroke();
  }
}

function onBorder([i, j]: readonly number[], nx: number, ny: number): boolean {
  return i <= 0.5 || j <= 0.5 || i >= nx - 0.5 || j >= ny - 0.5;
}
