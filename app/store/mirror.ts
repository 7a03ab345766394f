/**
 * One lab in two windows: the window that *leads* computes, one that *follows* shows the same lab, with the same frame, step and seed, and
 * hands on what is done to it. What a figure keeps in its address is told apart from this (store/url); here goes what a run has come to.
 *
 *   follower                     leader
 *   want  ─────────────────────▶ all of the lab's state
 *         ◀───────────────────── what has changed, whenever it does
 *   act (play, step, …) ───────▶ done to the leader's lab
 *   call (method, args) ───────▶ answered by its run; the same question under way is asked once
 *
 * Whatever carries the messages is given from above (shell/lecture/session): it must clone typed arrays.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameValue } from '../data/sameValue';
import { type CallOptions, createLab, type LabOrigin, type LabState } from './labState';

const TOLD = [
  'status',
  'frame',
  'step',
  'stepsPerSecond',
  'seed',
  'speed',
  'stage',
  'canPlay',
  'canStage',
  'canSave',
  'progress',
  'run',
  'model',
] as const satisfies readonly (keyof LabState)[];
type Told = Partial<Pick<LabState, (typeof TOLD)[number]>> & { error?: Pick<NonNullable<LabState['error']>, 'message'> | null };
type Act = 'play' | 'pause' | 'stepOnce' | 'reset' | 'newSeed' | 'retry' | { readonly speed: LabState['speed'] };

export type MirrorMessage =
  | { readonly type: 'want'; readonly lab: string }
  | { readonly type: 'told'; readonly lab: string; readonly state: Told }
  | { readonly type: 'act'; readonly lab: string; readonly act: Act }
  | {
      readonly type: 'call';
      readonly lab: string;
      readonly id: string;
      readonly method: string;
      readonly args: unknown;
      /** What the follower's lab is configured with: the leader answers when its own has come to the same. */
      readonly config: unknown;
    }
  | { readonly type: 'answer'; readonly id: string; readonly value: unknown };

export type MirrorRole = 'alone' | 'lead' | 'follow';

let role: MirrorRole = 'alone';
let post: (message: MirrorMessage) => void = () => {};
let me = '';

/** Says what labs opened from now on are; `name` is this window's own, `send` carries messages to the other. */
export function setMirror(next: MirrorRole, name: string, send: (message: MirrorMessage) => void): void {
  role = next;
  me = name;
  post = send;
  for (const drop of waiting.values()) drop(undefined);
  waiting.clear();
}

/** A lab as this window's role has it: computing, or following the other window's. */
export const openLab = (origin: LabOrigin): StoreApi<LabState> =>
  role === 'follow' ? follower(origin) : role === 'lead' ? leader(origin) : createLab(origin);

interface Ends {
  readonly hear: (message: MirrorMessage) => void;
  /** Called when the lab is mounted, with the name it has in both windows. */
  readonly begin: (lab: string) => void;
}
const ends = new WeakMap<StoreApi<LabState>, Ends>();
const mounted = new Map<string, Ends>();

/**
 * Gives a mounted lab the name it has in both windows: the figure's, the program's, and which of them it is, in the order they were mounted.
 * Returns how to take it away.
 */
export function nameLab(store: StoreApi<LabState>, figure: string, program: string): () => void {
  const end = ends.get(store);
  if (!end) return () => {};
  let n = 0;
  while (mounted.has(`${figure}/${program}/${n}`)) n++;
  const lab = `${figure}/${program}/${n}`;
  mounted.set(lab, end);
  end.begin(lab);
  return () => mounted.get(lab) === end && mounted.delete(lab);
}

/** Questions a follower waits for, by id. */
const waiting = new Map<string, (value: unknown) => void>();

/** Takes in a message of the other window. */
export function hear(message: MirrorMessage): void {
  if (message.type === 'answer') {
    waiting.get(message.id)?.(message.value);
    waiting.delete(message.id);
  } else mounted.get(message.lab)?.hear(message);
}

/** Every lab asks anew: the other window has another one behind it now. */
export function askAll(): void {
  for (const lab of mounted.keys()) post({ type: 'want', lab });
}

