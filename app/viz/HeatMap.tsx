/** A matrix as colours: diverging round zero (two roles), or from paper to one role. Cells or columns can be pointed at. */
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { pixels, useCanvas } from './canvas';
import styles from './HeatMap.module.css';
import { css, mix, type Palette, type Role, usePalette } from './palette';

export interface HeatMapProps {
  /** [rows, columns], row by row. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  /** Values [low, high] at the ends of the colours; beyond them clipped. Default: the data's own; symmetric when diverging. */
  readonly domain?: readonly [number, number];
  /** Colour of high values; with `low` given, the map diverges: low – paper – high. */
  readonly high?: Role;
  readonly low?: Role;
  /** Lit row or column, drawn as a frame. */
  readonly row?: number | null;
  readonly column?: number | null;
  /** Chosen or pointed-at cell. `hover` when only pointed at. */
  readonly onSelect?: (row: number, column: number, hover: boolean) => void;
  readonly rowLabels?: readonly string[];
  readonly columnLabels?: readonly string[];
  /** Drawn over the map. */
  readonly children?: ReactNode;
}

/** The colours of a heat map drawn as a [rows, columns] bitmap. */
export function drawHeat(ctx: CanvasRenderingContext2D, props: HeatMapProps, palette: Palette, width: number, height: number): void {
  const { data, rows, columns, high = 'network', low } = props;
  let [lo, hi] = props.domain ?? extent(data);
  if (!props.domain && low) {
    hi = Math.max(Math.abs(lo), Math.abs(hi));
    lo = -hi;
  }
  const bitmap = pixels(columns, rows, (image) => {
    for (let i = 0; i < rows * columns; i++) {
      const share = hi > lo ? Math.max(0, Math.min(1, (data[i] - lo) / (hi - lo))) : 0;
      const [r, g, b] = low
        ? mix(palette.rgb.paper, palette.rgb[share < 0.5 ? low : high], Math.abs(2 * share - 1))
        : mix(palette.rgb.paper, palette.rgb[high], share);
      image.data.set([r, g, b, 255], i * 4);
    }
  });
  ctx.imageSmoothingEnabled = columns > width || rows > height;
  ctx.drawImage(bitmap, 0, 0, width, height);
}

function extent(data: Float32Array): [number, number] {
  let lo = Infinity;
  let hi = -Infinity;
  for (const v of data) {
    if (v < lo) lo = v;
    if (v > hi) hi = v;
  }
  return [lo, hi];
}

export function HeatMap(props: HeatMapProps) {
  const { rows, columns, width, height, label, row = null, column = null, onSelect, rowLabels, columnLabels, children } = props;
  const palette = usePalette();
  const left = rowLabels ? 64 : 0;
  const bottom = columnLabels ? 22 : 0;
  const w = Math.max(1, width - left);
  const h = Math.max(1, height - bottom);
  const canvas = useCanvas(w, h, (ctx) => {
    drawHeat(ctx, props, palette, w, h);
    ctx.strokeStyle = css(palette, 'ink');
    ctx.lineWidth = 2;
    const top = row === null ? 0 : (row * h) / rows;
    const start = column === null ? 0 : (column * w) / columns;
    const across = column === null ? w : Math.max(3, w / columns);
    const down = row === null ? h : Math.max(3, h / rows);
    if (row !== null || column !== null) ctx.strokeRect(start + 1, top + 1, across - 2, down - 2);
  });
  const at = (event: PointerEvent<HTMLElement>, hover: boolean) => {
    const box = event.currentTarget.getBoundingClientRect();
    const c = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const r = Math.floor(((event.clientY - box.top) / box.height) * rows);
    onSelect?.(Math.max(0, Math.min(rows - 1, r)), Math.max(0, Math.min(columns - 1, c)), hover);
  };
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!by || !onSelect) return;
    event.preventDefault();
    const r = Math.max(0, Math.min(rows - 1, (row ?? 0) + by[0]));
    const c = Math.max(0, Math.min(columns - 1, (column ?? 0) + by[1]));
    onSelect(r, c, false);
  };
  const area = (
    <canvas
      ref={canvas}
      style={{ width: w, height: h }}
      role={onSelect ? undefined : 'img'}
      aria-label={onSelect ? undefined : label}
      aria-hidden={onSelect ? true : undefined}
    />
  );
  return (
    <div className={styles.map} style={{ width, height }}>
      {rowLabels?.map((text, i) => (
        <span key={text} className={styles.rowLabel} style={{ width: left - 6, top: (i * h) / rows, height: h / rows }}>
          {text}
        </span>
      ))}
      {onSelect ? (
        <button
          type="button"
          className={styles.area}
          style={{ left, width: w, height: h }}
          aria-label={label}
          onKeyDown={keys}
          // A finger may be about to scroll: it chooses when it is lifted.
          onPointerDown={(e) => e.button === 0 && e.pointerType !== 'touch' && at(e, false)}
          onPointerMove={(e) => e.pointerType !== 'touch' && at(e, !(e.buttons & 1))}
          onPointerUp={(e) => e.pointerType === 'touch' && at(e, false)}
        >
          {area}
        </button>
      ) : (
        <div className={styles.area} style={{ left, width: w, height: h }}>
          {area}
        </div>
      )}
      {columnLabels?.map((text, i) => (
        <span key={text} className={styles.columnLabel} style={{ left: left + ((i + 0.5) * w) / columns, top: h + 3 }}>
          {text}
        </span>
      ))}
      {children}
    </div>
  );
}
