/** A matrix as colours: diverging round zero (two roles), or from paper to one role. Cells or columns can be pointed at. */
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useCanvas } from './canvas';
import styles from './HeatMap.module.css';
import { drawHeat, frameLit, type HeatPicture } from './heatMapDraw';

export interface HeatMapProps extends HeatPicture {
  readonly width: number;
  readonly height: number;
  /** Text alternative. */
  readonly label: string;
  /** Chosen or pointed-at cell. `hover` when only pointed at. */
  readonly onSelect?: (row: number, column: number, hover: boolean) => void;
  readonly rowLabels?: readonly string[];
  readonly columnLabels?: readonly string[];
  /** Drawn over the map. */
  readonly children?: ReactNode;
}

export function HeatMap(props: HeatMapProps) {
  const { data, rows, columns, domain, high, low, row = null, column = null } = props;
  const { width, height, label, onSelect, rowLabels, columnLabels, children } = props;
  const left = rowLabels ? 64 : 0;
  const bottom = columnLabels ? 22 : 0;
  const w = Math.max(1, width - left);
  const h = Math.max(1, height - bottom);
  const canvas = useCanvas(w, h, { data, rows, columns, domain, high, low, row, column }, (ctx, shown, palette) => {
    drawHeat(ctx, shown, palette, w, h);
    frameLit(ctx, shown, palette, w, h);
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
