/** What a plane can show, and how each kind of layer is painted. Pure: `draw(ctx, props)`; later layers lie on top. */
import { contours as d3contours } from 'd3';
import { disc, pixels, triangle } from './canvas';
import { type ColourName, css, mix, type Palette, type Rgb } from './palette';

/** x0, y0, x1, y1, … in data coordinates. */
export type PlanePoints = ArrayLike<number>;
export interface Domain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/**
 * A value per grid cell, row by row from the lowest y, x fastest: value (i, j) belongs to the middle of cell (i, j) of nx × ny
 * cells over the layer's `domain` (the plane's own if left out).
 */
export interface Grid {
  readonly values: ArrayLike<number>;
  readonly nx: number;
  readonly ny: number;
  readonly domain?: Domain;
}

export type Layer =
  /** A heat field. `diverging`: `low` below `mid`, `high` above it, full colour `span` away. `sequential`: 0 to `max`. */
  | { readonly kind: 'heat'; readonly grid: Grid; readonly scale: HeatScale; readonly opacity?: number }
  /** Lines of equal value. */
  | {
      readonly kind: 'contours';
      readonly grid: Grid;
      readonly levels: readonly number[];
      readonly colour: ColourName;
      readonly opacity?: number;
      readonly lineWidth?: number;
      readonly dashed?: boolean;
    }
  /** A cloud of points. `radius` in CSS pixels; `halo` rings each dot with paper so that clouds stay apart. */
  | {
      readonly kind: 'points';
      readonly points: PlanePoints;
      readonly colour: ColourName;
      readonly radius?: number;
      readonly opacity?: number;
      /** Left out: a triangle for what is generated, a dot for all else, so that real and generated differ without their colours too. */
      readonly shape?: 'dot' | 'triangle' | 'cross' | 'ring';
      readonly halo?: boolean;
    }
  /** A warped grid: the images of nx × ny knots, row by row. With `shade`, cells are filled the darker the smaller they become (mass per area). ny = 1: a curve. */
  | {
      readonly kind: 'mesh';
      readonly points: PlanePoints;
      readonly nx: number;
      readonly ny: number;
      readonly colour: ColourName;
      readonly opacity?: number;
      readonly lineWidth?: number;
      readonly shade?: number;
    }
  /** Arrows from `at` along `vectors` (data units × `scale`), none longer than `maxLength` CSS pixels. */
  | {
      readonly kind: 'arrows';
      readonly at: PlanePoints;
      readonly vectors: PlanePoints;
      readonly colour: ColourName;
      readonly scale?: number;
      readonly maxLength?: number;
      readonly opacity?: number;
      readonly lineWidth?: number;
    }
  /** Trajectories. `head` marks where each one is now. */
  | {
      readonly kind: 'paths';
      readonly paths: readonly PlanePoints[];
      readonly colour: ColourName;
      readonly opacity?: number;
      readonly lineWidth?: number;
      readonly dashed?: boolean;
      readonly head?: boolean;
      readonly fade?: boolean;
    }
  /** Words at places. */
  | {
      readonly kind: 'labels';
      readonly labels: readonly {
        readonly x: number;
        readonly y: number;
        readonly text: string;
        readonly dx?: number;
        readonly dy?: number;
      }[];
      readonly colour: ColourName;
      readonly size?: number;
    };

export type HeatScale =
  | { readonly type: 'diverging'; readonly low: ColourName; readonly high: ColourName; readonly mid: number; readonly span: number }
  | { readonly type: 'sequential'; readonly colour: ColourName; readonly max: number };

export interface PlaneDrawing {
  readonly layers: readonly Layer[];
  readonly domain: Domain;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** Faint lines at whole numbers, the axes a little stronger. */
  readonly gridLines?: boolean;
}

/** Data coordinates → CSS pixels. */
export interface Frame {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
  readonly invert: (px: number, py: number) => [number, number];
}

