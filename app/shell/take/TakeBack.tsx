/** The way back in for what a figure wrote: its JSON puts it back as it was; where it draws from points, a table of points becomes its data. */
import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../data/refused';
import { useLang, useText } from '../../i18n';
import { applyFigureQuery, standingOf } from '../../store/url';
import { Intake } from '../own/Intake';
import own from '../own/Own.module.css';
import type { FigureLab } from '../types';
import { text } from './backText';
import { MAX_BYTES, readBack, takesPoints } from './readBack';
import { replay } from './replay';
import { showsSame } from './showsSame';
import styles from './Take.module.css';

interface Props {
  readonly id: string;
  readonly run: (() => FigureLab | null) | null;
}

interface Said {
  readonly words: Readonly<Record<'zh' | 'en', string>>;
  readonly problem?: boolean;
}
type Words = (typeof text)['en'];
const both = (words: (t: Words) => string): Said => ({ words: { en: words(text.en), zh: words(text.zh) } });
const FAILED = both((t) => t.failed).words;

export function TakeBack({ id, run }: Props) {
  const t = useText(text);
  const lang = useLang();
  const [said, setSaid] = useState<Said | null>(null);
  const [under, setUnder] = useState<{ readonly step: number; readonly to: number } | null>(null);
  const work = useRef<AbortController>(null);
  useEffect(() => () => work.current?.abort(), []);
  const standing = standingOf(id);

  /** The run to a step of a file. */
  const again = async (lab: () => FigureLab | null, to: number, data: unknown): Promise<Said> => {
    const abort = new AbortController();
    work.current = abort;
    setUnder({ step: 0, to });
    try {
      const step = await replay(lab, to, (now) => setUnder({ step: now, to }), abort.signal);
      if (step < to) return both((w) => w.ended(step));
      const now = lab();
      const same = data === null || (now !== null && showsSame(now, data));
      return both((w) => (same ? w.there(step) : w.other(step)));
    } catch {
      return both((w) => w.stopped);
    } finally {
      setUnder(null);
    }
  };
  const take = async (given: string) => {
    work.current?.abort();
    try {
      const now = standingOf(id);
      if (!now) return;
      const { query, step, data, points } = readBack(given, now);
      applyFigureQuery(id, query);
      if (points !== null) return setSaid(both((w) => w.points(points)));
      setSaid(both((w) => w.set));
      if (run?.()?.canPlay && step !== null) setSaid(await again(run, step, data));
    } catch (error) {
      setSaid({ words: sentenceOf(error, FAILED), problem: true });
    }
  };
  const open = (file: File) => {
    // A file that is too long is not read to its end: what is read is too long as well, and is told so.
    file
      .slice(0, MAX_BYTES + 1)
      .text()
      .then(take, () => setSaid({ words: FAILED, problem: true }));
  };
  if (!standing) return null;
  return (
    <section className={styles.take} aria-label={t.back} data-take="back">
      <h4>{t.back}</h4>
      <Intake accept=".json,.csv,.tsv,.txt" onFile={open} onText={(given) => void take(given)}>
        <p>{takesPoints(standing.table) ? t.hintPoints : t.hint}</p>
        {under && (
          <div className={styles.row}>
            <progress max={under.to} value={under.step} aria-label={t.running(under.step, under.to)} />
            <span>{t.running(under.step, under.to)}</span>
            <button type="button" className={styles.button} onClick={() => work.current?.abort()}>
              {t.stop}
            </button>
          </div>
        )}
        <p className={said?.problem ? own.problem : own.result} role="status">
          {!under && said?.words[lang]}
        </p>
      </Intake>
    </section>
  );
}
