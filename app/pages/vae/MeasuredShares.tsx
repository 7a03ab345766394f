/** How many samples are faces: a bar for every model and every way to sample it. */
import { Fragment } from 'react';
import { useLang, useText } from '../../i18n';
import type { Measurement } from '../../runtime/programs/vae/bottleneck';
import { text } from './text/maps';
import styles from './vae.module.css';

export function MeasuredShares({ measurement }: { readonly measurement: Measurement }) {
  const t = useText(text).bottleneck;
  const lang = useLang();
  return (
    <div className={styles.measured} data-measured>
      {measurement.rows.map(({ model, dims, how, own, share, median }) => (
        <Fragment key={`${model}${dims}${how}`}>
          <span>{t.row(t[model], dims)}</span>
          <span>{how === 'prior' ? t.priorName : t.hows[how]}</span>
          <span className={styles.bar}>
            <i style={{ width: `${100 * own}%` }} />
          </span>
          <span>
            {percent(own)} <small className={styles.faint}>{t.strict(percent(share), median.toFixed(3))}</small>
          </span>
        </Fragment>
      ))}
      <p className={styles.hint}>{t.measured(measurement.n)}</p>
      {measurement.missing && <p className={styles.hint}>{measurement.missing[lang]}</p>}
    </div>
  );
}

const percent = (share: number) => `${(100 * share).toFixed(0)}%`;
