/** The cells of a generator in the table: what its card says, with the floor, and what samples measured in this browser say. */
import { useLang, useText } from '../../i18n';
import type { Measured } from '../../runtime/programs/models/generators';
import type { Card } from '../../runtime/weights';
import { NumberReadout } from '../../shell/controls';
import { ms, plain } from '../../shell/numbers';
import styles from './models.module.css';
import { text } from './text';

interface Props {
  /** Null for real faces. */
  readonly card: Card | null;
  readonly report: Measured | undefined;
  /** What real faces score, as far as it is known: here, or on the cards. */
  readonly floor: Floor;
  /** Seconds a face took here; null while none has been drawn. */
  readonly seconds: number | null;
  /** Of the weights and of all they need; null for real faces. */
  readonly bytes: number | null;
}

/** A floor is measured on as many real faces as the samples it stands beside. */
export type Floor = Partial<Record<Key, number>>;

type Key = 'fidelity' | 'marginals' | 'novelty' | 'frechet';

const percent = (share: number) => `${plain(100 * share)}%`;
/** The measured columns in their order: how a number is written, the function it comes from, whether its floor depends on how many are measured. */
const COLUMNS: readonly { key: Key; write: (value: number) => string; fn: string; hasFloor?: true }[] = [
  { key: 'fidelity', write: percent, fn: 'models/metrics/nearest.ts#nearestFace' },
  { key: 'marginals', hasFloor: true, write: plain, fn: 'models/metrics/diversity.ts#diversity' },
  { key: 'novelty', write: percent, fn: 'models/metrics/index.ts#judge' },
  { key: 'frechet', hasFloor: true, write: plain, fn: 'models/metrics/frechet.ts#frechetDistance' },
];

export function GeneratorNumbers({ card, report, floor, seconds, bytes }: Props) {
  const t = useText(text).figure;
  const lang = useLang();
  return (
    <>
      {COLUMNS.map(({ key, write, fn, hasFloor }) => {
        const metric = card?.metrics[key];
        const least = metric?.floor;
        const said = card ? metric?.value : floor[key];
        return (
          <td key={key} className={styles.number}>
            <NumberReadout
              label={t.columns[key]}
              value={said === undefined ? null : write(said)}
              formula={{ fn, note: metric?.n && t.onCard(metric.n.toLocaleString(lang)) }}
            />
            <small>
              {least !== undefined && <span>{t.floor(write(least))}</span>}
              {report && card && (
                <span className={styles.live}>
                  <span>{t.here(write(report[key]))}</span>
                  {hasFloor && floor[key] !== undefined && <i>{t.floor(write(floor[key]))}</i>}
                </span>
              )}
            </small>
          </td>
        );
      })}
      <td className={styles.number}>
        {card && (
          <NumberReadout
            label={t.columns.speed}
            value={seconds === null ? null : seconds < 1 ? t.ms(ms(1000 * seconds)) : t.seconds(plain(seconds))}
            formula={{ fn: 'runtime/programs/models/samplers.ts#drawSamples', note: t.speedNote }}
          />
        )}
      </td>
      <td className={styles.number}>
        {bytes !== null && (
          <NumberReadout
            label={t.columns.bytes}
            value={`${Math.round(bytes / 1000).toLocaleString(lang)} kB`}
            formula={{ fn: 'runtime/weights.ts#loadCard' }}
          />
        )}
      </td>
    </>
  );
}
