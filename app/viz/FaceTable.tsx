/** A table of pictures: one for each pair of a row and a column, with a number under it; some framed; each can be chosen. */

import { FaceCanvas } from './FaceCanvas';
import styles from './FaceTable.module.css';
import type { PictureData } from './facePixels';

export interface FaceTableProps {
  /** [rows · columns] pictures. */
  readonly data: PictureData;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** CSS pixels of a picture. */
  readonly size: number;
  readonly label: string;
  /** Share under each picture, in [0, 1]; how it is named; and whether it is framed. */
  readonly share: (index: number) => number;
  readonly name: (index: number) => string;
  readonly framed: (index: number) => boolean;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
}

export function FaceTable({ data, rows, columns, size, label, share, name, framed, selected, onSelect }: FaceTableProps) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            {columns.map((column, j) => {
              const k = i * columns.length + j;
              return (
                <td key={column}>
                  <button
                    type="button"
                    aria-label={name(k)}
                    aria-pressed={k === selected}
                    data-framed={framed(k) || undefined}
                    onClick={() => onSelect(k)}
                  >
                    <FaceCanvas data={data} index={k} width={size} label="" />
                    <small style={{ width: size }}>
                      <i style={{ width: `${100 * share(k)}%` }} />
                      {/* No room for the sign under a small picture; "100" must stand whole. */}
                      <span>{`${Math.round(100 * share(k))}${size < 48 ? '' : '%'}`}</span>
                    </small>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
