/** What a note is written with: headings, figures, formulas, terms, asides, claims, and where the notes are imprecise. */
import {
  type CSSProperties,
  createContext,
  memo,
  type ReactNode,
  type RefObject,
  Suspense,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useText } from '../i18n';
import { complete } from './adopt';
import { afterFirstPaint, claimFirst, firstFigure, whenIdle } from './afterFirstPaint';
import { Boundary } from './Boundary';
import { citations } from './citations';
import { PageLink } from './Link';
import type { LinkedSymbol } from './linkedSymbols';
import type { FigureEntry, Figures } from './manifest';
import styles from './prose.module.css';
import { ShowFigure } from './ShowFigure';
import { Tex } from './Tex';
import { text } from './text';
import { leave, queue } from './turns';
import type { Formulas, Role } from './types';

interface NoteInfo {
  readonly figures: Figures;
  readonly heights: Heights;
  readonly formulas: Formulas;
  readonly cite: (id: string) => void;
}

export const NoteContext = createContext<NoteInfo>({ figures: {}, heights: {}, formulas: {}, cite: () => {} });

/** A section: `<H id="why">Heading</H>`. */
export function H({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  // `#name` is the figure's address; a section that shares the name stands aside.
  const { figures } = useContext(NoteContext);
  const anchor = Object.hasOwn(figures, id) ? `about-${id}` : id;
  return (
    <h2 id={anchor} className={styles.heading}>
      <a href={`#${anchor}`}>{children}</a>
    </h2>
  );
}

/** A smaller heading inside a section. */
export function H3({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <h3 id={id} className={styles.subheading}>
      {children}
    </h3>
  );
}

const moment = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/**
 * The first figure of a visit comes at once, and those that the address asks for; others that are in view or near, when that one lives (in view, a
 * moment later in any case); the rest, when the page has been read for a moment, too.
 */
function useTurn(name: string, figure: FigureEntry | null): [boolean, RefObject<HTMLDivElement | null>] {
  const place = useRef<HTMLDivElement>(null);
  const [turn, setTurn] = useState(false);
  useLayoutEffect(() => {
    if (window.location.hash !== `#${name}`) return;
    claimFirst();
    setTurn(true);
  }, [name]);
  useEffect(() => {
    if (turn || !place.current) return;
    let over = false;
    const come = () => setTurn(true);
    // What it is made of comes before its turn, so that nobody waits for a line in the meantime.
    const inLine = (looked: boolean) => void figure?.Component.preload().then(() => over || queue(come, looked));
    // After the engine has been sent for (NotePage), so that it starts while the figure's own code arrives.
    const soon = (looked: boolean) => void afterFirstPaint.then(() => whenIdle(() => inLine(looked), 300));
    const turnAfter = (before: Promise<void>, looked: boolean) => (entries: IntersectionObserverEntry[]) => {
      if (entries.some((e) => e.isIntersecting)) claimFirst() ? soon(looked) : void before.then(() => soon(looked));
    };
    const inView = new IntersectionObserver(turnAfter(Promise.race([firstFigure, moment(4000)]), true));
    const near = new IntersectionObserver(turnAfter(firstFigure, false), { rootMargin: '700px 0px' });
    inView.observe(place.current);
    near.observe(place.current);
    const later = setTimeout(() => void firstFigure.then(() => whenIdle(() => inLine(false), 5000)), 3000);
    window.addEventListener('beforeprint', come);
    return () => {
      over = true;
      leave(come);
      inView.disconnect();
      near.disconnect();
      clearTimeout(later);
      window.removeEventListener('beforeprint', come);
    };
  }, [turn, figure]);
  return [turn, place];
}

/** Heights of a note's figures once they live, in rem, in a window as wide as a desk's, a tablet's, a phone's. Measured by tools/heights.ts. */
export type Heights = Readonly<Record<string, readonly [desk: number, tablet: number, phone: number]>>;

const keeping = (heights: Heights[string] | undefined) =>
  heights && ({ '--desk': `${heights[0]}rem`, '--tablet': `${heights[1]}rem`, '--phone': `${heights[2]}rem` } as CSSProperties);

/** A figure of this page, by name. */
export function Fig({ name }: { readonly name: string }) {
  const t = useText(text);
  const { figures, heights } = useContext(NoteContext);
  const figure = Object.hasOwn(figures, name) ? figures[name] : null;
  const [turn, place] = useTurn(name, figure);
  if (!figure) return <p className={styles.missing}>{t.note.figureMissing(name)}</p>;
  const pending = <div className={styles.pending}>{t.figure.loading}</div>;
  return (
    <div className={styles.wide} data-fig={name} ref={place} style={keeping(heights[name])}>
      <Boundary>
        {turn ? (
          <Suspense fallback={pending}>
            <ShowFigure figure={figure} />
          </Suspense>
        ) : (
          pending
        )}
      </Boundary>
    </div>
  );
}

/** A display formula of this page, by id. */
export function Formula({ id }: { readonly id: string }) {
  const t = useText(text).note;
  const { formulas } = useContext(NoteContext);
  const formula = Object.hasOwn(formulas, id) ? formulas[id] : null;
  if (!formula) return <p className={styles.missing}>{t.formulaMissing(id)}</p>;
  return (
    <div className={styles.formula} data-formula={id} tabIndex={0} role="group" aria-label={id}>
      <Suspense fallback={<span>…</span>}>
        <Tex tex={formula.tex} html={formula.html} display />
      </Suspense>
      <a className={styles.letters} href="#symbols">
        {t.letters}
      </a>
    </div>
  );
}

/**
 * A formula within the prose, as the build rendered it (`remarkTex`): `html` is what stands within KaTeX's own box, or within that of a
 * displayed formula, which has no `tex`. Drawn once: a note is drawn anew with every source it names.
 */
export const M = memo(function M({ html, tex }: { readonly html: string; readonly tex?: string }) {
  return (
    <span
      className={tex === undefined ? 'katex-display' : 'katex'}
      data-tex={tex}
      ref={(element) => complete(element, html)}
      suppressHydrationWarning // built text has it without MathML
      // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX's own output from our own sources
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
});

/** A word that names a thing in a figure: its role's colour, and it lights up with it. */
export function Term({ thing, role, children }: { readonly thing?: LinkedSymbol; readonly role: Role; readonly children: ReactNode }) {
  return (
    <span className={`role-${role} ${styles.term}`} data-thing={thing}>
      {children}
    </span>
  );
}

/** A side note: in the margin on wide screens, in the text on narrow ones. */
export function Aside({ children }: { readonly children: ReactNode }) {
  return (
    <span className={styles.aside} role="note">
      {children}
    </span>
  );
}

/** A sentence of the notes that claims something; the figure after it lets the reader see whether it holds. */
export function Claim({ children }: { readonly children: ReactNode }) {
  const t = useText(text).note;
  return (
    <span className={styles.claim}>
      <span className={styles.tag}>{t.claim}</span>
      {children}
    </span>
  );
}

/** Where the notes are imprecise, said more exactly. */
export function Caveat({ children }: { readonly children: ReactNode }) {
  const t = useText(text).note;
  return (
    <span className={styles.caveat}>
      <span className={styles.tag}>{t.caveat}</span>
      {children}
    </span>
  );
}

/** A source, named by its first author and year, listed at the end of the page. */
export function Cite({ id }: { readonly id: string }) {
  const { cite } = useContext(NoteContext);
  useEffect(() => cite(id), [cite, id]);
  return (
    <a className={styles.cite} href={`#cite-${id}`} data-cite={id} lang="en">
      {citations[id] ?? id}
    </a>
  );
}

function Table({ children }: { readonly children?: ReactNode }) {
  return (
    <div className={styles.table} tabIndex={0} role="group">
      <table>{children}</table>
    </div>
  );
}

/** The empty corner of a table is no heading. */
function HeadCell({ children, style }: { readonly children?: ReactNode; readonly style?: CSSProperties }) {
  return children ? (
    <th scope="col" style={style}>
      {children}
    </th>
  ) : (
    <td />
  );
}

/** Handed to every MDX note. `<To to="/vae#vqvae">` leads to a place on another page. */
export const prose = { H, H3, M, Fig, Formula, Term, Aside, Claim, Caveat, Cite, To: PageLink, table: Table, th: HeadCell };
