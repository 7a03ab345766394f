/** The mask as a matrix, the row of the place that guesses framed; choosing a row of the picture looks at the cell it guesses. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { type MaskKind, mayLook } from '../../models/dalle/masks';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import { layout } from '../../shell/layout';
import { HeatMap } from '../../viz/HeatMap';
import { useSize } from '../../viz/useSize';
import { text } from './text/stream';

interface Props {
  readonly frame: Pick<StreamFrame, 'textPlaces' | 'cells'>;
  readonly cell: number;
  readonly mask: MaskKind;
  readonly onCell: (cell: number) => void;
}

export function StreamMask({ frame: { textPlaces, cells }, cell, mask, onCell }: Props) {
  const t = useText(text);
  const [ref, { width }] = useSize<HTMLDivElement>();
  const n = textPlaces + cells - 1; // the last token is guessed and never looks
  const side = Math.sqrt(cells);
  const data = useMemo(
    () =>
      Float32Array.from({ length: n * n }, (_, k) =>
        mayLook(mask, Math.floor(k / n), k % n, textPlaces, side) ? (k % n < textPlaces ? 0.55 : 1) : 0,
      ),
    [mask, n, textPlaces, side],
  );
  const allowed = useMemo(
    () =>
      Float32Array.from({ length: cells }, (_, c) =>
        c < cell && mayLook(mask, textPlaces - 1 + cell, textPlaces + c, textPlaces, side) ? 1 : 0,
      ),
    [mask, cell, cells, textPlaces, side],
  );
  const size = Math.floor(Math.min(width, 340) / n) * n;
  return (
    <div ref={ref} className={layout.column}>
      <p className={layout.hint}>{t.maskMatrix}</p>
      {size > 0 && (
        <HeatMap
          data={data}
          rows={n}
          columns={n}
          width={size}
          height={size}
          domain={[0, 1]}
          high="latent"
          row={textPlaces - 1 + cell}
          label={t.maskMatrix}
          onSelect={(row, _, hover) => !hover && onCell(Math.max(0, row - textPlaces + 1))}
        />
      )}
      <div className={layout.row}>
        <HeatMap
          data={allowed}
          rows={side}
          columns={side}
          width={96}
          height={96}
          domain={[0, 1]}
          high="latent"
          row={Math.floor(cell / side)}
          column={cell % side}
          label={t.mayLook(cell + 1)}
          onSelect={(row, column, hover) => !hover && onCell(side * row + column)}
        />
        <p className={layout.hint}>{t.mayLook(cell + 1)}</p>
      </div>
      <p className={layout.hint}>{mask === 'causal' ? t.maskNote.causal : t.maskNote.other}</p>
    </div>
  );
}
