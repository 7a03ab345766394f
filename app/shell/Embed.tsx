/** `/embed/<page>/<figure>?…`: one figure alone, for a slide or a course page. */
import { Suspense, use } from 'react';
import { useParams } from 'react-router';
import { useText } from '../i18n';
import { Boundary } from './Boundary';
import { PageContext } from './context';
import styles from './Embed.module.css';
import type { Figures } from './manifest';
import { NotFound } from './NotFound';
import { figuresOf } from './pages';
import { ShowFigure } from './ShowFigure';
import { text } from './text';

const cache = new Map<keyof typeof figuresOf, Promise<{ figures: Figures }>>();
const load = (page: keyof typeof figuresOf) => {
  let promise = cache.get(page);
  if (!promise) {
    promise = figuresOf[page]();
    cache.set(page, promise);
  }
  return promise;
};

function Alone({ page, name }: { page: keyof typeof figuresOf; name: string }) {
  const t = useText(text).notFound;
  const { figures } = use(load(page));
  if (!Object.hasOwn(figures, name)) {
    const names = Object.keys(figures);
    return <NotFound reason={names.length ? `${t.figure(page, name)} ${names.join(', ')}` : `${t.figure(page, name)} ${t.noFigures}`} />;
  }
  return (
    <PageContext value={{ page, embedded: true }}>
      <div className={styles.embed}>
        <Boundary>
          <ShowFigure figure={figures[name]} />
        </Boundary>
      </div>
    </PageContext>
  );
}

export function Embed() {
  const t = useText(text);
  const { page = '', figure = '' } = useParams();
  if (!Object.hasOwn(figuresOf, page)) return <NotFound reason={t.notFound.noPage(page)} />;
  return (
    <Suspense fallback={<p className={styles.loading}>{t.figure.loading}</p>}>
      <Alone page={page as keyof typeof figuresOf} name={figure} />
    </Suspense>
  );
}
