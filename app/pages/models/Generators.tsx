/** The figure: all generators in one table, with faces drawn from the same noise and what the yardstick says of each. */
import { useEffect, useMemo, useState } from 'react';
import { nextSeed } from '../../data/rng';
import { useLang, useText } from '../../i18n';
import type { Measured } from '../../runtime/programs/models/generators';
import { REAL } from '../../runtime/programs/models/modelRegistry';
import { Button, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useLab } from '../../store/lab';
import { defineState, int, text as textField, useFigureState } from '../../store/url';
import type { Floor } from './GeneratorNumbers';
import { GeneratorRow } from './GeneratorRow';
import { GENERATORS, MODELS } from './list';
import styles from './models.module.css';
import { text } from './text';
import { decodeTrained, encodeTrained, isTrained } from './trained';
import { type CardsByName, useCards } from './useCards';

export const state = defineState('models.generators', {
  seed: int({ min: 1, max: 999_999, default: 1 }),
  after: textField({ default: '', max: 400, check: isTrained }),
});
const SAMPLES = 200;
const NO_CONFIG = {};
const ROWS = [REAL, ...GENERATORS];

/** The floors that the cards agree on: those measured on the most faces. */
function floorOf(cards: NonNullable<CardsByName>): Floor {
  const most = GENERATORS.map((name) => cards[name]?.metrics).sort((a, b) => (b?.frechet?.n ?? 0) - (a?.frechet?.n ?? 0))[0];
  return { marginals: most?.marginals?.floor, frechet: most?.frechet?.floor };
}

export default function Generators() {
  const lab = useLab('models.generators', NO_CONFIG);
  const cards = useCards(lab, MODELS);
  const t = useText(text).figure;
  const lang = useLang();
  const [{ seed, after }, set, problems] = useFigureState(state);
  const trained = useMemo(() => decodeTrained(after), [after]);
  const [reports, setReports] = useState<Readonly<Record<string, Measured>>>({});
  const [measuring, setMeasuring] = useState(false);

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
    <Figure lab={lab} title={t.title} claim={t.claim} problems={problems}>
      <div className={styles.noise} role="group" aria-label={t.noise}>
        <NumberReadout label={t.seed} value={String(seed)} formula={{ fn: 'data/rng.ts#createRng' }} />
        <Button primary onClick={() => set({ seed: nextSeed(seed) })}>
          {t.again}
        </Button>
        <Button disabled={measuring || !cards} onClick={() => measure(ROWS)}>
          {t.measureAll}
        </Button>
        {lab.progress && <span aria-hidden="true">{`${lab.progress.what[lang]} ${Math.round(100 * lab.progress.share)}%`}</span>}
      </div>
      {!cards && <div className={styles.waiting} />}
      {cards && (
        <table className={styles.table}>
          <caption>{t.title}</caption>
          <thead>
            <tr>
              {Object.entries(t.columns).map(([key, name]) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {ROWS.map((key) => (
            <GeneratorRow
              key={key}
              name={key}
              cards={cards}
              lab={lab}
              seed={seed}
              at={trained[key]}
              onAt={(at) => set({ after: encodeTrained({ ...trained, [key]: at }) })}
              report={reports[key]}
              floor={reports[REAL] ?? floorOf(cards)}
              onMeasure={measuring ? undefined : () => measure(key === REAL || reports[REAL] ? [key] : [REAL, key])}
            />
          ))}
        </table>
      )}
    </Figure>
  );
}
