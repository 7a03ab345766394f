/** A small matrix as numbers on colours: diverging round zero. Cells can be chosen (arrow keys) and, where `onChange` is given, turned up and down. */
import { type CSSProperties, type KeyboardEvent, useRef } from 'react';
import styles from './NumberGrid.module.css';

export interface NumberGridProps {
  /** [rows, columns], row by row. */
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** Side of a cell, CSS pixels. */
  readonly cell: number;
  readonly label: string;
  /** Value at which colours end. Default: the largest magnitude. */
  readonly limit?: number;
  readonly format?: (value: number) => string;
  /** Cells drawn with a frame: the window of what is looked at. */
  readonly lit?: (row: number, column: number) => boolean;
  readonly selected?: readonly [row: number, column: number] | null;
  readonly onSelect?: (row: number, column: number) => void;
  /** A chosen cell changed with + and −, or by typing a digit; `step` a key press. */
  readonly onChange?: (index: number, value: number) => void;
  readonly step?: number;
}

const plain = (v: number): string => {
  const text = Math.abs(v) >= 9.95 ? v.toFixed(0) : v.toFixed(Math.abs(v) < 0.095 && v !== 0 ? 2 : 1);
  return text.replace('-', '−').replace(/\.0$/, '');
};

export function NumberGrid(props: NumberGridProps) {
  const { values, rows, columns, cell, label, lit, selected, onSelect, onChange, format = plain, step = 0.5 } = props;
  const root = useRef<HTMLDivElement>(null);
  const limit = props.limit ?? Math.max(1e-9, ...Array.from(values, Math.abs));
  const live = Boolean(onSelect || onChange);
  const keys = (event: KeyboardEvent<HTMLElement>, row: number, column: number) => {
    const by = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const index = row * columns + column;
    if (by) {
      const [r, c] = [Math.max(0, Math.min(rows - 1, row + by[0])), Math.max(0, Math.min(columns - 1, column + by[1]))];
      onSelect?.(r, c);
      root.current?.querySelectorAll('button')[r * columns + c]?.focus();
    } else if (onChange && /^[+=\-_0-9]$/.test(event.key)) {
      const digit = Number(event.key);
      onChange(index, Number.isInteger(digit) ? digit : values[index] + (event.key === '+' || event.key === '=' ? step : -step));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={root}
      className={styles.grid}
      style={{ gridTemplateColumns: `repeat(${columns}, ${cell}px)`, fontSize: Math.max(9, Math.min(15, cell * 0.375)) }}
      translate="no"
      {...{ role: live ? 'group' : 'img', 'aria-label': label }}
    >
      {Array.from({ length: rows * columns }, (_, i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        const share = Math.max(-1, Math.min(1, values[i] / limit));
        const style = {
          height: cell,
          '--share': `${Math.round(Math.abs(share) * 62)}%`,
          '--tint': `var(--role-${share < 0 ? 'gradient' : 'network'})`,
        } as CSSProperties;
        const text = cell >= 20 ? format(values[i]) : '';
        const shared = { className: styles.cell, style, 'data-lit': lit?.(row, column) || undefined };
        if (!live)
          return (
            <span key={i} {...shared} aria-hidden="true">
              {text}
            </span>
          );
        const on = selected?.[0] === row && selected[1] === column;
        return (
          <button
            key={i}
            type="button"
            {...shared}
            aria-pressed={on}
            aria-label={`${label} ${row + 1}, ${column + 1}: ${format(values[i])}`}
            tabIndex={on || (!selected && i === 0) ? 0 : -1}
            onClick={() => (onChange && on ? onChange(i, values[i] + step) : onSelect?.(row, column))}
            onKeyDown={(event) => keys(event, row, column)}
          >
            {text}
          </button>
        );
      })}
    </div>
  );
}
