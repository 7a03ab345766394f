/** The teacher's sheet of a page (`?teach=1`): aims, misconceptions, plans as lists of stages that open, questions with answers. Two printed pages. */
import { use } from 'react';
import { Link } from 'react-router';
import { useLang, useText } from '../../i18n';
import { keptSearch, searchWith } from '../Link';
import { type PageKey, pageText } from '../pages';
import { useRoute } from '../routes';
import styles from './Teach.module.css';
import { text } from './text';

const PLANS = [10, 25, 45] as const;

export default function Teacher({ page }: { readonly page: PageKey }) {
  const t = useText(text);
  const names = useText(pageText)[page];
  const lang = useLang();
  const route = useRoute(page);
  if (!route?.teaching || !route.stages) return null;
  const { teaching } = use(route.teaching());
  const { stages } = use(route.stages());
  return (
    <article className={styles.sheet} data-teach={page}>
      <header>
        <h1>{names.title}</h1>
        <p className={styles.line}>
          <span>{t.sheet}</span>
          <button type="button" onClick={() => window.print()}>
            {t.print}
          </button>
          <Link to={{ pathname: `/${page}`, search: keptSearch(window.location.search) }}>{t.back}</Link>
        </p>
      </header>
      <section>
        <h2>{t.aims}</h2>
        <ul>
          {teaching.aims.map((aim) => (
            <li key={aim.en}>{aim[lang]}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t.misconceptions}</h2>
        <dl>
          {teaching.misconceptions.map(({ said, rather }) => (
            <div key={said.en}>
              <dt>{said[lang]}</dt>
              <dd>
                <b>{t.rather}</b> <span>{rather[lang]}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{t.plans}</h2>
        <div className={styles.plans}>
          {PLANS.map((minutes) => (
            <div key={minutes}>
              <h3>{t.minutes(minutes)}</h3>
              <ol>
                {teaching.plans[minutes].map((id) => {
                  const at = stages.findIndex((stage) => stage.id === id);
                  return (
                    <li key={id}>
                      <a href={searchWith('lecture', String(at + 1))}>{stages[at].sentence[lang]}</a>{' '}
                      <small>{t.plannedFor(stages[at].minutes)}</small>
                    </li>
                  );
                })}
              </ol>
            </div>
          ))}
        </div>
      </section>
      <section>
        <h2>{t.questions}</h2>
        <ol>
          {teaching.exercises.map(({ question, answer }) => (
            <li key={question.en}>
              <p>{question[lang]}</p>
              <p className={styles.answer}>{answer[lang]}</p>
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}
