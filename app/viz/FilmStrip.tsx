/** Frames of a run side by side, one row a quantity (x_t, ε̂, x̂₀ …), one column a step; a column can be chosen. */
import type { ReactNode } from 'react';
import styles from './Face.module.css';
import { FaceGrid } from './FaceGrid';
import type { PictureData } from './facePixels';
import type { ColourName } from './palette';
import { cssVar } from './palette';

export interface FilmRow {
  readonly key: string;
  /** What stands before the row, a symbol mostly. */
  readonly name: ReactNode;
  /** Text alternative of the row. */
  readonly label: string;
  /** Colour of the name. */
  readonly colour: ColourName;
  /** [columns, 16, 16, 3]. */
  readonly data: PictureData;
  readonly range?: number;
}

export interface FilmStripProps {
  readonly rows: readonly FilmRow[];
  /** What stands over every column. */
  readonly ticks: readonly string[];
  /** Enlargement of one picture pixel. */
  readonly scale: number;
  readonly side?: number;
  readonly selected?: number | null;
  readonly onSelect?: (column: number) => void;
}

export function FilmStrip({ rows, ticks, scale, side = 16, selected, onSelect }: FilmStripProps) {
  const n = ticks.length;
  const width = (n * (side + 1) - 1) * scale;
  return (
    <div className={styles.strip}>
      <div className={styles.stripRow}>
        <span className={styles.stripName} />
        <div className={styles.stripTicks} aria-hidden="true">
          {ticks.map((tick, i) => (
            <span key={i} style={{ width: side * scale, marginRight: i < n - 1 ? scale : 0, fontWeight: i === selected ? 700 : 400 }}>
              {tick}
            </span>
          ))}
        </div>
      </div>
      {rows.map((row) => (
        <div className={styles.stripRow} key={row.key}>
          <span className={styles.stripName} style={{ color: cssVar(row.colour) }}>
            {row.name}
          </span>
          <FaceGrid
            data={row.data}
            count={n}
            columns={n}
            width={width}
            side={side}
            range={row.range}
            label={row.label}
            name={(i) => `${row.label}, ${ticks[i]}`}
            selected={selected}
            onSelect={onSelect}
          />
        </div>
      ))}
    </div>
  );
}
