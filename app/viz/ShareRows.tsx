/** Rows of shares of 1, each a bar in pieces, one piece a kind; each row can be held. The kinds' names stand above, in their colours. */
import type { KeyboardEvent } from 'react';
import styles from './ShareRows.module.css';

export interface ShareRowsProps {
  /** At most five; their colours follow from their order. */
  readonly kinds: readonly { readonly key: string; readonly name: string }[];
  readonly rows: readonly { readonly key: string; readonly name: string; readonly says: string; readonly shares: readonly number[] }[];
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly label: string;
}

export function ShareRows({ kinds, rows, selected, onSelect, label }: ShareRowsProps) {
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll('button')];
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(event.target as HTMLButtonElement) + step))]?.focus();
  };
  return (
    <>
      <p className={styles.key}>
        {kinds.map(({ key, name }, k) => (
          <span key={key}>
            <i data-kind={k} /> <span>{name}</span>
          </span>
        ))}
      </p>
      <div className={styles.rows} role="group" aria-label={label} onKeyDown={keys}>
        {rows.map(({ key, name, says, shares }, i) => (
          <button
            key={key}
            type="button"
            className={styles.row}
            aria-label={says}
            title={says}
            aria-pressed={key === selected}
            tabIndex={key === selected || (selected === null && i === 0) ? 0 : -1}
            onClick={() => onSelect(key)}
          >
            <span>{name}</span>
            <span className={styles.bar}>
              {shares.map((share, k) => (
                <i key={kinds[k].key} data-kind={k} style={{ width: `${100 * share}%` }} />
              ))}
            </span>
          </button>
        ))}
      </div>
    </>
  );
}
