/** The shipped VAEs of 16 dimensions beside each other, by β. */
import { useText } from '../../i18n';
import type { BetaRow } from '../../runtime/programs/vae/latents';
import { text } from './text/latents';
import styles from './vae.module.css';

export function BetaTable({ rows }: { readonly rows: readonly BetaRow[] }) {
  const { compared: t, comparedAlt, of } = useText(text).dimensions;
  return (
    <table className={styles.table} aria-label={comparedAlt}>
      <thead>
        <tr>
          {[t.beta, t.error, t.kl, t.active, t.mig].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.beta}>
            <td>{row.beta}</td>
            <td>{row.mse.toFixed(4)}</td>
            <td>{row.kl.toFixed(1)}</td>
            <td>{of(row.active, 16)}</td>
            <td>{row.mig.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
