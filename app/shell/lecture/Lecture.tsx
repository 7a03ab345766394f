/**
 * A page as a deck of stages: a figure in a named state, one sentence, large. By keys, by a clicker, by buttons; in one window or, with a
 * presenter's, in two. State that was changed survives going back and forth (useDeck); the address holds stage and state.
 */
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';
import { useText } from '../../i18n';
import { thaw } from '../board/boards';
import { keepLecture } from '../offline/keeping';
import { PAGES, type PageKey } from '../pages';
import { text as frame } from '../text';
import { setInHall } from '../theme';
import { Audience } from './Audience';
import { addressed, setStage, useLecture } from './lectureState';
import { Overlay, type OverlayName } from './Overlay';
import { Presenter } from './Presenter';
import { isPresenter, join, sessionName, setBlack, tellWhere, useSession } from './session';
import { text } from './text';
import { useAsk } from './useAsk';
import { left, takeState, useDeck, walk } from './useDeck';
import { type DeckKey, OPTIONS, useKeys } from './useKeys';

export default function Lecture({ page }: { readonly page: PageKey }) {
  useHall();
  useTwoWindows(page);
  useEffect(() => keepLecture(page), [page]);
  return <DeckOf key={page} page={page} />;
}

function DeckOf({ page }: { readonly page: PageKey }) {
  const t = useText(text);
  const f = useText(frame);
  const deck = useDeck(page);
  const { at, stage, key, go } = deck;
  const navigate = useNavigate();
  const root = useRef<HTMLDivElement>(null);
  const [overlay, setOverlay] = useState<OverlayName | null>(null);
  const [said, setSaid] = useState('');
  const black = useSession((s) => s.black);
  const presenting = isPresenter();

  const figure = useCallback(
    () => root.current?.querySelector<HTMLElement>(`[data-standing="${stage.figure}"] [data-figure]`) ?? null,
    [stage.figure],
  );
  const { asking, see, choose, askAgain } = useAsk(deck, figure);
  const shown = useMemo(() => ({ ...deck, see, askAgain }), [deck, see, askAgain]);

  const leave = useCallback(() => {
    if (isPresenter()) return window.close();
    thaw(key); // a frozen picture is left too
    setStage(null);
    // Back to the figure, in the note; the address has its state.
    navigate({ pathname: `/${page}`, search: window.location.search, hash: `#${stage.figure}` }, { replace: true });
  }, [navigate, page, stage.figure, key]);
  const act = useCallback(
    (pressed: DeckKey) => {
      if (black) {
        setBlack(false);
        if (pressed === 'black' || pressed === 'leave' || pressed === 'escape') return;
      }
      const option = (OPTIONS as readonly DeckKey[]).indexOf(pressed);
      if (option >= 0) choose(option);
      else if (pressed === 'on') asking ? see() : go(at + 1);
      else if (pressed === 'back') go(at - 1);
      else if (pressed === 'overview' || pressed === 'goto' || pressed === 'help') setOverlay(pressed);
      else if (pressed === 'black') setBlack(true);
      else if (pressed === 'full')
        void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.());
      else if (pressed === 'presenter') setSaid(openPresenter() ? '' : t.blocked);
      else if (pressed === 'escape' && figure()?.querySelector('[data-board]')) press(figure(), 'Escape');
      else if (pressed === 'leave' || pressed === 'escape') leave();
    },
    [black, go, at, leave, choose, asking, see, t.blocked, figure],
  );
  useKeys(act, figure);
  const View = presenting ? Presenter : Audience;
  return (
    <div ref={root} data-stage={stage.id} data-black={black || undefined}>
      <Suspense fallback={<p>{f.figure.loading}</p>}>
        <View deck={shown} act={act} said={said} />
      </Suspense>
      {overlay && <Overlay deck={deck} name={overlay} close={() => setOverlay(null)} />}
    </div>
  );
}

/** Hands a key to a figure. */
const press = (figure: HTMLElement | null, key: string) =>
  figure?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

/** Opens the presenter's window on this lecture; false if the browser refuses. */
function openPresenter(): boolean {
  if (isPresenter()) return true;
  const url = new URL(window.location.href);
  url.searchParams.set('presenter', sessionName());
  url.hash = '';
  return window.open(url, 'notes-presenter', 'popup,width=1180,height=780') !== null;
}

/** The lecture that the address names, once the browser's own Back or Forward has changed it. */
function tellAddress(): void {
  const { at } = useLecture.getState();
  const page = addressed();
  if (at !== null && page) tellWhere(page, at);
}

function useTwoWindows(page: PageKey): void {
  const navigate = useNavigate();
  const here = useRef(page);
  here.current = page;
  const walkTo = useRef(navigate);
  walkTo.current = navigate;
  useEffect(() => {
    window.addEventListener('popstate', tellAddress);
    return () => window.removeEventListener('popstate', tellAddress);
  }, []);
  useEffect(
    () =>
      join({
        where: () => ({ page: useLecture.getState().page ?? here.current, at: useLecture.getState().at ?? 1 }),
        states: () => Object.fromEntries(left),
        takeState,
        go: (to, at) => {
          const other = PAGES.find((key) => key === to);
          // At once: what the other window says next is about the stage it has gone to.
          flushSync(() => {
            if (other && other !== here.current) walk(walkTo.current, other, at);
            else setStage(at);
          });
        },
      }),
    [],
  );
}

/** Large letters, and the projector's colours where the reader has chosen none, while a lecture is on. */
function useHall(): void {
  useEffect(() => {
    document.documentElement.toggleAttribute('data-lecture', true);
    if (!isPresenter()) setInHall(true);
    return () => {
      document.documentElement.removeAttribute('data-lecture');
      setInHall(false);
    };
  }, []);
}
