/** One cell: the patch that was read, the code that was written and the patch it decodes to; its distances to all codes; other words. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import { layout } from '../../shell/layout';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { SortedBars } from '../../viz/SortedBars';
import { useSize } from '../../viz/useSize';
import { text } from './text/tokens';
import styles from './vae.module.css';

interface Props {
  readonly picture: PictureData;
  readonly decoded: PictureData | undefined;
  readonly grid: number;
  readonly cell: number;
  /** ‖z_e − e_i‖² to every code, the nearest code, and the one that stands there now. */
  readonly distances: Float32Array;
  readonly winner: number;
  readonly now: number;
  /** Codes on offer, and the face with each of them. */
  readonly offer: Int32Array;
  readonly faces: PictureData | undefined;
  readonly onChoose: (code: number) => void;
}

/** The pixels of one cell of a picture. */
function patchOf<D extends PictureData>(picture: D, cell: number, grid: number): D {
  const side = 16 / grid;
  const [top, left] = [Math.floor(cell / grid) * side, (cell % grid) * side];
  const out = picture.slice(0, 3 * side * side) as D;
  for (let y = 0; y < side; y++) out.set(picture.subarray(3 * ((top + y) * 16 + left), 3 * ((top + y) * 16 + left + side)), 3 * y * side);
  return out;
}

export function CellSide({ picture, decoded, grid, cell, distances, winner, now, offer, faces, onChoose }: Props) {
  const t = useText(text).codebook;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const side = 16 / grid;
  const read = useMemo(() => patchOf(picture, cell, grid), [picture, cell, grid]);
  const painted = useMemo(() => decoded && patchOf(decoded, cell, grid), [decoded, cell, grid]);
  const at = offer.indexOf(now);
  return (
    <div className={layout.column} ref={ref}>
      <div className={layout.row} data-patch>
        <FaceCanvas data={read} side={side} width={64} label={t.patchRead} />
        <span className={styles.arrow}>{`→ ${now} →`}</span>
        {painted && <FaceCanvas data={painted} side={side} width={64} label={t.patchPainted} />}
        <p className={layout.hint} data-winner>
          {[t.winner(winner, distances[winner].toFixed(2)), ...(now === winner ? [] : [t.chosen(now, distances[now].toFixed(2))])].join(
            ' · ',
          )}
        </p>
      </div>
      {width > 0 && (
        <>
          <p className={layout.caption}>{t.distances(distances.length)}</p>
          <SortedBars
            values={distances}
            width={width}
            height={110}
            label={t.distances(distances.length)}
            marked={now === winner ? null : now}
          />
          {faces && (
            <>
              <p className={layout.caption}>{t.alternatives}</p>
              <FaceGrid
                data={faces}
                count={offer.length}
                columns={width > 700 ? 12 : width > 420 ? 6 : 4}
                width={width}
                label={t.alternatives}
                name={(i) => t.alternative(offer[i])}
                selected={at < 0 ? null : at}
                onSelect={(i) => onChoose(offer[i])}
              />
            </>
          )}
        </>
      )}
    </div>
  );
}
