/** A stage that asks, from question to answer: what is said, what is drawn on, and how a run that is the answer begins. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useLang, useText } from '../../i18n';
import type { Hand } from '../../viz/hand';
import { plain } from '../numbers';
import { answerOf, change, isChoice, unanswered, useAnswers } from './asks';
import { text } from './text';
import type { Deck } from './useDeck';

export const useAnswer = ({ key }: Pick<Deck, 'key'>) => useAnswers((answers) => answers[key]) ?? unanswered;

/** The question as long as the answer is not seen, then the stage's sentence. */
export function useSaid(deck: Deck): string {
  const lang = useLang();
  const { seen } = useAnswer(deck);
  const { ask, sentence } = deck.stage;
  return (ask && !seen ? ask.question : sentence)[lang];
}

/** The plot that is drawn on, where the stage asks for a curve. */
export function useDrawing(deck: Deck, large: Element | null): Hand | null {
  const t = useText(text).ask;
  const { seen, drawn, lifted } = useAnswer(deck);
  const { key, stage } = deck;
  const { ask } = stage;
  return useMemo(() => {
    if (!ask || isChoice(ask)) return null;
    return {
      of: ask.of,
      x: ask.x,
      y: ask.y,
      drawn,
      place: lifted ? large : null,
      onDraw: seen ? null : (next) => change(key, { drawn: next }),
      label: t.curve,
      name: t.expected,
      say: (x, y) => (y === null ? t.empty(plain(x)) : t.at(plain(x), plain(y))),
    };
  }, [ask, key, seen, drawn, lifted, large, t]);
}

/** `figure`: the element of the figure on stage. */
export function useAsk(deck: Deck, figure: () => HTMLElement | null) {
  const { key, stage } = deck;
  const { ask } = stage;
  const asking = !useAnswer(deck).seen && ask !== undefined;
  const waiting = useRef(() => {});
  const reach = useCallback(
    (when: RegExp, then: (element: HTMLElement) => void) => {
      waiting.current();
      waiting.current = onceIn(figure, when, then);
    },
    [figure],
  );
  const entered = useRef(key);
  // A run that is the answer and was played on a stage before goes back to its start; a window that has just come follows the other's, whose
  // answers it has not heard. Another stage: what this one was waiting for does not begin there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew with every stage
  useEffect(() => {
    const moved = entered.current !== key;
    entered.current = key;
    if (moved && asking && ask.play)
      reach(/^(ready|running|paused|done)$/, (element) => element.dataset.status !== 'ready' && tap(element, 'KeyR'));
    return () => waiting.current();
  }, [key]);
  const see = useCallback(() => {
    if (!ask || answerOf(key).seen) return;
    deck.see();
    if (ask.play) reach(/^(ready|paused)$/, (element) => tap(element, 'Space'));
  }, [ask, key, deck.see, reach]);
  const askAgain = useCallback(() => {
    deck.askAgain();
    if (ask?.play) reach(/^(running|paused|done)$/, (element) => tap(element, 'KeyR'));
  }, [ask, deck.askAgain, reach]);
  const choose = useCallback(
    (option: number) => {
      if (!ask || !isChoice(ask) || option >= ask.options.length || answerOf(key).seen) return;
      change(key, { chosen: answerOf(key).chosen === option ? null : option });
    },
    [ask, key],
  );
  return { asking, see, askAgain, choose };
}

const tap = (element: HTMLElement, code: 'Space' | 'KeyR') =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key: code === 'Space' ? ' ' : 'r', code, bubbles: true, cancelable: true }));

/** How long a figure is waited for, to stand [ms]. */
const PATIENCE_MS = 60_000;

/** Calls `then` once the figure's status is such; nothing if it never is. Returns how to call it off. */
function onceIn(figure: () => HTMLElement | null, when: RegExp, then: (element: HTMLElement) => void): () => void {
  const observer = new MutationObserver(() => look());
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const timer = setTimeout(stop, PATIENCE_MS);
  const look = () => {
    const element = figure();
    if (!element || !when.test(element.dataset.status ?? '')) return;
    stop();
    then(element);
  };
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'] });
  // What the state was changed to has reached the figure by then.
  requestAnimationFrame(look);
  return stop;
}
