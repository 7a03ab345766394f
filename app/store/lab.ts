/**
 * One lab a figure: a program running in the engine, as a React component sees it.
 *
 *   const lab = useLab('gan.minmax', { data: s.data, lr: s.lr }, { seed: s.seed });
 *   <Figure lab={lab}>{lab.frame && <Plane data={lab.frame.points} … />}</Figure>
 *
 * The lab starts its run when the figure comes near the view, gives it time only while it is in view, and closes it on
 * unmount. A changed configuration (compared by value) is handed to the run; the run decides whether it must restart.
 */
import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { sameValue } from '../data/sameValue';
import { openRun } from '../runtime/client';
import type { ConfigOf, FrameOf, MethodsOf, ProgramName } from '../runtime/programs';
import type { Bilingual, Speed } from '../runtime/protocol';
import type { CallOptions, LabState, LabStatus } from './labState';
import { nameLab, openLab } from './mirror';
import { LabPlace, LabWaits } from './place';

/** Not with every lab: what it says of its work changes every second, and the figures need not be drawn for that. */
export { useEngine } from '../runtime/client';
export type { BackendName, Bilingual, Speed } from '../runtime/protocol';
export type { CallOptions, LabError, LabProgress, LabStatus } from './labState';

export interface LabOptions {
  /** Play as soon as the figure is first seen (never when the reader prefers reduced motion). Default false. */
  readonly autoplay?: boolean;
  /** Seed of all randomness. Changing it restarts the run. Default 1. */
  readonly seed?: number;
  /** Told when the reader draws a new seed, so that the address can keep it. */
  readonly onSeed?: (seed: number) => void;
  /** Default 'max'. */
  readonly speed?: Speed;
}

type MethodName<K extends ProgramName> = keyof MethodsOf<K> & string;
type ArgsOf<K extends ProgramName, M extends MethodName<K>> = MethodsOf<K>[M] extends (args: infer A, ...rest: never[]) => unknown
  ? A
  : never;
type ResultOf<K extends ProgramName, M extends MethodName<K>> = MethodsOf<K>[M] extends (...args: never[]) => infer R ? Awaited<R> : never;

/** A method that takes nothing is called with its name alone. */
type CallArgs<A> = undefined extends A ? [args?: A, options?: CallOptions] : [args: A, options?: CallOptions];

/** What the frame of a figure (title, transport, states) needs of any lab. */
export interface AnyLab {
  /** What the run shows, as its program made it. */
  readonly frame: unknown;
  readonly status: LabStatus;
  readonly step: number;
  readonly stepsPerSecond: number;
  readonly seed: number;
  readonly speed: Speed;
  /** Name of the stage just done, in slow motion. */
  readonly stage: string | null;
  /** False for a lab that only answers calls: it has no transport. */
  readonly canPlay: boolean;
  /** Whether the speed 'stage' goes stage by stage. */
  readonly canStage: boolean;
  /** Whether it trains a network, that can be taken out as a file and back in (`modelOut`, `modelIn`). */
  readonly canSave: boolean;
  readonly error: { readonly message: Bilingual; retry(): void } | null;
  readonly progress: { readonly share: number; readonly what: Bilingual } | null;
  /** Counts the runs this lab has had: it changes on reset, new seed, retry, change of backend and change of model. */
  readonly run: number;
  /** Counts the models this lab has had (a configuration that needs a new run): key by it what keeps answers of its own. */
  readonly model: number;
  /** The configuration last asked for: the same object while it is the same by value. */
  readonly config: unknown;
  play(): void;
  pause(): void;
  /** One step, or one stage at speed 'stage'. */
  stepOnce(): void;
  /** From the start, same seed. */
  reset(): void;
  newSeed(): void;
  setSpeed(speed: Speed): void;
  /** Put it on the element that shows the lab: only what is in view gets time. */
  readonly ref: (element: Element | null) => void;
}

export interface Lab<K extends ProgramName> extends AnyLab {
  /** The newest picture of the run; stays while the next run starts. */
  readonly frame: FrameOf<K> | null;
  /**
   * Asks the run something. A newer call of the same method takes the place of older ones still waiting or running, unless `queue` is set.
   * Resolves to undefined when that happened, when the run was closed, or when the call failed (then `error` says why): callers need no catch.
   */
  call<M extends MethodName<K>>(method: M, ...rest: CallArgs<ArgsOf<K, M>>): Promise<ResultOf<K, M> | undefined>;
}

