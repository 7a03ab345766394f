/** A grid of whole numbers, one a cell, each a button; over a picture, or on paper. */
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './TokenGrid.module.css';

export interface TokenGridProps {
  /** One number a cell, row by row; −1 for a cell that has none yet. */
  readonly tokens: ArrayLike<number>;
  /** Cells along a side. */
  readonly grid: number;
  readonly size: number;
  /** What the grid is; cells are named "label 3, 2: 117". */
  readonly label: string;
  readonly selected?: number | null;
  /** Cells to mark as changed. */
  readonly marked?: (cell: number) => boolean;
  /** False leaves the numbers out: cells over a picture. */
  readonly numbers?: boolean;
  readonly onSelect?: (cell: number) => void;
  readonly onHover?: (cell: number | null) => void;
  /** Drawn beneath the cells. */
  readonly children?: ReactNode;
}

export function TokenGrid(props: TokenGridProps) {
  const { tokens, grid, size, label, selected = null, marked, numbers = true, onSelect, onHover, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const even = `repeat(${grid}, minmax(0, 1fr))`;
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -grid, ArrowDown: grid }[event.key];
    if (!step || !onSelect) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(grid * grid - 1, (selected ?? 0) + step));
    onSelect(next);
    root.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      ref={root}
      className={styles.grid}
      style={{ width: size, height: size, fontSize: Math.min(15, size / grid / 2.6) }}
      role="group"
      aria-label={label}
      onKeyDown={keys}
    >
      {children && <div className={styles.under}>{children}</div>}
      <div className={styles.cells} style={{ gridTemplate: `${even} / ${even}` }}>
        {Array.from({ length: grid * grid }, (_, i) => (
          <button
            key={i}
            type="button"
            className={styles.cell}
            tabIndex={i === (selected ?? 0) ? 0 : -1}
            aria-label={`${label} ${Math.floor(i / grid) + 1}, ${(i % grid) + 1}: ${tokens[i] ?? ''}`}
            aria-pressed={i === selected}
            data-marked={marked?.(i) || undefined}
            disabled={!onSelect}
            onClick={() => onSelect?.(i)}
            onPointerEnter={() => onHover?.(i)}
            onPointerLeave={() => onHover?.(null)}
          >
            {numbers && tokens[i] >= 0 ? tokens[i] : ''}
          </button>
        ))}
      </div>
    </div>
  );
}
