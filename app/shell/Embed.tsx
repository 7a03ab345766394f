/** `/embed/<page>/<figure>?…`: one figure alone, for a slide or a course page. */
import { Suspense, use } from 'react';
import { useParams } from 'react-router';
import { useText } from '../i18n';
import { Boundary } from './Boundary';
import { PageContext, type PageInfo } from './context';
import styles from './Embed.module.css';
import type { Figures } from './manifest';
import { NotFound } from './NotFound';
import { useRoute } from './routes';
import { ShowFigure } from './ShowFigure';
import { text } from './text';

function Alone({ page, name, load }: { page: PageInfo['page']; name: string; load: () => Promise<{ readonly figures: Figures }> }) {
  const t = useText(text).notFound;
  const { figures } = use(load());
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
  const load = useRoute(page)?.figures;
  if (!load) return <NotFound reason={t.notFound.noPage(page)} />;
  return (
    <Suspense fallback={<p className={styles.loading}>{t.figure.loading}</p>}>
      <Alone page={page as PageInfo['page']} name={figure} load={load} />
    </Suspense>
  );
}
