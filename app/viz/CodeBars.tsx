/** Codes as bars of probability, each with the patch it would paint; the one that was taken is marked; each can be chosen. */
import type { KeyboardEvent } from 'react';
import styles from './CodeBars.module.css';
import type { PictureData } from './facePixels';
import { PatchCanvas } from './PatchCanvas';

export interface CodeBarsProps {
  readonly codes: ArrayLike<number>;
  /** Probability of each as the model has it, and as it is drawn from after filtering; in [0, 1]. */
  readonly plain: ArrayLike<number>;
  readonly drawn: ArrayLike<number>;
  /** A picture for each code, of which the cell is shown. */
  readonly pictures?: PictureData;
  readonly cell: number;
  readonly grid?: number;
  readonly taken: number;
  readonly label: string;
  readonly name: (code: number, index: number) => string;
  readonly onSelect?: (code: number) => void;
}

const percent = (p: number) => (p >= 0.0995 ? `${Math.round(100 * p)}%` : p >= 0.0005 ? `${(100 * p).toFixed(1)}%` : '0%');

export function CodeBars({ codes, plain, drawn, pictures, cell, grid = 4, taken, label, name, onSelect }: CodeBarsProps) {
  const most = Math.max(1e-9, ...Array.from(plain), ...Array.from(drawn));
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll('button')];
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(event.target as HTMLButtonElement) + step))]?.focus();
  };
  return (
    <div className={styles.bars} role="group" aria-label={label} onKeyDown={keys}>
      {Array.from(codes, (code, i) => (
        <button
          key={code}
          type="button"
          className={styles.row}
          aria-label={name(code, i)}
          aria-pressed={code === taken}
          disabled={!onSelect}
          onClick={() => onSelect?.(code)}
        >
          {pictures ? <PatchCanvas picture={pictures} index={i} cell={cell} grid={grid} size={32} /> : <span className={styles.blank} />}
          <span className={styles.code}>{code}</span>
          <span className={styles.pair}>
            <i className={styles.plain} style={{ width: `${(100 * plain[i]) / most}%` }} />
            <i className={styles.drawn} style={{ width: `${(100 * drawn[i]) / most}%` }} />
          </span>
          <span className={styles.value}>{percent(drawn[i])}</span>
        </button>
      ))}
    </div>
  );
}
