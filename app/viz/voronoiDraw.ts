/** Paints codes with the cells of the nearest one, and the encodings that fall into them. Pure. */
import { Delaunay } from 'd3';
import { arrow, disc } from './canvas';
import { css, type Palette } from './palette';
import { type Domain, frameOf } from './plane/layers';

export interface VoronoiPicture {
  /** Codes x0, y0, x1, y1, … */
  readonly codes: Float32Array;
  readonly encodings: Float32Array;
  /** How often each code is used; codes never used are drawn hollow. */
  readonly counts: Float32Array;
  /** Code of every encoding, to light the chosen code's own. */
  readonly tokens?: Int32Array;
  readonly width: number;
  readonly height: number;
  /** Other centres to compare with, drawn as rings. */
  readonly centres?: Float32Array;
  /** Encodings joined to their codes, with an arrow of `pull` at both: the gradient that is handed through. */
  readonly through?: { readonly ze: Float32Array; readonly zq: Float32Array; readonly pull?: Float32Array };
  /** Chosen code. */
  readonly selected?: number | null;
}

/** Data coordinates → CSS pixels, pair by pair. */
type Pixels = (p: ArrayLike<number>) => Float64Array;

/** The square that holds nearly all encodings and all used codes. */
export function domainOf({ codes, encodings, counts, width, height }: VoronoiPicture): Domain {
  const axis = (k: 0 | 1) => {
    const list: number[] = [];
    for (let i = k; i < encodings.length; i += 2) list.push(encodings[i]);
    list.sort((a, b) => a - b);
    let [lo, hi] = [list[Math.floor(0.005 * list.length)] ?? -1, list[Math.floor(0.995 * (list.length - 1))] ?? 1];
    counts.forEach((n, i) => {
      if (n === 0) return;
      lo = Math.min(lo, codes[2 * i + k]);
      hi = Math.max(hi, codes[2 * i + k]);
    });
    return [lo, hi] as const;
  };
  const [x0, x1] = axis(0);
  const [y0, y1] = axis(1);
  const unit = Math.max((x1 - x0) / width, (y1 - y0) / height, 1e-6) * 0.54;
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return { x: [cx - unit * width, cx + unit * width], y: [cy - unit * height, cy + unit * height] };
}

/** Paints the plane; the context is scaled to CSS pixels and cleared. Later marks lie on top. */
export function draw(ctx: CanvasRenderingContext2D, props: VoronoiPicture, palette: Palette): void {
  const frame = frameOf(domainOf(props), props.width, props.height);
  const px: Pixels = (p) => Float64Array.from(p, (v, i) => (i % 2 ? frame.y(v) : frame.x(v)));
  cells(ctx, props, px, palette);
  encodings(ctx, props, px, palette);
  if (props.centres) rings(ctx, px(props.centres), palette);
  codes(ctx, props, px, palette);
  if (props.through) copies(ctx, props.through, px, palette);
}

/** Every code's cell, the chosen one filled. */
function cells(
  ctx: CanvasRenderingContext2D,
  { codes, width, height, selected = null }: VoronoiPicture,
  px: Pixels,
  palette: Palette,
): void {
  const voronoi = new Delaunay(px(codes)).voronoi([0, 0, width, height]);
  if (selected !== null) {
    ctx.beginPath();
    voronoi.renderCell(selected, ctx);
    ctx.fillStyle = css(palette, 'network', 0.18);
    ctx.fill();
  }
  ctx.beginPath();
  voronoi.render(ctx);
  ctx.strokeStyle = css(palette, 'network', 0.35);
  ctx.lineWidth = 1;
  ctx.stroke();
}

function encodings(
  ctx: CanvasRenderingContext2D,
  { encodings: given, tokens, selected = null }: VoronoiPicture,
  px: Pixels,
  palette: Palette,
): void {
  const z = px(given);
  for (let i = 0; 2 * i < z.length; i++) {
    const own = selected !== null && tokens?.[i] === selected;
    ctx.fillStyle = css(palette, 'latent', own ? 1 : 0.4);
    disc(ctx, z[2 * i], z[2 * i + 1], own ? 3 : 1.8, false);
  }
}

function rings(ctx: CanvasRenderingContext2D, at: Float64Array, palette: Palette): void {
  ctx.strokeStyle = css(palette, 'ink');
  ctx.lineWidth = 1.5;
  for (let i = 0; i < at.length; i += 2) {
    ctx.beginPath();
    ctx.arc(at[i], at[i + 1], 6, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** Codes never used are hollow. */
function codes(
  ctx: CanvasRenderingContext2D,
  { codes: given, counts, selected = null }: VoronoiPicture,
  px: Pixels,
  palette: Palette,
): void {
  const at = px(given);
  ctx.lineWidth = 1.5;
  for (let i = 0; 2 * i < at.length; i++) {
    ctx.strokeStyle = css(palette, counts[i] > 0 ? 'paper' : 'network');
    ctx.fillStyle = css(palette, counts[i] > 0 ? 'network' : 'paper');
    disc(ctx, at[2 * i], at[2 * i + 1], selected === i ? 6 : 4, true);
  }
}

/** Encodings joined to their codes, the gradient's arrow at both: what the straight-through copy hands on. */
function copies(
  ctx: CanvasRenderingContext2D,
  { ze, zq, pull }: NonNullable<VoronoiPicture['through']>,
  px: Pixels,
  palette: Palette,
): void {
  const [from, to] = [px(ze), px(zq)];
  ctx.lineWidth = 1.25;
  ctx.setLineDash([3, 3]);
  ctx.strokeStyle = css(palette, 'ink2');
  ctx.beginPath();
  for (let i = 0; i < from.length; i += 2) {
    ctx.moveTo(from[i], from[i + 1]);
    ctx.lineTo(to[i], to[i + 1]);
  }
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = css(palette, 'latent');
  for (let i = 0; i < from.length; i += 2) {
    disc(ctx, from[i], from[i + 1], 4, false);
  }
  if (!pull) return;
  let longest = 1e-12;
  for (let i = 0; i < pull.length; i += 2) longest = Math.max(longest, Math.hypot(pull[i], pull[i + 1]));
  for (const [ends, alpha] of [
    [to, 0.55],
    [from, 1],
  ] as const) {
    ctx.strokeStyle = css(palette, 'gradient', alpha);
    ctx.lineWidth = 2.25;
    ctx.beginPath();
    for (let i = 0; i < pull.length; i += 2) {
      const length = (34 * Math.hypot(pull[i], pull[i + 1])) / longest;
      if (length >= 2) arrow(ctx, ends[i], ends[i + 1], (34 * pull[i]) / longest, (-34 * pull[i + 1]) / longest, Math.min(6, 0.5 * length));
    }
    ctx.stroke();
  }
}
