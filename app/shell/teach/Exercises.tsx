/** At a note's end: questions that only its figures can answer; an answer opens the figure in the state that shows it. */
import { use } from 'react';
import { Link, useNavigate } from 'react-router';
import { useLang, useText } from '../../i18n';
import { applyFigureQuery } from '../../store/url';
import { searchWith } from '../Link';
import type { PageKey } from '../pages';
import { holdAt } from '../place';
import { useRoute } from '../routes';
import { stageQuery } from '../stages';
import styles from './Teach.module.css';
import { text } from './text';

export default function Exercises({ page }: { readonly page: PageKey }) {
  const t = useText(text);
  const lang = useLang();
  const load = useRoute(page)?.teaching;
  const navigate = useNavigate();
  if (!load) return null;
  const { exercises } = use(load()).teaching;
  const open = (figure: string, query: string) => {
    applyFigureQuery(`${page}.${figure}`, query);
    navigate({ search: window.location.search, hash: `#${figure}` }, { replace: true });
    holdAt(figure);
  };
  return (
    <section className={styles.exercises} aria-label={t.exercises}>
      <h2>{t.exercises}</h2>
      <ol>
        {exercises.map((exercise) => (
          <li key={exercise.question.en}>
            <p>{exercise.question[lang]}</p>
            <details>
              <summary>{t.answer}</summary>
              <p>{exercise.answer[lang]}</p>
              <button type="button" onClick={() => open(exercise.figure, stageQuery(exercise))}>
                {t.see}
              </button>
            </details>
          </li>
        ))}
      </ol>
      <p>
        <Link to={{ pathname: `/${page}`, search: searchWith('teach', '1') }}>{t.teacher}</Link>
      </p>
    </section>
  );
}
