/** The layers of an encoder and a decoder as columns, as tall as they have units: what one picture makes every unit say. */
import { useCanvas } from './canvas';
import { css, mix, type Palette } from './palette';

export interface HourglassLayer {
  readonly values: Float32Array;
  readonly name: string;
  /** The bottleneck is drawn in its own colour, with its numbers. */
  readonly bottleneck?: boolean;
}

export interface HourglassProps {
  readonly layers: readonly HourglassLayer[];
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

const CELL_ROWS = 32;

/** Paints the columns: height grows with the root of the number of units, colour with how much a unit says. */
export function draw(ctx: CanvasRenderingContext2D, { layers, width, height }: Omit<HourglassProps, 'label'>, palette: Palette): void {
  const most = Math.max(1, ...layers.map((l) => l.values.length));
  const step = width / layers.length;
  const middle = (height - 40) / 2;
  const boxes = layers.map((layer, i) => {
    const h = layer.bottleneck ? 34 : Math.max(24, (height - 40) * Math.sqrt(layer.values.length / most));
    const w = Math.min(step * 0.5, 46);
    return { x: (i + 0.5) * step - w / 2, y: middle - h / 2, w, h };
  });
  ctx.fillStyle = css(palette, 'network', 0.1);
  for (let i = 1; i < boxes.length; i++) {
    const [a, b] = [boxes[i - 1], boxes[i]];
    ctx.beginPath();
    ctx.moveTo(a.x + a.w, a.y);
    ctx.lineTo(b.x, b.y);
    ctx.lineTo(b.x, b.y + b.h);
    ctx.lineTo(a.x + a.w, a.y + a.h);
    ctx.fill();
  }
  ctx.textAlign = 'center';
  layers.forEach((layer, i) => {
    units(ctx, layer, boxes[i], palette);
    ctx.font = `13px ${palette.fonts.ui}`;
    ctx.fillStyle = css(palette, layer.bottleneck ? 'latent' : 'ink2');
    ctx.fillText(layer.name, (i + 0.5) * step, height - 20);
    ctx.font = `600 12px ${palette.fonts.ui}`;
    ctx.fillText(String(layer.values.length), (i + 0.5) * step, height - 4);
    if (layer.bottleneck) ctx.fillText(numbers(layer.values), (i + 0.5) * step, boxes[i].y - 8);
  });
}

const numbers = (values: Float32Array) => `(${Array.from(values.subarray(0, 2), (v) => v.toFixed(1).replace('-', '−')).join(', ')})`;

function units(
  ctx: CanvasRenderingContext2D,
  { values, bottleneck }: HourglassLayer,
  box: { x: number; y: number; w: number; h: number },
  palette: Palette,
): void {
  const rows = bottleneck ? values.length : Math.min(CELL_ROWS, Math.ceil(Math.sqrt(values.length * 2)));
  const columns = Math.ceil(values.length / rows);
  let top = 1e-9;
  for (const v of values) top = Math.max(top, Math.abs(v));
  const full = palette.rgb[bottleneck ? 'latent' : 'network'];
  for (let i = 0; i < values.length; i++) {
    const [r, g, b] = mix(palette.rgb.paper2, full, Math.min(1, Math.abs(values[i]) / (0.8 * top)));
    ctx.fillStyle = `rgb(${r},${g},${b})`;
    const column = Math.floor(i / rows);
    ctx.fillRect(
      box.x + (column * box.w) / columns,
      box.y + ((i % rows) * box.h) / rows,
      Math.max(0.6, box.w / columns - 0.4),
      Math.max(0.6, box.h / rows - 0.4),
    );
  }
  ctx.strokeStyle = css(palette, bottleneck ? 'latent' : 'network', 0.7);
  ctx.lineWidth = bottleneck ? 2 : 1;
  ctx.strokeRect(box.x, box.y, box.w, box.h);
}

export function Hourglass({ label, ...picture }: HourglassProps) {
  const { width, height } = picture;
  const canvas = useCanvas(width, height, picture, draw);
  return <canvas ref={canvas} style={{ display: 'block', width, height }} role="img" aria-label={label} />;
}
