/** What the yardstick says of a generator: of its card, with the floor, and of samples measured in this browser. */
import { useText } from '../../i18n';
import type { Report } from '../../models/yardstick';
import type { Card } from '../../runtime/weights';
import { NumberReadout } from '../../shell/controls';
import { plain } from '../../shell/numbers';
import styles from './models.module.css';
import { text } from './text';

interface Props {
  readonly card: Card;
  readonly report: Report | undefined;
  readonly floor: Report | undefined;
  readonly seconds: number | null;
  readonly bytes: number;
}

const percent = (share: number) => `${plain(100 * share)} %`;

export function GeneratorNumbers({ card, report, floor, seconds, bytes }: Props) {
  const t = useText(text).figure;
  const c = t.columns;
  const of = (key: string) => card.metrics[key];
  const entries: { key: string; label: string; big: string; live: string | null; floor: string | null; fn: string }[] = [
    {
      key: 'fidelity',
      label: c.fidelity,
      big: of('fidelity') ? percent(of('fidelity').value) : '–',
      live: report ? percent(report.fidelity) : null,
      floor: floor ? percent(floor.fidelity) : null,
      fn: 'models/yardstick/nearest.ts#nearestFace',
    },
    {
      key: 'marginals',
      label: c.diversity,
      big: of('marginals') ? plain(of('marginals').value) : '–',
      live: report ? plain(report.marginals) : null,
      floor: plain(floor?.marginals ?? of('marginals')?.floor ?? 0),
      fn: 'models/yardstick/diversity.ts#diversity',
    },
    {
      key: 'novelty',
      label: c.novelty,
      big: of('novelty') ? percent(of('novelty').value) : '–',
      live: report ? percent(report.novelty) : null,
      floor: null,
      fn: 'models/yardstick/index.ts#judge',
    },
    {
      key: 'frechet',
      label: c.frechet,
      big: of('frechet') ? plain(of('frechet').value) : '–',
      live: report ? plain(report.frechet) : null,
      floor: plain(floor?.frechet ?? of('frechet')?.floor ?? 0),
      fn: 'models/yardstick/frechet.ts#frechetDistance',
    },
  ];
  return (
    <div className={styles.numbers}>
      {entries.map(({ key, label, big, live, floor: least, fn }) => (
        <div key={key} className={styles.number}>
          <NumberReadout label={label} value={big} formula={{ fn }} />
          <small>
            {live !== null && (
              <span className={styles.live}>
                {t.here} {live}
              </span>
            )}
            {least !== null && <span>{t.floor(least)}</span>}
          </small>
        </div>
      ))}
      <div className={styles.number}>
        <NumberReadout
          label={c.speed}
          value={seconds === null ? '–' : seconds < 1 ? t.ms(plain(1000 * seconds)) : t.seconds(plain(seconds))}
          formula={{ fn: 'runtime/programs/models/generators.ts#draw' }}
        />
      </div>
      <div className={styles.number}>
        <NumberReadout
          label={c.bytes}
          value={`${Math.round(bytes / 1024).toLocaleString()} KiB`}
          formula={{ fn: 'runtime/weights.ts#Card' }}
        />
      </div>
    </div>
  );
}
