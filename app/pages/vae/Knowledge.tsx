/** What every dimension tells about every attribute, as a heat map; and the chosen cell in words, with what else the dimension mixes in. */

import { memo } from 'react';
import { ATTRIBUTES } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import { layout } from '../../shell/layout';
import { HeatMap } from '../../viz/HeatMap';
import { useSize } from '../../viz/useSize';
import { text } from './text/latents';
import styles from './vae.module.css';

interface Props {
  /** I(z_j; v_k) / H(v_k), rows in the order of the sliders. [16 · 10] */
  readonly shares: Float32Array;
  readonly order: readonly number[];
  readonly row: number;
  readonly attribute: number;
  readonly narrow: boolean;
  /** CSS pixels a row of sliders takes; the map's rows keep to it. */
  readonly rowHeight: number;
  readonly onCell: (row: number, attribute: number) => void;
}

const COLUMNS = ATTRIBUTES.length;

export const Knowledge = memo(function Knowledge({ shares, order, row, attribute, narrow, rowHeight, onCell }: Props) {
  const t = useText(text).dimensions;
  const lang = useLang();
  const [ref, { width }] = useSize<HTMLDivElement>();
  return (
    <div ref={ref}>
      <p className={layout.caption}>{t.knowledge}</p>
      <div className={styles.columnNames} style={{ paddingLeft: narrow ? 64 : 0 }}>
        {ATTRIBUTES.map((a) => (
          <span key={a.key}>{a[lang]}</span>
        ))}
      </div>
      {width > 0 && (
        <HeatMap
          data={shares}
          rows={order.length}
          columns={COLUMNS}
          width={width}
          height={order.length * (narrow ? 24 : rowHeight)}
          label={t.heat}
          domain={[0, Math.max(0.15, ...shares)]}
          high="condition"
          row={row}
          column={attribute}
          rowLabels={narrow ? order.map((j) => t.dim(j + 1)) : undefined}
          onSelect={(r, c, hover) => !hover && onCell(r, c)}
        />
      )}
    </div>
  );
});

interface WordsProps {
  readonly j: number;
  readonly shares: Float32Array;
  readonly entropies: Float32Array;
  readonly row: number;
  readonly attribute: number;
}

export function KnowledgeWords({ j, shares, entropies, row, attribute }: WordsProps) {
  const t = useText(text).dimensions;
  const lang = useLang();
  const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
  const own = shares.subarray(row * COLUMNS, (row + 1) * COLUMNS);
  const others = ATTRIBUTES.map((a, k) => ({ name: a[lang], share: own[k], k }))
    .filter(({ k, share }) => k !== attribute && share >= 0.01)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ name, share }) => t.also(name, percent(share)));
  const share = own[attribute];
  return (
    <p className={layout.hint}>
      {t.chosen(j + 1, ATTRIBUTES[attribute][lang], (share * entropies[attribute]).toFixed(2), percent(share)) +
        (others.length > 0 ? t.mixes(others.join(t.comma)) : '')}
    </p>
  );
}
