/**
 * The frame of every figure: title, the claim it tests, the views, controls, transport, tools, code and formula.
 *
 * The frame knows no model and no view. It reads the lab's status, and hands keys and buttons on to it.
 */
import { type KeyboardEvent, memo, type ReactNode, Suspense, useCallback, useContext, useEffect, useId, useRef, useState } from 'react';
import { useLang, useText } from '../i18n';
import { useEngine } from '../runtime/client';
import { type Hideable, type Problem, usePreset } from '../store/url';
import { figureLives } from './afterFirstPaint';
import { Boundary } from './Boundary';
import { BoardContext, boardOf, type Tool, thaw, useBoards } from './board/boards';
import { PageContext, useFigureEntry } from './context';
import { Dock } from './Dock';
import styles from './Figure.module.css';
import { FigureTools } from './FigureTools';
import { useFraming } from './framing';
import { keyOf } from './keys';
import { askAgain, kept, lazy } from './lazy';
import { text } from './text';
import type { FigureLab } from './types';

/** Thousands of words: drawn anew for another stage, not for each picture of the run. */
const CodePanel = memo(lazy(() => import('./CodePanel')));
const Heard = lazy(() => import('./heard/Heard'));
const FormulaPanel = lazy(() => import('./FormulaPanel'));
const Board = lazy(() => import('./board/Board'));
const freezing = kept(() => import('./board/freeze'));

export interface FigureProps {
  readonly lab?: FigureLab | null;
  readonly title: ReactNode;
  readonly claim?: ReactNode;
  readonly controls?: ReactNode;
  readonly more?: ReactNode;
  /** Whether one of the figure's formulas applies in its present state. Default: all do. */
  readonly applies?: (formula: string) => boolean;
  readonly problems?: readonly Problem[];
  readonly children: ReactNode;
}

/** Elements that use the keys themselves. */
const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]';
const PRESSING = `${TYPING}, button, a, summary, input, [role=slider], [role=switch], [role=tab], [data-keys]`;

function useKeys(lab: FigureLab | null | undefined, board: string, draw: (tool: Tool) => void) {
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || lab?.status === 'loading') return;
    const key = keyOf(event.nativeEvent);
    const target = event.target as Element;
    if (!key || target.closest(key === ' ' ? PRESSING : TYPING)) return;
    const draws = key === 'd' || key === 'm';
    if (!draws && !lab?.canPlay) return;
    event.preventDefault();
    // A key held down walks on; it does not start again and again.
    if (event.repeat && key !== '.') return;
    if (draws) return draw(key === 'd' ? 'pen' : 'lens');
    if (!lab) return;
    thaw(board); // what a key does to the run is to be seen
    if (key === ' ') lab.status === 'running' ? lab.pause() : lab.play();
    else if (key === '.') lab.stepOnce();
    else if (key === 'r') lab.reset();
    else lab.newSeed();
  };
}

