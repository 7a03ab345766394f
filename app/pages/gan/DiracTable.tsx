/** All games of the Dirac-GAN side by side, as in Mescheder et al. 2018: eigenvalues of the field, and what either way of updating does. */
import { useText } from '../../i18n';
import { type DiracConfig, eigenvalues, jacobian, METHODS, type Method, modulus, stepJacobian, verdict } from '../../models/gan/dirac';
import { formatPair } from './DiracEigen';
import styles from './gan.module.css';
import { text } from './text/dirac';

interface Props {
  readonly config: DiracConfig;
  readonly onPick: (method: Method) => void;
}

export function DiracTable({ config, onPick }: Props) {
  const t = useText(text);
  const cell = (method: Method, update: DiracConfig['update']) => {
    const c = { ...config, method, update };
    const m = stepJacobian(c);
    return m ? `${t.short[verdict(c)]} (${Math.max(...eigenvalues(m).map(modulus)).toFixed(4)})` : t.short.jumps;
  };
  return (
    <details className={styles.details}>
      <summary>{t.table}</summary>
      <div className={styles.tableWrap} tabIndex={0} role="region" aria-label={t.table}>
        <table className={styles.table}>
          <caption className={styles.caption}>{t.sameH}</caption>
          <thead>
            <tr>
              <th scope="col">{t.columns.game}</th>
              <th scope="col">{t.columns.field}</th>
              <th scope="col">{t.columns.sim}</th>
              <th scope="col">{t.columns.alt}</th>
            </tr>
          </thead>
          <tbody>
            {METHODS.map((method) => {
              const j = jacobian({ ...config, method });
              return (
                <tr key={method} data-on={method === config.method}>
                  <td>
                    <button type="button" className={styles.pick} onClick={() => onPick(method)} aria-pressed={method === config.method}>
                      {t.methods[method]}
                    </button>
                  </td>
                  <td>{j ? formatPair(eigenvalues(j)) : t.none}</td>
                  <td>{cell(method, 'simultaneous')}</td>
                  <td>{cell(method, 'alternating')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
