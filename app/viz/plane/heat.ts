/** A heat field, as one small bitmap drawn large. */
import { pixels } from '../canvas';
import type { Palette, Rgb } from '../palette';
import type { Frame, HeatScale, Of, PlaneDrawing } from './layers';

/** Colour and opacity of a value: opacity grows with the distance from the middle, so the paper shows where nothing is known. */
function heatColour(scale: HeatScale, palette: Palette): (value: number) => readonly [Rgb, number] {
  if (scale.type === 'sequential') {
    const colour = palette.rgb[scale.colour];
    return (v) => [colour, Math.min(1, Math.max(0, v / scale.max))];
  }
  const low = palette.rgb[scale.low];
  const high = palette.rgb[scale.high];
  return (v) => {
    const t = Math.max(-1, Math.min(1, (v - scale.mid) / scale.span));
    return [t < 0 ? low : high, Math.abs(t)];
  };
}

export function heat(ctx: CanvasRenderingContext2D, layer: Of<'heat'>, props: PlaneDrawing, frame: Frame): void {
  const { values, nx, ny, domain = props.domain } = layer.grid;
  const colour = heatColour(layer.scale, props.palette);
  const strength = (layer.opacity ?? 0.55) * 255;
  const bitmap = pixels(nx, ny, ({ data }) => {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++) {
        const value = values[j * nx + i];
        if (!Number.isFinite(value)) continue;
        const [[r, g, b], share] = colour(value);
        const at = ((ny - 1 - j) * nx + i) * 4;
        data[at] = r;
        data[at + 1] = g;
        data[at + 2] = b;
        data[at + 3] = share * strength;
      }
    }
  });
  ctx.imageSmoothingEnabled = true; // of the usual quality: for a field as smooth as these a better one shows nothing, and costs six times as much
  const x0 = frame.x(domain.x[0]);
  const y0 = frame.y(domain.y[1]);
  ctx.drawImage(bitmap, x0, y0, frame.x(domain.x[1]) - x0, frame.y(domain.y[0]) - y0);
}
