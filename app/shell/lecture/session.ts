/**
 * A lecture in two windows of one computer, an audience's and a presenter's: the same stage, the same state of its figure, the same run.
 *
 * Either window may be closed or loaded anew. The one that computes holds a Web Lock; when it goes, the lock falls to the other, which then
 * computes. Where there are no locks (pages that came over plain http) the audience's window computes.
 *
 * What either may change carries a stamp, and the later change counts in both (order.ts). What the other window has said is never told back.
 */
import { create } from 'zustand';
import { keepAwake } from '../../runtime/client';
import { askAll, hear, type MirrorMessage, type MirrorRole, setMirror } from '../../store/mirror';
import { type Board, boardOf, change, hearBoard, onBoard, type Stroke, type Tool, useBoards } from '../board/boards';
import { type Answer, onAnswer, takeAnswers, useAnswers } from './asks';
import { Order, type Stamp } from './order';

interface Stamped<V> {
  readonly value: V;
  readonly stamp: Stamp;
}
type AllStamped<V> = Readonly<Record<string, Stamped<V>>>;

type Message =
  | { readonly type: 'hello' }
  /** Where the lecture is, in answer to `hello` and whenever it moves. */
  | { readonly type: 'at'; readonly page: string; readonly at: number; readonly stamp: Stamp; readonly states: AllStamped<string> }
  /** By page and stage, the states that figures were left in. */
  | { readonly type: 'states'; readonly states: AllStamped<string> }
  | { readonly type: 'black'; readonly on: boolean; readonly stamp: Stamp }
  /** What was predicted, by page and stage. */
  | { readonly type: 'answers'; readonly answers: AllStamped<Answer> }
  /** What was drawn on a stage's frozen picture, and the picture itself when it is new. */
  | {
      readonly type: 'board';
      readonly id: string;
      readonly changed: Partial<Board>;
      readonly stamps: Readonly<Record<string, Stamp>>;
      /** The stroke, where one more stands. */
      readonly added?: Stroke;
    }
  /** Asks the audience's window for a stage's picture: as large as the hall sees it, in the hall's colours. */
  | { readonly type: 'freeze'; readonly id: string; readonly tool: Tool }
  | { readonly type: 'bye' }
  | { readonly type: 'lab'; readonly message: MirrorMessage };

interface SessionState {
  /** null while it is being found out. */
  readonly role: MirrorRole | null;
  /** Whether another window is there. */
  readonly paired: boolean;
  readonly black: boolean;
}

export const useSession = create<SessionState>(() => ({ role: 'alone', paired: false, black: false }));

/** What the deck of this window does when the other moves, and what it tells when it is asked. */
export interface DeckEnd {
  readonly where: () => { readonly page: string; readonly at: number };
  readonly go: (page: string, at: number) => void;
  /** By page and stage, the state that each was left in. */
  readonly states: () => Readonly<Record<string, string>>;
  /** Takes over the state of a stage; seen at once where it is on. */
  readonly takeState: (stage: string, query: string) => void;
}

const KEY = 'notes.lecture';

/** This tab's lecture, by a name that outlives a reload; a presenter's window is given its audience's in the address. */
export function sessionName(): string {
  const given = new URLSearchParams(window.location.search).get('presenter');
  if (given && /^[0-9a-z]{4,20}$/.test(given)) return given;
  try {
    const kept = sessionStorage.getItem(KEY);
    if (kept) return kept;
    const name = fresh();
    sessionStorage.setItem(KEY, name);
    return name;
  } catch {
    return fresh(); // no storage: after a reload the two windows do not find each other
  }
}

const fresh = (): string => Array.from(crypto.getRandomValues(new Uint32Array(2)), (n) => n.toString(36)).join('');

// With a second window that shows it, what is computed here goes on while this window is covered.
useSession.subscribe(({ role, paired }) => keepAwake(role === 'lead' && paired));

export const isPresenter = (): boolean => new URLSearchParams(window.location.search).has('presenter');

let channel: BroadcastChannel | null = null;
let end: DeckEnd | null = null;
let order = new Order('');
/** Names in `order`. */
const AT = 'at';
const BLACK = 'black';
const stateOf = (stage: string) => `state ${stage}`;
const answerTo = (stage: string) => `answer ${stage}`;
const partOf = (board: string, part: string) => `board ${board} ${part}`;

/** Everything with the stamp it has here. */
const stamped = <V>(all: Readonly<Record<string, V>>, name: (key: string) => string): AllStamped<V> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, { value, stamp: order.of(name(key)) }]));
/** What counts of what the other window says. */
const taken = <V>(all: AllStamped<V>, name: (key: string) => string): [string, V][] =>
  Object.entries(all).flatMap(([key, { value, stamp }]): [string, V][] => (order.takes(name(key), stamp) ? [[key, value]] : []));
const post = (message: Message) => channel?.postMessage(message);

