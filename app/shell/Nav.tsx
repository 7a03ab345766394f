/** The bar over every page: where one is, language, theme, engine. */
import { Suspense } from 'react';
import { useLocation } from 'react-router';
import { setLang, useLang, useText } from '../i18n';
import { useAdopted } from './adopt';
import { Boundary } from './Boundary';
import { Icon } from './icons';
import { PageLink } from './Link';
import { lazy } from './lazy';
import styles from './Nav.module.css';
import { PAGES, pageText } from './pages';
import { keepPlace } from './place';
import { text } from './text';
import { NEXT_THEME, setTheme, THEME_ICON, useTheme } from './theme';

const EngineBadge = lazy(() => import('./EngineBadge'));
/** Resolves when the whole bar can stand at once. */
export const navReady = EngineBadge.preload;

export function Nav() {
  const t = useText(text);
  const names = useText(pageText);
  const lang = useLang();
  const { pathname } = useLocation();
  const here = pathname.split('/')[1] ?? '';
  return (
    <header className={styles.bar}>
      <nav className={styles.inner} aria-label={t.nav}>
        <PageLink to="/" className={styles.home} current={here === ''}>
          <span className={styles.mark} aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </span>
          <span className={styles.homeName}>{names.home}</span>
        </PageLink>
        <ul className={styles.pages}>
          {PAGES.map((key) => (
            <li key={key}>
              <PageLink to={`/${key}`} current={here === key}>
                {names[key].short}
              </PageLink>
            </li>
          ))}
        </ul>
        <div className={styles.tools}>
          <Boundary aside at={pathname}>
            <Suspense fallback={null}>
              <EngineBadge />
            </Suspense>
          </Boundary>
          <button
            type="button"
            className={styles.tool}
            lang={lang === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => keepPlace(() => setLang(lang === 'zh' ? 'en' : 'zh'))}
          >
            {lang === 'zh' ? 'English' : '中文'}
          </button>
          <ThemeButton />
        </div>
      </nav>
    </header>
  );
}

/** By itself: what it shows is known in the browser alone, and the rest of the bar stands as it is. */
function ThemeButton() {
  const t = useText(text);
  const chosen = useTheme((s) => s.choice);
  const choice = useAdopted() ? chosen : 'system';
  const name = `${t.theme}: ${t.themes[choice]}`;
  return (
    <button type="button" className={styles.tool} aria-label={name} title={name} onClick={() => setTheme(NEXT_THEME[choice])}>
      <Icon name={THEME_ICON[choice]} />
    </button>
  );
}