/** How long a leader waits for its own configuration to come to what a follower's question is about [ms]. */
const PATIENCE_MS = 1_000;

function leader(origin: LabOrigin): StoreApi<LabState> {
  const store = createLab(origin);
  const compute = store.getState().call;
  const asked = new Map<string, { args: unknown; config: unknown; run: number; step: number; answer: Promise<unknown> }>();
  const call = (method: string, args: unknown, options?: CallOptions) => {
    const { config, run, step } = store.getState();
    const before = asked.get(method);
    // Both windows ask what their figures show: it is computed once.
    if (before && before.run === run && before.step === step && before.config === config && sameValue(before.args, args))
      return before.answer;
    const answer = compute(method, args, options);
    const now = { args, config, run, step, answer };
    asked.set(method, now);
    void answer.finally(() => asked.get(method) === now && asked.delete(method));
    return answer;
  };
  store.setState({ call });

  let name = '';
  let followed = false;
  let last: Partial<LabState> = {};
  const tell = (all: boolean) => {
    if (!followed || !name) return;
    const now = store.getState();
    const state: Record<string, unknown> = {};
    for (const key of TOLD) if (all || now[key] !== last[key]) state[key] = now[key];
    if (all || now.error !== last.error) state.error = now.error && { message: now.error.message };
    last = now;
    if (Object.keys(state).length > 0) post({ type: 'told', lab: name, state: state as Told });
  };
  const answer = async (message: Extract<MirrorMessage, { type: 'call' }>) => {
    const there = () => sameValue(store.getState().config, message.config);
    if (!there())
      await new Promise<void>((done) => {
        const stop = store.subscribe(() => there() && over());
        const timer = setTimeout(() => over(), PATIENCE_MS);
        const over = () => {
          stop();
          clearTimeout(timer);
          done();
        };
      });
    // In line behind the leader's own: neither takes the other's place.
    post({ type: 'answer', id: message.id, value: await call(message.method, message.args, { queue: true }) });
  };
  ends.set(store, {
    begin: (lab) => {
      name = lab;
      store.subscribe(() => tell(false));
      followed = true;
      tell(true);
    },
    hear: (message) => {
      const lab = store.getState();
      if (message.type === 'want') tell(true);
      else if (message.type === 'call') void answer(message);
      else if (message.type === 'act') {
        if (typeof message.act === 'object') lab.setSpeed(message.act.speed);
        else if (message.act === 'retry') lab.error?.retry();
        else lab[message.act]();
      }
    },
  });
  return store;
}

let questions = 0;

function follower({ config, seed, speed }: LabOrigin): StoreApi<LabState> {
  let name = '';
  const act = (what: Act) => post({ type: 'act', lab: name, act: what });
  const store = createStore<LabState>((set, get) => ({
    status: 'loading',
    frame: null,
    step: 0,
    stepsPerSecond: 0,
    seed,
    speed,
    stage: null,
    canPlay: false,
    canStage: false,
    canSave: false,
    error: null,
    progress: null,
    run: 0,
    config,
    model: 0,
    play: () => act('play'),
    pause: () => act('pause'),
    stepOnce: () => act('stepOnce'),
    reset: () => act('reset'),
    newSeed: () => act('newSeed'),
    setSpeed: (to) => {
      if (to !== get().speed) act({ speed: to });
    },
    call: (method, args) =>
      new Promise((done) => {
        const id = `${me}/${questions++}`;
        waiting.set(id, done);
        post({ type: 'call', lab: name, id, method, args, config: get().config });
      }),
    // Whether it is in view, plays by itself, and with which seed, is the leader's business.
    ref: () => {},
    mount: () => () => {},
    setAutoplay: () => {},
    setSeed: () => {},
    setConfig: (next) => {
      if (!sameValue(next, get().config)) set({ config: next });
    },
  }));
  ends.set(store, {
    begin: (lab) => {
      name = lab;
      post({ type: 'want', lab });
    },
    hear: (message) => {
      if (message.type !== 'told') return;
      const { error, ...state } = message.state;
      store.setState({ ...state, ...(error !== undefined && { error: error && { ...error, retry: () => act('retry') } }) });
    },
  });
  return store;
}
