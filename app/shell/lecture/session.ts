/**
 * A lecture in two windows of one computer, an audience's and a presenter's: the same stage, the same state of its figure, the same run.
 *
 * Either window may be closed or loaded anew. The one that computes holds a Web Lock; when it goes, the lock falls to the other, which then
 * computes. Where there are no locks (pages that came over plain http) the audience's window computes.
 */
import { create } from 'zustand';
import { keepAwake } from '../../runtime/client';
import { askAll, hear, type MirrorMessage, type MirrorRole, setMirror } from '../../store/mirror';
import { applyFigureQuery, isInState, onFigureQuery } from '../../store/url';
import { type Board, boardOf, onBoard, type Tool, takeBoard, useBoards } from '../board/boards';
import { type Answer, onAnswer, takeAnswers, useAnswers } from './asks';

type Message =
  | { readonly type: 'hello' }
  /** Where the lecture is, in answer to `hello` and whenever it moves. `states`: by page and stage, what each was left in. */
  | { readonly type: 'at'; readonly page: string; readonly at: number; readonly states: Readonly<Record<string, string>> }
  | { readonly type: 'state'; readonly figure: string; readonly query: string }
  | { readonly type: 'black'; readonly on: boolean }
  /** What was predicted, by page and stage. */
  | { readonly type: 'answers'; readonly answers: Readonly<Record<string, Answer>> }
  /** What was drawn on a stage's frozen picture, and the picture itself when it is new. */
  | { readonly type: 'board'; readonly id: string; readonly changed: Partial<Board> }
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
  readonly where: () => { readonly page: string; readonly at: number; readonly states: Readonly<Record<string, string>> };
  readonly go: (page: string, at: number, states: Readonly<Record<string, string>>) => void;
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
const post = (message: Message) => channel?.postMessage(message);

/** Joins the lecture's windows. Returns how to leave them. */
export function join(deck: DeckEnd): () => void {
  end = deck;
  if (channel) return () => {};
  const name = sessionName();
  const own = fresh();
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
  onAnswer((key, answer) => post({ type: 'answers', answers: { [key]: answer } }));
  onBoard({
    tell: (id, changed) => post({ type: 'board', id, changed }),
    elsewhere: (id, tool) => {
      const other = isPresenter() && useSession.getState().paired;
      if (other) post({ type: 'freeze', id, tool });
      return other;
    },
  });
  const unwatch = onFigureQuery((figure, query) => post({ type: 'state', figure, query }));
  const bye = () => post({ type: 'bye' });
  window.addEventListener('pagehide', bye);
  return () => {
    bye();
    window.removeEventListener('pagehide', bye);
    unwatch();
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
      if (end) post({ type: 'at', ...end.where() });
      post({ type: 'black', on: useSession.getState().black });
      post({ type: 'answers', answers: useAnswers.getState() });
      for (const [id, changed] of Object.entries(useBoards.getState())) post({ type: 'board', id, changed });
      askAll(); // it may be the one that computes now
      break;
    case 'at':
      useSession.setState({ paired: true });
      end?.go(message.page, message.at, message.states);
      break;
    case 'state':
      // What one's own window has come to already is not told back.
      if (!isInState(message.figure, message.query)) applyFigureQuery(message.figure, message.query);
      break;
    case 'answers':
      takeAnswers(message.answers);
      break;
    case 'board':
      takeBoard(message.id, message.changed);
      break;
    case 'freeze': {
      // As if its key had been pressed here: the picture of now, where one is frozen already.
      const key = boardOf(message.id)?.shown ? 't' : message.tool === 'lens' ? 'm' : 'd';
      document
        .querySelector(`[data-board-of="${CSS.escape(message.id)}"]`)
        ?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      break;
    }
    case 'black':
      useSession.setState({ black: message.on });
      break;
    case 'bye':
      useSession.setState({ paired: false });
      break;
    case 'lab':
      hear(message.message);
      break;
  }
}

/** Tells the other window that the lecture has moved. */
export const tellWhere = (page: string, at: number): void => {
  if (end) post({ type: 'at', page, at, states: end.where().states });
};

export function setBlack(on: boolean): void {
  useSession.setState({ black: on });
  post({ type: 'black', on });
}
