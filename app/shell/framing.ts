/**
 * A figure in a frame of somebody else's page (`/embed/…` in an iframe): it says when it is ready and what it has come to, does as it is
 * told, and hands the keys that turn pages to the deck around it. docs/embed.md is the protocol in words; `MESSAGES` its version.
 *
 * Only the page that holds the frame is listened to. What it may do is what any reader may: play, step, set values that the figure checks.
 */
import { useEffect, useRef } from 'react';
import { applyFigureQuery, figureQuery, onFigureQuery } from '../store/url';
import { thaw } from './board/boards';
import type { FigureLab } from './types';

const MESSAGES = 1;
const framed = typeof window !== 'undefined' && window.parent !== window;

/** Keys that a deck around the frame turns its pages with. */
const TURNING = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'];
/** Who uses arrows for themselves. */
const OWN = 'input:not([type=checkbox]), textarea, select, [contenteditable], [role=slider], [role=dialog], [data-keys]';

/** States are told at most this often [ms]. */
const CALM_MS = 200;
/** The longest query string that is taken in. */
const LONGEST = 8_000;

export function useFraming(id: string, lab: FigureLab | null | undefined, embedded: boolean): void {
  const on = framed && embedded;
  const now = useRef(lab);
  now.current = lab;
  const tell = useRef(() => {});

  useEffect(() => {
    if (!on) return;
    const say = (message: object) =>
      window.parent.postMessage({ source: 'playable-notes', version: MESSAGES, figure: id, ...message }, '*');
    const state = () => {
      const { status = 'ready', step = 0, seed = null } = now.current ?? {};
      return { status, step, seed, query: figureQuery(id) };
    };
    let ready = false;
    let last = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const told = state();
      if (told.status === 'loading') return;
      if (!ready) say({ type: 'ready', ...told });
      else if (JSON.stringify(told) !== last) say({ type: 'state', ...told });
      ready = true;
      last = JSON.stringify(told);
    };
    tell.current = () => {
      timer ??= setTimeout(look, CALM_MS);
    };
    tell.current();
    const unwatch = onFigureQuery((figure) => figure === id && tell.current());

    const onMessage = ({ source, data }: MessageEvent) => {
      if (source !== window.parent || typeof data !== 'object' || data?.target !== 'playable-notes') return;
      const { current } = now;
      if (['play', 'step', 'reset', 'set'].includes(data.type)) thaw(id); // what is asked for is to be seen
      if (data.type === 'play') current?.play();
      else if (data.type === 'pause') current?.pause();
      else if (data.type === 'step') current?.stepOnce();
      else if (data.type === 'reset') current?.reset();
      else if (data.type === 'set' && typeof data.query === 'string' && data.query.length <= LONGEST) applyFigureQuery(id, data.query);
      else if (data.type === 'get') say({ type: 'state', ...state() });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      // A clicker's keys are the deck's wherever the focus is; arrows are first of all for what is being moved.
      const clicker = event.key === 'PageUp' || event.key === 'PageDown';
      if (!TURNING.includes(event.key) || (!clicker && (event.target as Element).closest?.(OWN))) return;
      event.preventDefault();
      if (clicker) event.stopPropagation();
      say({ type: 'key', key: event.key });
    };
    const onClicker = (event: KeyboardEvent) => {
      if (event.key === 'PageUp' || event.key === 'PageDown') onKey(event);
    };
    window.addEventListener('message', onMessage);
    window.addEventListener('keydown', onClicker, true);
    window.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      unwatch();
      window.removeEventListener('message', onMessage);
      window.removeEventListener('keydown', onClicker, true);
      window.removeEventListener('keydown', onKey);
      tell.current = () => {};
    };
  }, [on, id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew whenever one of these changes
  useEffect(() => tell.current(), [lab?.status, lab?.step, lab?.seed]);
}
