/** Routes, the frame around every page, and what is shown while a page loads or when there is none. */
import { Suspense, useEffect, useRef, useState } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { tagOf, useLang, useText } from '../i18n';
import styles from './App.module.css';
import { firstFigure, whenIdle } from './afterFirstPaint';
import { Aside, Boundary } from './Boundary';
import { Embed } from './Embed';
import { lazy } from './lazy';
import { useLecture } from './lecture/lectureState';
import { LinkedSymbols } from './linkedSymbols';
import { Nav } from './Nav';
import { NotFound } from './NotFound';
import { PAGES, pageText } from './pages';
import { holdAt } from './place';
import { type PageRoutes, RoutesContext } from './routes';
import { text } from './text';

const Offline = lazy(() => import('./offline/Offline'));
const Teacher = lazy(() => import('./teach/Teacher'));
const Lecture = lazy(() => import('./lecture/Lecture'));

/** Keeps `<html lang>` and the document's title right, scrolls to the figure named in the hash once it is there. */
function useDocument(): void {
  const lang = useLang();
  const t = useText(pageText);
  const s = useText(text);
  const { pathname, hash } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    // Said once more, it would have the style of every element worked out anew (`:lang()` asks for it).
    if (document.documentElement.lang !== tagOf(lang)) document.documentElement.lang = tagOf(lang);
    const key = pathname.split('/').filter(Boolean)[0] as keyof typeof t | undefined;
    const page = key && key in t ? t[key] : null;
    const site = s.site.replace('\u200b', '');
    document.title = page && typeof page === 'object' ? `${page.title} · ${site}` : site;
  }, [lang, pathname, t, s.site]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is read from its top
  useEffect(() => {
    const opening = first.current;
    first.current = false;
    if (!hash) {
      // The page the visit began with: its text was there before this ran, and the reader may be in the middle of it.
      if (!opening) window.scrollTo(0, 0);
      return;
    }
    return holdAt(hash.slice(1));
  }, [hash, pathname]);
}

export function App({ routes }: { readonly routes: PageRoutes }) {
  useDocument();
  // What is kept for later is nobody's hurry, and none of the text that the build writes.
  const [grown, setGrown] = useState(false);
  useEffect(() => {
    void firstFigure.then(() => whenIdle(() => setGrown(true), 4000));
  }, []);
  const t = useText(text);
  const { pathname, search } = useLocation();
  const embed = pathname.startsWith('/embed/');
  const here = PAGES.find((key) => pathname.split('/')[1] === key);
  const lecturing = useLecture((s) => s.at !== null) && here !== undefined;
  const teacher = here !== undefined && new URLSearchParams(search).has('teach');
  const bare = embed || lecturing;
  return (
    <RoutesContext value={routes}>
      <LinkedSymbols />
      {!bare && (
        <a className={styles.skip} href="#main">
          {t.skip}
        </a>
      )}
      {!bare && <Nav />}
      <main id="main" tabIndex={-1} className={styles.main}>
        <Boundary at={pathname}>
          <Suspense fallback={<p className={styles.loading}>{t.loadingPage}</p>}>
            {lecturing ? (
              <Lecture page={here} />
            ) : teacher ? (
              <Teacher page={here} />
            ) : (
              <Routes>
                <Route path="/" element={<routes.home.Page />} />
                {PAGES.map((key) => {
                  const { Page } = routes[key];
                  return <Route key={key} path={`/${key}`} element={<Page />} />;
                })}
                <Route path="/models" element={<routes.models.Page />} />
                <Route path="/embed/:page/:figure" element={<Embed />} />
                <Route path="*" element={<NotFound />} />
              </Routes>
            )}
          </Suspense>
        </Boundary>
      </main>
      {!bare && (
        <footer className={styles.footer}>
          <p>{t.footer}</p>
          <p>{t.licence}</p>
          {grown && (
            <Boundary aside>
              <Suspense fallback={null}>
                <Offline />
              </Suspense>
            </Boundary>
          )}
        </footer>
      )}
      <Aside />
    </RoutesContext>
  );
}
