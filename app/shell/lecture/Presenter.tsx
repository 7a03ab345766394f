/** What only the one who speaks sees: the same live figure, the notes to it, what comes next, and how the time goes. */
import { useEffect, useRef, useState } from 'react';
import { useLang, useText } from '../../i18n';
import { Icon } from '../icons';
import { pageText } from '../pages';
import { AskRow } from './AskRow';
import type { ViewProps } from './Audience';
import styles from './Presenter.module.css';
import { StageView } from './StageView';
import { setBlack, useSession } from './session';
import { text } from './text';
import { useSaid } from './useAsk';
import { usePlanned } from './useDeck';

const clock = (ms: number): string => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;

/** How long this stage has been on, and the whole lecture, in ms; drawn anew every second. */
function useTimes(stage: string): { here: number; all: number } {
  const begun = useRef(performance.now());
  const came = useRef({ stage, at: performance.now() });
  if (came.current.stage !== stage) came.current = { stage, at: performance.now() };
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return { here: Math.max(0, now - came.current.at), all: Math.max(0, now - begun.current) };
}

export function Presenter({ deck, act }: ViewProps) {
  const t = useText(text);
  const names = useText(pageText);
  const lang = useLang();
  const { page, stages, at, stage, next } = deck;
  const { paired, black } = useSession();
  const planned = usePlanned(deck);
  const times = useTimes(`${page}/${stage.id}`);
  const over = times.here > stage.minutes * 60_000;
  const expected = stages.slice(0, at).reduce((sum, one) => sum + one.minutes, 0);
  const said = useSaid(deck);
  const following = stages[at];
  return (
    <div className={styles.presenter}>
      <div className={styles.now}>
        <div>
          <h1 className={styles.sentence}>{said}</h1>
          <AskRow deck={deck} />
        </div>
        <StageView deck={deck} />
      </div>
      <div className={styles.side}>
        <p className={styles.times} data-over={over || undefined}>
          <b role="timer">{clock(times.here)}</b> <span>{t.ofMinutes(stage.minutes)}</span>
        </p>
        <p className={styles.small}>{t.sinceStart(clock(times.all), expected)}</p>
        <p className={styles.pair} role="status" data-paired={paired || undefined}>
          {black ? t.blackNow : paired ? t.paired : t.alone}
        </p>
        <h2>{t.notes}</h2>
        <p className={styles.notes}>{stage.notes[lang]}</p>
        {said !== stage.sentence[lang] && (
          <p className={styles.notes}>
            <b>{t.saysThen}</b> <span>{stage.sentence[lang]}</span>
          </p>
        )}
        <h2>{t.next}</h2>
        <p className={styles.next}>{following ? following.sentence[lang] : next ? t.nextPage(names[next].title) : t.end}</p>
        <div className={styles.tools} role="toolbar" aria-label={t.bar}>
          <button type="button" onClick={() => act('back')}>
            <Icon name="back" /> <span>{t.back}</span>
          </button>
          <span translate="no">{t.stage(at, stages.length)}</span>
          <button type="button" onClick={() => act('on')}>
            <span>{t.on}</span> <Icon name="on" />
          </button>
          <button type="button" onClick={() => act('overview')}>
            {t.overview}
          </button>
          <button type="button" aria-pressed={black} onClick={() => setBlack(!black)}>
            {t.black}
          </button>
          {!planned && (
            <button type="button" onClick={deck.planned}>
              {t.planned}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
