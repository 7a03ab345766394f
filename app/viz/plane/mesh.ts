/** A warped grid, its cells darker where mass is dense. */
import { css } from '../palette';
import type { Frame, Of, PlaneDrawing } from './layers';

export function mesh(ctx: CanvasRenderingContext2D, layer: Of<'mesh'>, props: PlaneDrawing, frame: Frame): void {
  const { points: p, nx, ny, shade = 0 } = layer;
  const x = (k: number) => frame.x(p[2 * k]);
  const y = (k: number) => frame.y(p[2 * k + 1]);
  if (shade > 0 && nx > 1 && ny > 1) {
    const even = (props.width * props.height) / ((nx - 1) * (ny - 1)); // the area of a cell if the grid just filled the view
    const colour = props.palette.rgb[layer.colour];
    for (let j = 0; j + 1 < ny; j++) {
      for (let i = 0; i + 1 < nx; i++) {
        const [a, b, c, d] = [j * nx + i, j * nx + i + 1, (j + 1) * nx + i + 1, (j + 1) * nx + i];
        const area = Math.abs((x(c) - x(a)) * (y(d) - y(b)) - (x(d) - x(b)) * (y(c) - y(a))) / 2;
        const alpha = shade * Math.min(1, Math.sqrt((even * 0.05) / (area + even * 0.01)));
        ctx.fillStyle = `rgba(${colour[0]},${colour[1]},${colour[2]},${alpha})`;
        ctx.beginPath();
        ctx.moveTo(x(a), y(a));
        ctx.lineTo(x(b), y(b));
        ctx.lineTo(x(c), y(c));
        ctx.lineTo(x(d), y(d));
        ctx.fill();
      }
    }
  }
  ctx.strokeStyle = css(props.palette, layer.colour, layer.opacity ?? 0.5);
  ctx.lineWidth = layer.lineWidth ?? 1;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) i === 0 ? ctx.moveTo(x(j * nx), y(j * nx)) : ctx.lineTo(x(j * nx + i), y(j * nx + i));
  if (ny > 1)
    for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) j === 0 ? ctx.moveTo(x(i), y(i)) : ctx.lineTo(x(j * nx + i), y(j * nx + i));
  ctx.stroke();
}
