/** The figure: a row a generator, with faces drawn from the same noise and what the yardstick says of it. */
import { useEffect, useState } from 'react';
import { useText } from '../../i18n';
import type { Report } from '../../models/yardstick';
import { Button, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useLab } from '../../store/lab';
import { defineState, int, useFigureState } from '../../store/url';
import { GeneratorRow } from './GeneratorRow';
import { GENERATORS, NEEDS } from './list';
import styles from './models.module.css';
import { generatorsCode } from './sources';
import { text } from './text';
import { useCards } from './useCards';

const state = defineState('models.generators', { seed: int({ min: 1, max: 999_999, default: 1 }) });
const SAMPLES = 200;
const NO_CONFIG = {};
const GENERATORS_AND_NEEDS = [...GENERATORS, ...Object.values(NEEDS).flat()];

/** Live reports by generator; `real` is the floor. */
export type Reports = Readonly<Record<string, Report>>;

export default function Generators() {
  const lab = useLab('models.generators', NO_CONFIG);
  const cards = useCards(lab, GENERATORS_AND_NEEDS);
  const t = useText(text).figure;
  const [{ seed }, set, problems] = useFigureState(state);
  const [reports, setReports] = useState<Reports>({});
  const [measuring, setMeasuring] = useState(false);
  const shown = GENERATORS.filter((key) => cards?.[key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other noise, or another run, makes the live numbers stale
  useEffect(() => setReports({}), [seed, lab.run]);

  const measure = async (keys: readonly string[]) => {
    setMeasuring(true);
    for (const key of keys) {
      const report = await lab.call('measure', { key, n: SAMPLES, seed }, { queue: true });
      if (report) setReports((old) => ({ ...old, [key]: report }));
    }
    setMeasuring(false);
  };

  return (
    <Figure
      id="models.generators"
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={generatorsCode}
      controls={
        <>
          <NumberReadout label={t.seed} value={String(seed)} formula={{ fn: 'data/rng.ts#createRng' }} />
          <Button primary onClick={() => set({ seed: 1 + ((seed * 7919 + 104_729) % 999_983) })}>
            {t.again}
          </Button>
          <Button disabled={measuring || !shown.length} onClick={() => measure(['real', ...shown])}>
            {t.measureAll}
          </Button>
        </>
      }
    >
      <div className={styles.rows}>
        {shown.map((key) => {
          const card = cards?.[key];
          return (
            card && (
              <GeneratorRow
                key={key}
                name={key}
                card={card}
                cards={cards}
                lab={lab}
                seed={seed}
                report={reports[key]}
                floor={reports.real}
                onMeasure={measuring ? undefined : () => measure(reports.real ? [key] : ['real', key])}
              />
            )
          );
        })}
        {!cards && <p className={styles.waiting}>{t.drawing}</p>}
      </div>
    </Figure>
  );
}
