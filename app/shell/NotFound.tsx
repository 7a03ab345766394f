/** Unknown page, or unknown figure of a page: one clear sentence and the ways on. */
import { useLocation } from 'react-router';
import { useText } from '../i18n';
import { PageLink } from './Link';
import styles from './NotFound.module.css';
import { PAGES, pageText } from './pages';
import { text } from './text';

export function NotFound({ reason }: { reason?: string }) {
  const t = useText(text).notFound;
  const pages = useText(pageText);
  const { pathname } = useLocation();
  return (
    <div className={styles.page}>
      <h1>{t.title}</h1>
      <p>{reason ?? t.body(pathname)}</p>
      <ul>
        <li>
          <PageLink to="/">{t.home}</PageLink>
        </li>
        {PAGES.map((key) => (
          <li key={key}>
            <PageLink to={`/${key}`}>{pages[key].title}</PageLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