export function Figure(props: FigureProps) {
  const { lab, title, claim, controls, more, problems, applies, children } = props;
  const { id, name, page: home, code, formulas: declared } = useFigureEntry();
  const formulas = applies ? declared.filter(applies) : declared;
  const t = useText(text).figure;
  const lang = useLang();
  const titleId = useId();
  const page = useContext(PageContext);
  const root = useRef<HTMLElement | null>(null);
  const body = useRef<HTMLDivElement | null>(null);
  const [open, setOpen] = useState({ code: false, formula: false });
  const toggle = useCallback((panel: 'code' | 'formula') => setOpen((now) => ({ ...now, [panel]: !now[panel] })), []);
  const preset = usePreset(id);
  const has = (part: Hideable) => !preset.hide.includes(part);
  useFraming(id, lab, page?.embedded ?? false);
  const latest = useRef(lab);
  latest.current = lab;
  const run = useCallback(() => latest.current ?? null, []);
  const board = useContext(BoardContext) ?? id;
  const frozen = useBoards((boards) => boards[board]?.shown ?? false);
  /** Freezes the picture to draw on it, or shows the live figure again; false where there is no picture yet. */
  const draw = useCallback(
    async (tool: Tool) => {
      const element = root.current;
      askAgain();
      const { freeze, leave } = await freezing();
      if (boardOf(board)?.shown) leave(board, run);
      else if (element) return freeze({ id: board, element, run }, tool);
      return true;
    },
    [board, run],
  );
  const onKeyDown = useKeys(lab, board, (tool) => void draw(tool).catch(() => {}));
  const status = lab?.status ?? 'ready';
  const labRef = lab?.ref;
  useEffect(() => {
    if (status !== 'loading') figureLives();
  }, [status]);
  // While another model comes, the place of what was shown stays: the page does not jump.
  const held = useRef<number | undefined>(undefined);
  held.current = status === 'loading' ? (held.current ?? body.current?.offsetHeight) : undefined;
  // The same function at every render: a new one would be given the element anew, and with it the lab new observers.
  const attach = useCallback(
    (element: HTMLElement | null) => {
      root.current = element;
      labRef?.(element);
    },
    [labRef],
  );

  return (
    <figure
      id={name}
      className={styles.figure}
      data-figure={id}
      data-status={status}
      data-frozen={frozen || undefined}
      data-board-of={board}
      data-embedded={page?.embedded || undefined}
      aria-labelledby={titleId}
      tabIndex={0}
      ref={attach}
      onKeyDown={onKeyDown}
    >
      <div className={styles.head}>
        <div className={styles.words}>
          <h3 id={titleId} className={styles.title}>
            {preset.title || title}
          </h3>
          {preset.note && <p className={styles.note}>{preset.note}</p>}
          {claim && has('claim') && <p className={styles.claim}>{claim}</p>}
        </div>
        {has('tools') && (
          <FigureTools
            id={id}
            figure={root}
            code={open.code}
            formula={open.formula}
            toggle={toggle}
            hasCode={code.length > 0}
            hasFormulas={formulas.length > 0}
            run={lab ? run : null}
            draw={draw}
            frozen={frozen}
          />
        )}
      </div>
      {problems && problems.length > 0 && (
        <div className={styles.problem} role="status">
          {problems.map((p) => (
            <p key={p.param}>{p.message[lang]}</p>
          ))}
        </div>
      )}
      <div className={styles.body} ref={body} style={{ minHeight: held.current }} data-body>
        <Boundary>{children}</Boundary>
        {frozen && (
          <Boundary aside>
            <Suspense fallback={null}>
              <Board id={board} figure={root} run={run} status={status} />
            </Suspense>
          </Boundary>
        )}
        {lab && status === 'loading' && <Waiting lab={lab} />}
        {lab && status !== 'loading' && lab.progress && <Progress share={lab.progress.share} what={lab.progress.what[lang]} />}
      </div>
      {lab?.error && (
        <div className={styles.error} role="alert">
          <p>
            <b>{t.error}</b> <span>{lab.error.message[lang]}</span>
          </p>
          <button type="button" onClick={() => lab.error?.retry()}>
            {t.retry}
          </button>
        </div>
      )}
      {lab?.canPlay && lab.status !== 'loading' && (
        <Boundary aside>
          <Suspense fallback={null}>
            <Heard figure={root} step={lab.step} status={status} />
          </Suspense>
        </Boundary>
      )}
      <Dock lab={has('play') ? lab : null} controls={has('controls') && controls} more={has('controls') && more} />
      <Boundary at={`${open.formula} ${open.code}`}>
        <Suspense fallback={<p className={styles.wait}>{t.loading}</p>}>
          {open.formula && <FormulaPanel page={home} ids={formulas} stage={lab?.stage ?? null} />}
          {open.code && <CodePanel code={code} stage={lab?.stage ?? null} />}
        </Suspense>
      </Boundary>
    </figure>
  );
}

/** Before the first frame: what is being waited for, over an empty body of decent height; a quiet line over a body that has something. */
function Waiting({ lab }: { lab: FigureLab }) {
  const lang = useLang();
  const t = useText(text).figure;
  const doing = useEngine(({ info }) => (info.status === 'starting' ? info.doing : null));
  // Dots that move where nobody looks keep the browser drawing.
  const [seen, setSeen] = useState(false);
  const dots = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!dots.current) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.some((e) => e.isIntersecting)));
    observer.observe(dots.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div className={styles.coming}>
      <div className={styles.waiting} role="status">
        <span className={styles.dots} data-moving={seen || undefined} ref={dots} aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span>{(lab.progress?.what ?? doing)?.[lang] ?? t.starting}</span>
        {lab.progress && lab.progress.share > 0 && <progress value={lab.progress.share} max={1} aria-label={lab.progress.what[lang]} />}
      </div>
    </div>
  );
}

function Progress({ share, what }: { share: number; what: string }) {
  return (
    <div className={styles.progress} role="status">
      <span>{what}</span>
      <progress value={share} max={1} aria-label={what} />
    </div>
  );
}
