/** A figure as a short film: how many pictures, how far apart; it says how far it has come, and can be stopped. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n';
import { noteUrl } from '../figureAddress';
import { download } from '../picture';
import type { FigureLab } from '../types';
import { filmOf } from './film';
import styles from './Take.module.css';
import { text } from './text';

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  /** null where the film goes along the figure's axis of time. */
  readonly run: (() => FigureLab | null) | null;
}

const MOST = { pictures: 120, every: 500 } as const;
const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, Math.round(value) || least));

export function TakeFilm({ id, figure, run }: Props) {
  const t = useText(text);
  const [pictures, setPictures] = useState(24);
  const [every, setEvery] = useState(1);
  const [anew, setAnew] = useState(true);
  const [done, setDone] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const work = useRef<AbortController>(null);
  useEffect(() => () => work.current?.abort(), []);

  const make = async () => {
    if (!figure.current) return;
    const abort = new AbortController();
    work.current = abort;
    setSaid('');
    setDone(0);
    try {
      const film = await filmOf(figure.current, run, () => noteUrl(id).href, { pictures, every, anew }, setDone, abort.signal);
      if (film) download(new Blob([film.bytes], { type: 'image/gif' }), `${id.replace('.', '-')}.gif`);
      setSaid(film ? t.filmed(film.pictures, (film.bytes.length / 1e6).toFixed(1)) : t.noFilm);
    } catch {
      setSaid(abort.signal.aborted ? '' : t.noFilm);
    }
    setDone(null);
  };
  const number = (label: string, value: number, least: number, most: number, set: (value: number) => void) => (
    <label>
      <span>{label}</span>{' '}
      <input
        type="number"
        min={least}
        max={most}
        value={value}
        disabled={done !== null}
        onChange={(event) => set(within(event.target.valueAsNumber, least, most))}
      />
    </label>
  );
  return (
    <section className={styles.take} aria-label={t.film} data-take="film" data-keys>
      <h4>{t.film}</h4>
      <div className={styles.row}>
        {number(t.pictures, pictures, 2, MOST.pictures, setPictures)}
        {run && number(t.every, every, 1, MOST.every, setEvery)}
      </div>
      {run && (
        <label>
          <input type="checkbox" checked={anew} disabled={done !== null} onChange={() => setAnew(!anew)} /> <span>{t.anew}</span>
        </label>
      )}
      <div className={styles.row}>
        {done === null ? (
          <button type="button" className={styles.button} onClick={() => void make()}>
            {t.make}
          </button>
        ) : (
          <>
            <progress max={pictures} value={done} aria-label={t.making(done, pictures)} />
            <span>{t.making(done, pictures)}</span>
            <button type="button" className={styles.button} onClick={() => work.current?.abort()}>
              {t.stop}
            </button>
          </>
        )}
      </div>
      <small>{run ? t.filmHint : t.filmTimeHint}</small>
      <span role="status">{said}</span>
    </section>
  );
}
