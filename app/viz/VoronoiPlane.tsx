/**
 * Codes in a plane with the cells of the nearest one (Voronoi), the encodings that fall into them, and, where given: a second set
 * of centres, arrows, and lines from encodings to their codes.
 */
import { Delaunay } from 'd3';
import { useCanvas } from './canvas';
import styles from './LatentMap.module.css';
import { css, type Palette, usePalette } from './palette';
import { frameOf } from './plane/layers';
import { usePen } from './usePen';

export interface VoronoiPlaneProps {
  /** Codes x0, y0, x1, y1, … */
  readonly codes: Float32Array;
  readonly encodings: Float32Array;
  /** How often each code is used; codes never used are drawn hollow. */
  readonly counts: Float32Array;
  /** Code of every encoding, to light the chosen code's own. */
  readonly tokens?: Int32Array;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  /** Other centres to compare with, drawn as rings. */
  readonly centres?: Float32Array;
  /** Encodings joined to their codes, with an arrow of `pull` at both: the gradient that is handed through. */
  readonly through?: { readonly ze: Float32Array; readonly zq: Float32Array; readonly pull?: Float32Array };
  /** Chosen code. */
  readonly selected?: number | null;
  readonly onSelect?: (code: number) => void;
}

type Domain = { readonly x: readonly [number, number]; readonly y: readonly [number, number] };

/** The square that holds nearly all encodings and all used codes. */
export function domainOf({ codes, encodings, counts, width, height }: VoronoiPlaneProps): Domain {
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

/** Paints the plane; the context is scaled to CSS pixels and cleared. */
export function draw(ctx: CanvasRenderingContext2D, props: VoronoiPlaneProps, palette: Palette): void {
  const { codes, encodings, counts, tokens, width, height, selected = null } = props;
  const frame = frameOf(domainOf(props), width, height);
  const px = (p: ArrayLike<number>) => Float64Array.from(p, (v, i) => (i % 2 ? frame.y(v) : frame.x(v)));
  const at = px(codes);
  const cells = new Delaunay(at).voronoi([0, 0, width, height]);
  if (selected !== null) {
    ctx.beginPath();
    cells.renderCell(selected, ctx);
    ctx.fillStyle = css(palette, 'network', 0.18);
    ctx.fill();
  }
  ctx.beginPath();
  cells.render(ctx);
  ctx.strokeStyle = css(palette, 'network', 0.35);
  ctx.lineWidth = 1;
  ctx.stroke();
  const z = px(encodings);
  for (let i = 0; 2 * i < z.length; i++) {
    const own = selected !== null && tokens?.[i] === selected;
    ctx.fillStyle = css(palette, 'latent', own ? 1 : 0.4);
    ctx.beginPath();
    ctx.arc(z[2 * i], z[2 * i + 1], own ? 3 : 1.8, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (props.centres) {
    ctx.strokeStyle = css(palette, 'ink');
    ctx.lineWidth = 1.5;
    const c = px(props.centres);
    for (let i = 0; i < c.length; i += 2) {
      ctx.beginPath();
      ctx.arc(c[i], c[i + 1], 6, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }
  for (let i = 0; 2 * i < at.length; i++) {
    ctx.beginPath();
    ctx.arc(at[2 * i], at[2 * i + 1], selected === i ? 6 : 4, 0, 2 * Math.PI);
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = css(palette, counts[i] > 0 ? 'paper' : 'network');
    ctx.fillStyle = css(palette, counts[i] > 0 ? 'network' : 'paper');
    ctx.fill();
    ctx.stroke();
  }
  if (props.through) through(ctx, props.through, px, palette);
}

function through(
  ctx: CanvasRenderingContext2D,
  { ze, zq, pull }: NonNullable<VoronoiPlaneProps['through']>,
  px: (p: ArrayLike<number>) => Float64Array,
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
    ctx.beginPath();
    ctx.arc(from[i], from[i + 1], 4, 0, 2 * Math.PI);
    ctx.fill();
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
    for (let i = 0; i < pull.length; i += 2) arrow(ctx, ends[i], ends[i + 1], (34 * pull[i]) / longest, (-34 * pull[i + 1]) / longest);
    ctx.stroke();
  }
}

function arrow(ctx: CanvasRenderingContext2D, x: number, y: number, dx: number, dy: number): void {
  const length = Math.hypot(dx, dy);
  if (length < 2) return;
  const angle = Math.atan2(dy, dx);
  const head = Math.min(6, 0.5 * length);
  ctx.moveTo(x, y);
  ctx.lineTo(x + dx, y + dy);
  ctx.moveTo(x + dx - head * Math.cos(angle - 0.5), y + dy - head * Math.sin(angle - 0.5));
  ctx.lineTo(x + dx, y + dy);
  ctx.lineTo(x + dx - head * Math.cos(angle + 0.5), y + dy - head * Math.sin(angle + 0.5));
}

export function VoronoiPlane(props: VoronoiPlaneProps) {
  const { codes, width, height, label, onSelect } = props;
  const palette = usePalette();
  const canvas = useCanvas(width, height, (ctx) => draw(ctx, props, palette));
  const frame = frameOf(domainOf(props), width, height);
  const pick = (x: number, y: number) => onSelect?.(new Delaunay(codes).find(x, y));
  const pen = usePen(frame, width, height, { onSelect: pick });
  return (
    <div className={styles.map} style={{ width, height }}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ width, height }}
        role="img"
        aria-label={label}
        tabIndex={onSelect ? 0 : undefined}
        {...(onSelect ? pen.events : {})}
      />
      {pen.cursor && <span className={styles.cursor} style={{ left: pen.cursor.x, top: pen.cursor.y }} aria-hidden />}
    </div>
  );
}
