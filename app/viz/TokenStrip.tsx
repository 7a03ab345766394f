/** Tokens in a row, each a button with a bar of how much weight lies on it; text first, then the cells of a picture, each with its patch. */
import type { KeyboardEvent, ReactNode } from 'react';
import { Fragment, useRef } from 'react';
import type { PictureData } from './facePixels';
import { PatchCanvas } from './PatchCanvas';
import styles from './TokenStrip.module.css';

export interface StripToken {
  readonly key: string;
  readonly kind: 'text' | 'special' | 'cell';
  /** Its place or places in the row, as they are written. */
  readonly place: string;
  readonly content: ReactNode;
  /** What it is, said: "word 3: blue". */
  readonly name: string;
  /** Weight in [0, 1]: the bar and the tint. */
  readonly weight: number;
  /** Not written yet, or not to be looked at. */
  readonly dim?: boolean;
  readonly marked?: boolean;
}

export interface TokenStripProps {
  readonly tokens: readonly StripToken[];
  /** Text alternative of the whole row. */
  readonly label: string;
  readonly selected: number | null;
  readonly onSelect?: (index: number) => void;
  /** The picture whose cells stand at the end, row by row on a grid of `grid`; cell c is token `tokens.length − grid² + c`. */
  readonly picture?: PictureData;
  readonly grid?: number;
}

export function TokenStrip({ tokens, label, selected, onSelect, picture, grid = 4 }: TokenStripProps) {
  const root = useRef<HTMLDivElement>(null);
  const first = tokens.length - grid * grid;
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -tokens.length, End: tokens.length }[event.key];
    if (!step || !onSelect) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(tokens.length - 1, (selected ?? 0) + step));
    onSelect(next);
    root.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className={styles.strip} role="group" aria-label={label} ref={root} onKeyDown={keys}>
      {tokens.map((token, i) => (
        <Fragment key={token.key}>
          {i === first && <span className={styles.turn} />}
          <button
            type="button"
            className={styles.token}
            data-kind={token.kind}
            data-dim={token.dim || undefined}
            data-marked={token.marked || undefined}
            aria-label={token.name}
            title={token.name}
            aria-pressed={i === selected}
            tabIndex={i === (selected ?? 0) ? 0 : -1}
            disabled={!onSelect}
            onClick={() => onSelect?.(i)}
          >
            {token.kind === 'cell' && picture ? (
              <PatchCanvas picture={picture} cell={i - first} grid={grid} size={24} empty={token.dim} />
            ) : (
              <span className={styles.content}>{token.content}</span>
            )}
            {token.kind === 'cell' && <small>{token.content}</small>}
            <em>{token.place}</em>
            <i style={{ height: `${(100 * Math.min(1, token.weight)).toFixed(1)}%` }} />
          </button>
        </Fragment>
      ))}
    </div>
  );
}
