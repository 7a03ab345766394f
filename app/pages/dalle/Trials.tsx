/** One thing asked for, denied and contradicted in several ways: how many pictures show it each time. */
import { useMemo } from 'react';
import { ATTRIBUTE_KEYS, ATTRIBUTES } from '../../data/faces';
import { type Lang, useLang, useText } from '../../i18n';
import { Choice } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { type Lab, useAnswer } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import styles from './dalle.module.css';
import { remarksOn } from './prompts';
import { text } from './text/unseen';
import { TRIALS, type TrialSet } from './trials';

interface Props {
  readonly lab: Lab<'dalle.unseen'>;
  readonly set: TrialSet;
  readonly lang: Lang;
  readonly seed: number;
  readonly width: number;
  readonly onSet: (key: string) => void;
}

/** Pictures a text. */
const N = 24;

export function Trials({ lab, set, lang, seed, width, onSet }: Props) {
  const t = useText(text);
  const pageLang = useLang();
  const texts = set.texts[lang];
  const question = useMemo(
    () => ({ texts, attribute: set.attribute, value: set.value, n: N, seed }),
    [texts, set.attribute, set.value, seed],
  );
  const trials = useAnswer(lab, 'trials', question).value;
  const attribute = ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(set.attribute)];
  const what = `${attribute[pageLang]}${pageLang === 'zh' ? '：' : ': '}${attribute.classes[set.value][pageLang]}`;
  const fits = trials && trials.length === texts.length && trials.every(({ text: said }, i) => said === texts[i]);
  return (
    <div className={layout.column}>
      <div className={layout.row}>
        <Choice
          label={t.trials}
          value={set.key}
          options={TRIALS.map(({ key }) => ({ value: key, label: t.sets[key as keyof typeof t.sets] }))}
          onChange={onSet}
        />
        <p className={`${layout.hint} ${styles.beside}`}>{t.trial(what, N)}</p>
      </div>
      <ul className={styles.trials} data-trials={fits ? trials.length : 0}>
        {texts.map((said, i) => {
          const { unknown } = remarksOn(said);
          const trial = fits ? trials[i] : undefined;
          return (
            <li key={said}>
              <span>
                {said === '' ? t.nothing : said}
                {unknown.length > 0 && <small>{t.unknown(unknown.join(pageLang === 'zh' ? '、' : ', '))}</small>}
              </span>
              {trial && (
                <>
                  <span className={styles.share}>
                    <i style={{ width: `${(100 * trial.shown) / trial.drawn}%` }} />
                    <b>{t.shows(trial.shown, trial.drawn)}</b>
                  </span>
                  <FaceGrid
                    data={trial.pictures}
                    count={6}
                    columns={6}
                    width={width > 700 ? 210 : 110}
                    label={t.pictures(said || t.nothing)}
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
