/** Samples by each prior of either kind of code, and how many of them are faces. */

import { useText } from '../../i18n';
import type { PriorRow } from '../../runtime/programs/vae/discretePriors';
import { layout, Sized } from '../../shell/layout';
import { FaceGrid } from '../../viz/FaceGrid';
import { cssVar } from '../../viz/palette';
import { percent } from './Sequence';
import { COLOURS } from './sides';
import { text } from './text/discrete';
import styles from './vae.module.css';

export function DiscretePriors({ rows }: { readonly rows: readonly PriorRow[] }) {
  const t = useText(text);
  return (
    <div data-priors>
      <div className={styles.three}>
        {rows.map((row) => {
          const how = t.priors[`${row.side} ${row.how}` as keyof typeof t.priors];
          return (
            <div key={`${row.side} ${row.how}`} data-prior={`${row.side}-${row.how}`}>
              <p className={layout.caption}>
                <span>
                  <span style={{ color: cssVar(COLOURS[row.side]) }}>{t.sides[row.side]}</span>
                  <span>{` · ${how}`}</span>
                </span>
                <small>{t.judged(percent(row.own), percent(row.share), row.median.toFixed(3))}</small>
              </p>
              <Sized>
                {(width) => <FaceGrid data={row.pictures} count={8} columns={4} width={width} label={t.samples(t.sides[row.side], how)} />}
              </Sized>
            </div>
          );
        })}
      </div>
      <p className={layout.hint}>{t.note(rows[0].n)}</p>
    </div>
  );
}