/** `?paused=1`: nothing plays before it is told to, for one who shows a figure in slides of their own. */
const WAITS = typeof window !== 'undefined' && new URLSearchParams(window.location?.search).get('paused') === '1';

/** Opens a lab for one of the engine's programs. */
export function useLab<K extends ProgramName>(program: K, config: ConfigOf<K>, options: LabOptions = {}): Lab<K> {
  const [store] = useState(() => openLab({ program, config, seed: options.seed ?? 1, speed: options.speed ?? 'max', open: openRun }));
  const place = useContext(LabPlace);
  const state = useStore(store);
  const onSeed = useRef(options.onSeed);
  onSeed.current = options.onSeed;

  const [waits] = useState(useContext(LabWaits) || WAITS);
  const autoplay = (options.autoplay ?? false) && !waits;
  useEffect(() => store.getState().mount({ onSeed: (seed) => onSeed.current?.(seed) }), [store]);
  useEffect(() => nameLab(store, place, program), [store, place, program]);
  useEffect(() => store.getState().setAutoplay(autoplay), [store, autoplay]);
  useEffect(() => store.getState().setConfig(config), [store, config]);
  useEffect(() => {
    if (options.seed !== undefined) store.getState().setSeed(options.seed);
  }, [store, options.seed]);

  return state as unknown as Lab<K>;
}

/** State of a figure's own that belongs to what it was made from, named by `of`: with anything else it is not there, and an answer that came late for something else is not shown. */
export function useOf<V>(of: string | number): readonly [value: V | null, keep: (value: V) => void] {
  const [kept, setKept] = useState<{ readonly of: string | number; readonly value: V } | null>(null);
  const keep = useCallback((value: V) => setKept({ of, value }), [of]);
  return [kept?.of === of ? kept.value : null, keep];
}

/** The same of the model in a lab: another model begins without it. */
export const useOfModel = <V>({ model }: Pick<AnyLab, 'model'>) => useOf<V>(model);

/** How many answers each figure waits for. */
const underWay = new Map<string, number>();
const awaited = (figure: string, more: 1 | -1) => underWay.set(figure, (underWay.get(figure) ?? 0) + more);
/** Whether a figure waits for an answer to what it shows: its picture is then not yet of where it stands. */
export const answering = (figure: string): boolean => (underWay.get(figure) ?? 0) > 0;

interface Answer<V> {
  readonly value: V | undefined;
  readonly pending: boolean;
}

/**
 * The answer to a question that follows what the reader does: asks again whenever `args` or the lab's configuration change by value
 * or the run is new, and with `step` whenever the run has moved on, one question at a time. While an answer is under way the last one
 * stays, unless it was another model's. `null` for args asks nothing.
 */
export function useAnswer<K extends ProgramName, M extends MethodName<K>>(
  lab: Lab<K>,
  method: M,
  args: ArgsOf<K, M> | null,
  options?: { readonly step?: boolean },
): Answer<ResultOf<K, M>> {
  const { call, run, model, config, status } = lab;
  const place = useContext(LabPlace);
  const [answer, setAnswer] = useState<Answer<ResultOf<K, M>> & { readonly model: number }>({ value: undefined, pending: false, model });
  const kept = useRef(args);
  if (!sameValue(kept.current, args)) kept.current = args;
  const question = kept.current;
  const alive = status !== 'loading' && status !== 'error';
  const step = options?.step ? lab.step : 0;
  const asked = useRef<{ question: unknown; config: unknown; run: number; step: number; pending: boolean } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that came (pending) looks whether the run has moved on since
  useEffect(() => {
    if (question === null || !alive) return;
    const last = asked.current;
    const same = last?.question === question && last.config === config && last.run === run;
    if (same && (last.pending || last.step === step)) return;
    const now = { question, config, run, step, pending: true };
    asked.current = now;
    awaited(place, 1);
    const before = (a: typeof answer) => (a.model === model ? a.value : undefined);
    setAnswer((a) => ({ value: before(a), pending: true, model }));
    call(method, ...([question] as unknown as CallArgs<ArgsOf<K, M>>)).then((value) => {
      now.pending = false;
      awaited(place, -1);
      if (asked.current === now) setAnswer((a) => ({ value: value ?? before(a), pending: false, model }));
    });
  }, [call, method, question, config, run, model, alive, step, place, answer.pending]);

  return answer.model === model ? answer : NO_ANSWER;
}

const NO_ANSWER: Answer<never> = { value: undefined, pending: true };

export type { LabState };
