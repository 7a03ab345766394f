/** What the card says of guidance: nothing steered, and each kind at its best strength; many wishes, many faces. */
import { useText } from '../../i18n';
import { passesOf } from '../../models/diffusion/guidanceCost';
import type { MeasuredGuidance } from '../../runtime/weights';
import { View } from '../../shell/layout';
import { bestOfEach, percent, strengthName } from './numbers';
import { text } from './text/guidance';
import styles from './unet.module.css';

export function MeasuredTable({ measured }: { measured: readonly MeasuredGuidance[] }) {
  const t = useText(text).compare;
  const heads = [t.table.kind, t.table.strength, t.agreement, t.fidelity, t.variety, t.table.cost, t.table.seconds];
  return (
    <View name={t.card.title} remark={t.card.note(measured[0].n)}>
      <div style={{ overflowX: 'auto' }}>
        <table className={styles.table} data-measured={measured.length}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bestOfEach(measured).map(({ kind, strength, agreement, fidelity, variety, seconds }) => {
              const { unet, guide } = passesOf(kind);
              return (
                <tr key={kind}>
                  <td>{t.kinds[kind]}</td>
                  <td>{kind === 'none' ? '' : `${kind === 'free' ? 'w' : 's'} = ${strengthName(strength)}`}</td>
                  <td>{percent(agreement, 1)}</td>
                  <td>{percent(fidelity)}</td>
                  <td>{percent(variety)}</td>
                  <td>{t.passes(unet, guide)}</td>
                  <td>{seconds.toFixed(3)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </View>
  );
}
