/** The deck of a page: which stage is on, the state each was left in, and how one goes to another, across pages too. */
import { use, useCallback, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type NavigateFunction, useNavigate } from 'react-router';
import { applyFigureQuery, isInState, onFigureQuery } from '../../store/url';
import { thaw } from '../board/boards';
import { keptSearch } from '../Link';
import type { Figures } from '../manifest';
import { PAGES, type PageKey } from '../pages';
import { useRoute } from '../routes';
import { type Stage, seenState, stageQuery } from '../stages';
import { answerOf, change, unanswered, useAnswers } from './asks';
import { setStage, takeAddress, useLecture } from './lectureState';
import { tellState, tellWhere } from './session';

export interface Deck {
  readonly page: PageKey;
  readonly stages: readonly Stage[];
  readonly figures: Figures;
  /** From 1. */
  readonly at: number;
  readonly stage: Stage;
  /** The stage's name in the lecture's memory: page and stage. */
  readonly key: string;
  /** Figures that stand in the page, in the order of the note; the one of the stage is seen. What is hidden waits as it was left. */
  readonly standing: readonly string[];
  readonly next: PageKey | null;
  /** Goes to a stage; before the first and after the last to the neighbouring page's. */
  readonly go: (at: number) => void;
  /** Puts the stage back into the state it was planned in. */
  readonly planned: () => void;
  /** Shows what a stage that asks has asked for; a run that is the answer is begun by whoever holds the figure (useAsk). */
  readonly see: () => void;
  /** Asks anew, with nothing answered. */
  readonly askAgain: () => void;
}

/** By page and stage: the state it was left in. For the life of the window; the other window of a lecture has the same. */
export const left = new Map<string, string>();
/** The stage that is on, and its figure. */
let on: { readonly key: string; readonly id: string } | null = null;
/** While a state is put in that is no change of the reader's: it comes from the plan, from memory or from the other window. */
let putting = false;

function putIn(figure: string, query: string): void {
  putting = true;
  try {
    applyFigureQuery(figure, query);
  } finally {
    putting = false;
  }
}

/** Takes over what the other window has changed a stage's figure to. */
export function takeState(key: string, query: string): void {
  left.set(key, query);
  if (on?.key === key && !isInState(on.id, query)) putIn(on.id, query);
}

/** Figures kept alive: each holds a model. */
const STANDING = 3;

const partOf = (figure: string): string => {
  const own = [...new URLSearchParams(window.location.search)].filter(([key]) => key.startsWith(`${figure}.`));
  return new URLSearchParams(own).toString();
};

export function useDeck(page: PageKey): Deck {
  const route = useRoute(page);
  if (!route?.stages || !route.figures) throw new Error(`The page ${page} has no stages`);
  const { stages } = use(route.stages());
  const { figures } = use(route.figures());
  const navigate = useNavigate();
  // While another page is on its way, this one keeps its stage.
  const lecture = useLecture();
  const [last, keep] = useState(lecture.at);
  const asked = (lecture.page ?? page) === page ? lecture.at : last;
  if (asked !== last) keep(asked);
  const at = Math.min(Math.max(1, asked ?? 1), stages.length);
  const stage = stages[at - 1];
  const [standing, setStanding] = useState<readonly string[]>([]);
  const id = `${page}.${stage.figure}`;
  const key = `${page}/${stage.id}`;

  useLayoutEffect(() => {
    const given = takeAddress() ? partOf(stage.figure) : '';
    const query = left.get(key) ?? (given || stageQuery(stage));
    left.set(key, query);
    on = { key, id };
    putIn(id, query);
    // Newest first; the address is in its state before a figure stands and reads it.
    setStanding((now) => [stage.figure, ...now.filter((name) => name !== stage.figure)].slice(0, STANDING));
    return onFigureQuery((figure, query) => {
      if (figure !== id || putting) return;
      left.set(key, query);
      tellState(key, query);
    });
  }, [stage, id, key]);

  const pageAt = PAGES.indexOf(page);
  const next = PAGES[pageAt + 1] ?? null;
  const go = useCallback(
    (to: number) => {
      const other = to < 1 ? PAGES[pageAt - 1] : to > stages.length ? PAGES[pageAt + 1] : page;
      if (!other) return;
      // Back from a first stage one comes to the last of the page before; the number is cut to what there is.
      const there = other === page ? to : to < 1 ? 999 : 1;
      if (other === page) setStage(there);
      else walk(navigate, other, there);
      tellWhere(other, there);
    },
    [navigate, page, pageAt, stages.length],
  );
  const put = useCallback(
    (query: string) => {
      thaw(key); // what is changed is to be seen
      left.set(key, query);
      putIn(id, query);
      tellState(key, query);
    },
    [id, key],
  );
  const planned = useCallback(() => put(plannedQuery(stage, answerOf(key).seen)), [put, stage, key]);
  const see = useCallback(() => {
    change(key, { seen: true });
    // What was changed meanwhile stays, but for what the answer is about.
    const query = new URLSearchParams(left.get(key));
    for (const [field, value] of new URLSearchParams(stageQuery({ figure: stage.figure, state: stage.ask?.seen ?? {} })))
      query.set(field, value);
    put(query.toString());
  }, [put, stage, key]);
  const askAgain = useCallback(() => {
    change(key, unanswered);
    put(plannedQuery(stage, false));
  }, [put, stage, key]);
  const inOrder = useMemo(() => Object.keys(figures).filter((name) => standing.includes(name)), [figures, standing]);
  return { page, stages, figures, at, stage, key, standing: inOrder, next, go, planned, see, askAgain };
}

/** Goes to a stage of another page. */
export function walk(navigate: NavigateFunction, page: PageKey, at: number): void {
  const now = new URLSearchParams(window.location.search);
  const search = new URLSearchParams(keptSearch(window.location.search));
  search.set('lecture', String(at));
  const presenter = now.get('presenter');
  if (presenter) search.set('presenter', presenter);
  navigate({ pathname: `/${page}`, search: `?${search}` });
  useLecture.setState({ at, page });
}

/** What a stage's figure is planned to be like, before its answer is seen and after. */
const plannedQuery = (stage: Stage, seen: boolean): string =>
  stageQuery({ figure: stage.figure, state: seen ? seenState(stage) : stage.state });

/** Whether the stage's figure is as planned; the component draws again when that changes. */
export function usePlanned({ page, stage, key }: Deck): boolean {
  const id = `${page}.${stage.figure}`;
  const seen = useAnswers((answers) => answers[key]?.seen ?? false);
  const now = () => isInState(id, plannedQuery(stage, seen));
  return useSyncExternalStore(onFigureQuery, now, now);
}
