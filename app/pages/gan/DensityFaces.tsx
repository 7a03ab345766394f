/** All faces that are looked for, each above the nearest that G has come to; once the descents are over, the ones it makes best first. */
import { useMemo } from 'react';
import { FACE_BYTES } from '../../data/faces';
import { useText } from '../../i18n';
import type { DensityFrame } from '../../runtime/programs/gan/density';
import { FACES, STEPS } from '../../runtime/programs/gan/densitySettings';
import { layout, Sized } from '../../shell/layout';
import { FaceGrid } from '../../viz/FaceGrid';
import { text } from './text/density';

interface Props {
  readonly frame: DensityFrame;
  readonly watched: number;
  readonly onWatch: (index: number) => void;
}

export function DensityFaces({ frame, watched, onWatch }: Props) {
  const t = useText(text);
  const over = frame.step >= STEPS;
  const order = useMemo(() => {
    const all = Array.from({ length: FACES }, (_, f) => f);
    return over ? all.sort((a, b) => frame.apart.best[a] - frame.apart.best[b]) : all;
  }, [over, frame]);
  return (
    <div className={layout.column}>
      <span className={layout.caption}>
        {t.all}
        <small>{over ? t.sorted : t.unsorted}</small>
      </span>
      <Sized>
        {(width) => {
          const columns = width < 560 ? 4 : 12;
          /** The how-manieth face stands at a place: rows of faces and rows of what G makes of them take turns. */
          const at = (place: number) => {
            const [row, column] = [Math.floor(place / columns), place % columns];
            return { rank: Math.floor(row / 2) * columns + column, made: row % 2 === 1 };
          };
          const data = new Float32Array(2 * FACES * FACE_BYTES);
          for (let place = 0; place < 2 * FACES; place++) {
            const { rank, made } = at(place);
            const from = order[rank] * FACE_BYTES;
            data.set((made ? frame.best : frame.faces).subarray(from, from + FACE_BYTES), place * FACE_BYTES);
          }
          const rank = order.indexOf(watched);
          return (
            <FaceGrid
              data={data}
              count={2 * FACES}
              columns={columns}
              width={width}
              label={t.allAlt}
              name={(place) => {
                const { rank: k, made } = at(place);
                return t.faceName(k + 1, made, frame.apart.best[order[k]].toFixed(4));
              }}
              selected={2 * columns * Math.floor(rank / columns) + (rank % columns)}
              onSelect={(place) => onWatch(order[at(place).rank])}
            />
          );
        }}
      </Sized>
    </div>
  );
}
