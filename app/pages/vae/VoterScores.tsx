/** The four voters side by side: how well each segments, and how well each finds the borders. */
import { useText } from '../../i18n';
import type { Score, Voter } from '../../runtime/programs/vae/segmentation';
import { NumberReadout } from '../../shell/controls';
import { text } from './text/tokens';
import styles from './vae.module.css';

interface Props {
  readonly scores: Readonly<Record<Voter, Score>>;
  /** The one that is shown beside the learned codes. */
  readonly control: Voter;
}

const ORDER: readonly Voter[] = ['learned', 'random', 'place', 'alone'];
const percent = (share: number) => `${(100 * share).toFixed(0)}%`;

export function VoterScores({ scores, control }: Props) {
  const t = useText(text).segmentation;
  return (
    <table className={styles.voters} aria-label={t.compared}>
      <tbody>
        {ORDER.map((voter) => (
          <tr key={voter} data-score={voter} data-shown={voter === 'learned' || voter === control}>
            <th scope="row">
              <span>{t.voters[voter]}</span>
              <small>{t.knows[voter]}</small>
            </th>
            {(
              [
                [t.miou, scores[voter].mean, 'miou'],
                [t.f1, scores[voter].f1, { fn: 'models/vae/segmentation.ts#borderScore' }],
              ] as const
            ).map(([label, value, formula]) => (
              <td key={label}>
                <NumberReadout label={label} value={percent(value)} formula={formula} />
                <span className={styles.bar}>
                  <i style={{ width: percent(value), background: voter === 'learned' ? 'var(--role-network)' : 'var(--ink-3)' }} />
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
