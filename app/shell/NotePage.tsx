/** A page of the notes: its prose in the reader's language, with the figures and formulas it names in reading order. */
import type { MDXProps } from 'mdx/types';
import { type ComponentType, Suspense, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLang, useText } from '../i18n';
import { labelOf } from './adopt';
import { afterFirstPaint, whenIdle } from './afterFirstPaint';
import { Boundary } from './Boundary';
import { PageContext } from './context';
import { PageLink } from './Link';
import { lazy } from './lazy';
import { LectureDoor } from './lecture/LectureDoor';
import type { Figures } from './manifest';
import styles from './NotePage.module.css';
import { PageSymbols } from './PageSymbols';
import { PAGES, type PageKey, pageText } from './pages';
import { type Heading, prerendered } from './prerendered';
import { type Heights, NoteContext, prose } from './prose';
import { startEngine } from './startEngine';
import { text } from './text';
import type { Formula, Formulas } from './types';

const Sources = lazy(() => import('./Sources'));
const Exercises = lazy(() => import('./teach/Exercises'));

type Note = ComponentType<MDXProps>;

interface Props<FormulaId extends string> {
  readonly page: PageKey;
  readonly note: { readonly zh: Note; readonly en: Note };
  readonly figures: Figures<FormulaId>;
  readonly heights: Heights;
  /** All that the figures show, and those of the prose. */
  readonly formulas: Formulas & Readonly<Record<NoInfer<FormulaId>, Formula>>;
}

export function NotePage<FormulaId extends string>({ page, note, figures, heights, formulas }: Props<FormulaId>) {
  const lang = useLang();
  const t = useText(text);
  const names = useText(pageText);
  const [cited, setCited] = useState(prerendered.cited);
  // Until the note in the new language is there, the other one stays.
  const Note = note[useDeferredValue(lang)];
  const context = useMemo(
    () => ({ figures, heights, formulas, cite: (id: string) => setCited((old) => (old.includes(id) ? old : [...old, id])) }),
    [figures, heights, formulas],
  );
  const info = useMemo(() => ({ page, embedded: false }), [page]);
  const at = PAGES.indexOf(page);
  const [before, after] = [PAGES[at - 1], PAGES[at + 1]];
  const article = useRef<HTMLElement>(null);
  const headings = useHeadings(article, lang);
  // The next note has other headings and sources.
  useEffect(() => void Object.assign(prerendered, { headings: [], cited: [] }), []);
  const live = Object.keys(figures).length > 0;
  useEffect(() => {
    if (live) void afterFirstPaint.then(startEngine);
  }, [live]);
  return (
    <PageContext value={info}>
      <NoteContext value={context}>
        <article className={styles.note} ref={article} data-page={page}>
          <header className={styles.head}>
            <p className={styles.number} aria-hidden="true">
              {at + 1}
            </p>
            <h1>{names[page].title}</h1>
            <p className={styles.line}>{names[page].line}</p>
            <LectureDoor />
          </header>
          <Contents headings={headings} />
          <Suspense fallback={<p>{t.loadingPage}</p>}>
            <Note components={prose} />
          </Suspense>
          <PageSymbols page={page} />
          <LaterExercises page={page} />
          {cited.length > 0 && (
            <Suspense fallback={null}>
              <Sources cited={cited} />
            </Suspense>
          )}
          <nav className={styles.turn} aria-label={t.note.next}>
            {before ? (
              <PageLink to={`/${before}`}>
                <small>{t.note.previous}</small>
                <span>{names[before].title}</span>
              </PageLink>
            ) : (
              <span />
            )}
            {after && (
              <PageLink to={`/${after}`}>
                <small>{t.note.next}</small>
                <span>{names[after].title}</span>
              </PageLink>
            )}
          </nav>
        </article>
      </NoteContext>
    </PageContext>
  );
}

/** After the text, and none of it: fetched when the reader has come near. */
function LaterExercises({ page }: { page: PageKey }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const show = () => setNear(true);
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && show(), { rootMargin: '100% 0px' });
    observer.observe(place.current);
    // On paper, too: by the time one prints they are there.
    let stop = () => {};
    const later = setTimeout(() => {
      stop = whenIdle(show, 4000);
    }, 4000);
    return () => {
      observer.disconnect();
      clearTimeout(later);
      stop();
    };
  }, []);
  return (
    <div ref={place}>
      {near && (
        <Boundary aside>
          <Suspense fallback={null}>
            <Exercises page={page} />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}

/** The headings of the note, read from the page once it is there. Asked for around the article: within it, it would not stand yet. */
function useHeadings(article: React.RefObject<HTMLElement | null>, lang: string): readonly Heading[] {
  const [headings, setHeadings] = useState(prerendered.headings);
  // Before the browser paints: a note that is there already must not be pushed down by its own table of contents.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language has other headings
  useLayoutEffect(() => {
    const read = () => {
      const found = [...(article.current?.querySelectorAll<HTMLElement>('h2[id]') ?? [])];
      const next = found.map((h) => ({ id: h.id, label: labelOf(h) }));
      setHeadings((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
    };
    read();
    const observer = new MutationObserver(read);
    if (article.current) observer.observe(article.current, { childList: true });
    return () => observer.disconnect();
  }, [lang, article]);
  return headings;
}

function Contents({ headings }: { headings: readonly Heading[] }) {
  const t = useText(text).note;
  if (headings.length < 2) return null;
  return (
    <nav className={styles.contents} aria-label={t.contents}>
      <ol>
        {headings.map((h) => (
          <li key={h.id}>
            <a href={`#${h.id}`}>{h.label}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
