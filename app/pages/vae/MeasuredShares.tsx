/** How many samples are faces: a row a model, a column a way of choosing where to sample. */

import { useLang, useText } from '../../i18n';
import type { Measured, Measurement } from '../../runtime/programs/vae/bottleneck';
import { layout } from '../../shell/layout';
import { text } from './text/maps';
import styles from './vae.module.css';

/** Ways of choosing where to sample. */
export const HOWS = ['box', 'prior', 'gaussian', 'near'] as const;
const percent = (share: number) => `${(100 * share).toFixed(0)}%`;

export function MeasuredShares({ measurement: { rows, n, missing } }: { readonly measurement: Measurement }) {
  const t = useText(text).bottleneck;
  const lang = useLang();
  const models = rows.filter((row) => row.how === HOWS[0]);
  return (
    <div data-measured>
      <table className={styles.measured}>
        <thead>
          <tr>
            <td />
            {HOWS.map((how) => (
              <th key={how} scope="col">
                {t.hows[how]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map(({ model, dims }) => (
            <tr key={`${model}${dims}`}>
              <th scope="row">{t.row(t[model], dims)}</th>
              {HOWS.map((how) => (
                <Cell key={how} row={rows.find((row) => row.model === model && row.dims === dims && row.how === how)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={layout.hint}>{t.measured(n)}</p>
      {missing && <p className={layout.hint}>{missing[lang]}</p>}
    </div>
  );
}

function Cell({ row }: { readonly row: Measured | undefined }) {
  const t = useText(text).bottleneck;
  if (!row) return <td />;
  return (
    <td>
      <b>{percent(row.own)}</b>
      <span className={styles.bar}>
        <i style={{ width: percent(row.own) }} />
      </span>
      <small className={styles.faint}>{t.strict(percent(row.share), row.median.toFixed(3))}</small>
    </td>
  );
}
