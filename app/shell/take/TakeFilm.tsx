/** A figure as a short film: how many pictures, how far apart; it says how far it has come, goes on with the menu closed, and can be stopped. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n';
import type { FigureLab } from '../types';
import { type Film, makeFilm, useFilms } from './films';
import styles from './Take.module.css';
import { text } from './text';

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  /** null where the film goes along the figure's axis of time. */
  readonly run: (() => FigureLab | null) | null;
  /** Says something at the figure's tools, where it is read with the menu closed. */
  readonly say: (words: string) => void;
}

const MOST = { pictures: 120, every: 500 } as const;

/** What a film has come to, for the one who waits; nothing while it goes on. */
const wordsOf = (t: (typeof text)['en' | 'zh'], film: Film | undefined): string =>
  film?.how === 'made' ? t.filmed(film.pictures, (film.bytes / 1e6).toFixed(1)) : film?.how === 'failed' ? t.noFilm : '';

export function TakeFilm({ id, figure, run, say }: Props) {
  const t = useText(text);
  const film = useFilms((films) => films[id]);
  const going = film?.how === 'going' ? film : null;
  const [pictures, setPictures] = useState(24);
  const [every, setEvery] = useState(1);
  const [anew, setAnew] = useState(true);
  const latest = useRef({ t, say });
  latest.current = { t, say };
  // The menu is closed while a film is being made: it is said beside the figure that it goes on, and what it came to.
  useEffect(
    () => () => {
      if (useFilms.getState()[id]?.how !== 'going') return;
      latest.current.say(latest.current.t.goesOn);
      const unwatch = useFilms.subscribe((films) => {
        if (films[id]?.how === 'going') return;
        unwatch();
        latest.current.say(wordsOf(latest.current.t, films[id]));
      });
    },
    [id],
  );
  const make = () => {
    if (figure.current) void makeFilm(id, figure.current, run, { pictures, every, anew });
  };
  return (
    <section className={styles.take} aria-label={t.film} data-take="film" data-keys>
      <h4>{t.film}</h4>
      <div className={styles.row}>
        <Count label={t.pictures} value={pictures} least={2} most={MOST.pictures} off={going !== null} onSet={setPictures} />
        {run && <Count label={t.every} value={every} least={1} most={MOST.every} off={going !== null} onSet={setEvery} />}
      </div>
      {run && (
        <label>
          <input type="checkbox" checked={anew} disabled={going !== null} onChange={() => setAnew(!anew)} /> <span>{t.anew}</span>
        </label>
      )}
      <div className={styles.row}>
        {going ? (
          <>
            <progress max={going.of} value={going.done} aria-label={t.making(going.done, going.of)} />
            <span>{t.making(going.done, going.of)}</span>
            <button type="button" className={styles.button} onClick={going.stop}>
              {t.stop}
            </button>
          </>
        ) : (
          <button type="button" className={styles.button} onClick={make}>
            {t.make}
          </button>
        )}
      </div>
      <small>{run ? t.filmHint : t.filmTimeHint}</small>
      <span role="status">{wordsOf(t, film)}</span>
    </section>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly off: boolean;
  readonly onSet: (value: number) => void;
}

/** A whole number to type: what is typed stays as it is until the field is left or Enter is pressed; then it is what can be had. */
function Count({ label, value, least, most, off, onSet }: CountProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed === null) return;
    const n = Math.round(Number(typed));
    if (typed.trim() && Number.isFinite(n)) onSet(Math.max(least, Math.min(most, n)));
    setTyped(null);
  };
  return (
    <label>
      <span>{label}</span>{' '}
      <input
        type="number"
        min={least}
        max={most}
        value={typed ?? value}
        disabled={off}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />
    </label>
  );
}