/** Joins the lecture's windows. Returns how to leave them. */
export function join(deck: DeckEnd): () => void {
  end = deck;
  if (channel) return () => {};
  const name = sessionName();
  // Older windows' names come first (order.ts): eight digits of time until the year 2059.
  const own = Date.now().toString(36) + fresh();
  order = new Order(own);
  const ours = new BroadcastChannel(`notes.lecture.${name}`);
  channel = ours;
  const letGo = new AbortController();
  let release = () => {};
  const become = (role: MirrorRole) => {
    setMirror(role, own, (message) => post({ type: 'lab', message }));
    useSession.setState({ role });
  };
  ours.onmessage = ({ data }: MessageEvent<Message>) => take(data);
  useSession.setState({ role: null, paired: false, black: false });
  if (navigator.locks) {
    const hold = () =>
      new Promise<void>((done) => {
        release = done;
      });
    const lead = () => {
      become('lead');
      return hold();
    };
    void navigator.locks.request(`notes.lecture.${name}`, { ifAvailable: true }, (lock) => {
      if (lock) return lead();
      become('follow');
      navigator.locks.request(`notes.lecture.${name}`, { signal: letGo.signal }, lead).catch(() => {}); // left before its turn came
    });
  } else become(isPresenter() ? 'follow' : 'lead');
  post({ type: 'hello' });
  onAnswer((key, answer) => post({ type: 'answers', answers: { [key]: { value: answer, stamp: order.mine(answerTo(key)) } } }));
  onBoard({
    tell: (id, changed, added) => {
      const stamp = order.mine(...Object.keys(changed).map((part) => partOf(id, part)));
      post({ type: 'board', id, changed, stamps: Object.fromEntries(Object.keys(changed).map((part) => [part, stamp])), added });
    },
    elsewhere: (id, tool) => {
      const other = isPresenter() && useSession.getState().paired;
      if (other) post({ type: 'freeze', id, tool });
      return other;
    },
  });
  const bye = () => post({ type: 'bye' });
  window.addEventListener('pagehide', bye);
  return () => {
    bye();
    window.removeEventListener('pagehide', bye);
    onBoard(null);
    letGo.abort();
    release();
    ours.close();
    channel = null;
    end = null;
    setMirror('alone', '', () => {});
    useSession.setState({ role: 'alone', paired: false, black: false });
  };
}

function take(message: Message): void {
  switch (message.type) {
    case 'hello':
      useSession.setState({ paired: true });
      tellAll();
      askAll(); // it may be the one that computes now
      break;
    case 'at': {
      useSession.setState({ paired: true });
      // First what stages are left in: the one that is gone to stands in it then.
      takeStates(message.states);
      if (order.takes(AT, message.stamp)) end?.go(message.page, message.at);
      break;
    }
    case 'states':
      takeStates(message.states);
      break;
    case 'answers':
      takeAnswers(Object.fromEntries(taken(message.answers, answerTo)));
      break;
    case 'board': {
      const { id, changed, stamps, added } = message;
      // What is being drawn there does not take the place of what is being drawn here, whichever came later.
      const counts = Object.fromEntries(
        Object.entries(changed).filter(([part]) => part === 'live' || order.takes(partOf(id, part), stamps[part])),
      );
      hearBoard(id, counts, added);
      // Both have changed the ink before they heard of each other: what stands here now is told, and counts.
      const board = boardOf(id);
      if (board && changed.strokes && !counts.strokes) change(id, { strokes: board.strokes, past: board.past });
      break;
    }
    case 'freeze': {
      // As if its key had been pressed here: the picture of now, where one is frozen already.
      const key = boardOf(message.id)?.shown ? 't' : message.tool === 'lens' ? 'm' : 'd';
      document
        .querySelector(`[data-board-of="${CSS.escape(message.id)}"]`)
        ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      break;
    }
    case 'black':
      if (order.takes(BLACK, message.stamp)) useSession.setState({ black: message.on });
      break;
    case 'bye':
      useSession.setState({ paired: false });
      break;
    case 'lab':
      hear(message.message);
      break;
  }
}

const takeStates = (states: AllStamped<string>): void => {
  for (const [stage, query] of taken(states, stateOf)) end?.takeState(stage, query);
};
const tellAt = (page: string, at: number, stamp: Stamp): void => {
  if (end) post({ type: 'at', page, at, stamp, states: stamped(end.states(), stateOf) });
};

/** For a window that has come: all that is here, as it was last changed. */
function tellAll(): void {
  const here = end?.where();
  if (here) tellAt(here.page, here.at, order.of(AT));
  post({ type: 'black', on: useSession.getState().black, stamp: order.of(BLACK) });
  post({ type: 'answers', answers: stamped(useAnswers.getState(), answerTo) });
  for (const [id, changed] of Object.entries(useBoards.getState())) {
    const stamps = Object.fromEntries(Object.keys(changed).map((part) => [part, order.of(partOf(id, part))]));
    post({ type: 'board', id, changed, stamps });
  }
}

/** Tells the other window that the lecture has moved. */
export const tellWhere = (page: string, at: number): void => tellAt(page, at, order.mine(AT));

/** Tells it what the figure of a stage was changed to here. */
export const tellState = (stage: string, query: string): void =>
  post({ type: 'states', states: { [stage]: { value: query, stamp: order.mine(stateOf(stage)) } } });

export function setBlack(on: boolean): void {
  useSession.setState({ black: on });
  post({ type: 'black', on, stamp: order.mine(BLACK) });
}