export function frameOf(domain: Domain, width: number, height: number): Frame {
  const [x0, x1] = domain.x;
  const [y0, y1] = domain.y;
  return {
    x: (x) => ((x - x0) / (x1 - x0)) * width,
    y: (y) => ((y1 - y) / (y1 - y0)) * height,
    invert: (px, py) => [x0 + (px / width) * (x1 - x0), y1 - (py / height) * (y1 - y0)],
  };
}

/** A square domain [−r, r]² widened to the shape of the view, so that one unit is as long in x as in y. */
export function squareDomain(r: number, width: number, height: number): Domain {
  const kx = width > height && height > 0 ? width / height : 1;
  const ky = height > width && width > 0 ? height / width : 1;
  return { x: [-r * kx, r * kx], y: [-r * ky, r * ky] };
}

/** Paints all layers. The context is scaled to CSS pixels and cleared. */
export function draw(ctx: CanvasRenderingContext2D, props: PlaneDrawing): void {
  const frame = frameOf(props.domain, props.width, props.height);
  if (props.gridLines) gridLines(ctx, props, frame);
  for (const layer of props.layers) {
    ctx.save();
    paint(ctx, layer, props, frame);
    ctx.restore();
  }
}

function paint(ctx: CanvasRenderingContext2D, layer: Layer, props: PlaneDrawing, frame: Frame): void {
  if (layer.kind === 'heat') heat(ctx, layer, props, frame);
  else if (layer.kind === 'contours') contourLines(ctx, layer, props, frame);
  else if (layer.kind === 'points') points(ctx, layer, props, frame);
  else if (layer.kind === 'mesh') mesh(ctx, layer, props, frame);
  else if (layer.kind === 'arrows') arrows(ctx, layer, props, frame);
  else if (layer.kind === 'paths') paths(ctx, layer, props, frame);
  else labels(ctx, layer, props, frame);
}

type Of<K extends Layer['kind']> = Extract<Layer, { kind: K }>;

function gridLines(ctx: CanvasRenderingContext2D, { domain, width, height, palette }: PlaneDrawing, frame: Frame): void {
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

function heat(ctx: CanvasRenderingContext2D, layer: Of<'heat'>, props: PlaneDrawing, frame: Frame): void {
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

function contourLines(ctx: CanvasRenderingContext2D, layer: Of<'contours'>, props: PlaneDrawing, frame: Frame): void {
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

function points(ctx: CanvasRenderingContext2D, layer: Of<'points'>, props: PlaneDrawing, frame: Frame): void {
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

function mesh(ctx: CanvasRenderingContext2D, layer: Of<'mesh'>, props: PlaneDrawing, frame: Frame): void {
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

function arrows(ctx: CanvasRenderingContext2D, layer: Of<'arrows'>, props: PlaneDrawing, frame: Frame): void {
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
    const head = Math.min(4.5, 0.4 * length * cut);
    const angle = Math.atan2(dy, dx);
    ctx.moveTo(x, y);
    ctx.lineTo(x + dx, y + dy);
    ctx.moveTo(x + dx - head * Math.cos(angle - 0.5), y + dy - head * Math.sin(angle - 0.5));
    ctx.lineTo(x + dx, y + dy);
    ctx.lineTo(x + dx - head * Math.cos(angle + 0.5), y + dy - head * Math.sin(angle + 0.5));
  }
  ctx.stroke();
}

function paths(ctx: CanvasRenderingContext2D, layer: Of<'paths'>, props: PlaneDrawing, frame: Frame): void {
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

function labels(ctx: CanvasRenderingContext2D, layer: Of<'labels'>, props: PlaneDrawing, frame: Frame): void {
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

/** A heat scale's colour at one end, mixed on paper, for a key beside the plane. */
export function heatSwatch(scale: HeatScale, value: number, palette: Palette, opacity = 0.55): string {
  const [colour, share] = heatColour(scale, palette)(value);
  const [r, g, b] = mix(palette.rgb.paper, colour, share * opacity);
  return `rgb(${r},${g},${b})`;
}
