/** The state of one lab and what may be done with it, without React: a zustand store over one run of the engine at a time. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameValue } from '../data/sameValue';
import type { openRun, Run, RunEvents } from '../runtime/client';
import type { Abilities, Bilingual, Fault, FrameUpdate, Speed } from '../runtime/protocol';

export type LabStatus = 'loading' | 'ready' | 'running' | 'paused' | 'done' | 'error';

export interface LabError {
  readonly message: Bilingual;
  /** Goes on from the last good parameters, on another backend where that helps. */
  retry(): void;
}

export interface LabProgress {
  /** In [0, 1]. */
  readonly share: number;
  readonly what: Bilingual;
}

export interface CallOptions {
  /** Wait for older calls of the same method instead of taking their place. */
  readonly queue?: boolean;
  /** Stops the call. */
  readonly signal?: AbortSignal;
}

export interface LabState {
  readonly status: LabStatus;
  readonly frame: unknown;
  readonly step: number;
  readonly stepsPerSecond: number;
  readonly seed: number;
  readonly speed: Speed;
  readonly stage: string | null;
  readonly canPlay: boolean;
  readonly canStage: boolean;
  readonly canSave: boolean;
  readonly error: LabError | null;
  readonly progress: LabProgress | null;
  readonly run: number;
  /** What was last asked for, by value. */
  readonly config: unknown;
  /** Counts the models this lab has had: it changes when a configuration needs a new run. What belongs to another model is not shown. */
  readonly model: number;
  play(): void;
  pause(): void;
  stepOnce(): void;
  reset(): void;
  newSeed(): void;
  setSpeed(speed: Speed): void;
  call(method: string, args: unknown, options?: CallOptions): Promise<unknown>;
  readonly ref: (element: Element | null) => void;

  /** For the hook: starts watching the figure; returns the clean-up. */
  mount(options: { onSeed?: (seed: number) => void }): () => void;
  /** Whether it plays once it is seen; turned on or off later, it plays or pauses. */
  setAutoplay(on: boolean): void;
  setConfig(config: unknown): void;
  setSeed(seed: number): void;
}

export interface LabOrigin {
  readonly program: string;
  readonly config: unknown;
  readonly seed: number;
  readonly speed: Speed;
  /** The engine; a test passes its own. */
  readonly open: typeof openRun;
}

/** A new lab. Nothing happens until it is mounted. */
export function createLab(origin: LabOrigin): StoreApi<LabState> {
  let run: Run | null = null;
  let element: Element | null = null;
  let mounted = false;
  let visible = false;
  let wantsPlay = false;
  let autoplay = false;
  let onSeed: ((seed: number) => void) | undefined;
  let unwatch = () => {};
  let can: Abilities | null = null;
  /** Steps asked for since the configuration changed: if it takes a new run, that has them to do. */
  let steps = 0;
  /** Calls made before the run is open. */
  let waiting: (() => void)[] = [];

  const store = createStore<LabState>((set, get) => {
    const events: RunEvents = {
      // A figure with nothing to show yet stays 'loading' until its first frame.
      opened: (abilities) => {
        can = abilities;
        const { canPlay, canStage, canSave } = can;
        set({
          canPlay,
          canStage,
          canSave,
          progress: null,
          run: get().run + 1,
          ...(get().frame !== null && { status: restingStatus(canPlay) }),
        });
      },
      frame: ({ frame, step, stepsPerSecond, stage, done }: FrameUpdate) => {
        if (done) wantsPlay = false;
        const { status: before, canPlay, progress } = get();
        set({ frame, step, stepsPerSecond, stage, ...(progress && { progress: null }) });
        if (done) set({ status: 'done' });
        else if (before === 'loading' || before === 'done') set({ status: restingStatus(canPlay) });
      },
      progress: (share, what) => set({ progress: share >= 1 ? null : { share, what } }),
      fault: (fault: Fault) => {
        set({ status: 'error', progress: null, stepsPerSecond: 0, error: { message: fault.message, retry } });
      },
      loading: () => set({ status: 'loading', error: null }),
      refused: () => replace(),
      restarted: () => anew(),
      // What was answered by the network before is another model's; its picture stays until the next, which follows at once.
      taken: (seed) => {
        const moved = seed !== get().seed;
        set({ seed, run: get().run + 1, model: get().model + 1 });
        if (moved) onSeed?.(seed);
      },
    };

    const restingStatus = (canPlay: boolean): LabStatus => {
      if (wantsPlay && canPlay) return 'running';
      return get().step > 0 ? 'paused' : 'ready';
    };
    const open = () => {
      if (run || !mounted) return;
      run = origin.open(
        { program: origin.program, config: get().config, seed: get().seed, speed: get().speed, playing: wantsPlay, visible },
        events,
      );
      const calls = waiting;
      waiting = [];
      for (const call of calls) call();
    };
    const close = () => {
      run?.close();
      run = null;
    };
    const restart = (seed: number) => {
      const opened = run !== null;
      close();
      set({ seed, step: 0, stepsPerSecond: 0, stage: null, error: null, progress: null, status: 'loading' });
      if (opened) open();
    };
    /** Another model: nothing of the one before is shown under its name, neither picture nor answer. */
    const anew = () => set({ frame: null, step: 0, model: get().model + 1 });
    const replace = () => {
      const owed = steps;
      anew();
      restart(get().seed);
      for (let i = 0; i < owed; i++) run?.once();
    };
    const retry = () => {
      set({ error: null, status: 'loading' });
      if (run) run.retry();
      else open();
    };
    const begin = () => {
      if (!autoplay) return;
      autoplay = false;
      get().play();
    };
    const setVisible = (now: boolean) => {
      visible = now;
      if (now) open();
      if (now) begin();
      run?.setVisible(now);
    };
    const watch = () => {
      unwatch();
      unwatch = element ? watchElement(element, open, setVisible) : () => {};
    };

    return {
      status: 'loading',
      frame: null,
      step: 0,
      stepsPerSecond: 0,
      seed: origin.seed,
      speed: origin.speed,
      stage: null,
      canPlay: false,
      canStage: false,
      canSave: false,
      error: null,
      progress: null,
      run: 0,
      config: origin.config,
      model: 0,

      play() {
        if (get().status === 'error') return;
        wantsPlay = true;
        if (get().status === 'done') return restart(get().seed);
        open();
        run?.setPlaying(true);
        if (get().status !== 'loading' && get().canPlay) set({ status: 'running' });
      },
      pause() {
        wantsPlay = false;
        autoplay = false;
        run?.setPlaying(false);
        if (get().status === 'running') set({ status: 'paused', stepsPerSecond: 0 });
      },
      stepOnce() {
        if (get().status === 'error' || get().status === 'done') return;
        if (wantsPlay) get().pause();
        open();
        run?.once();
        steps++;
        if (get().status === 'ready') set({ status: 'paused' });
      },
      reset() {
        wantsPlay = false;
        restart(get().seed);
      },
      newSeed() {
        const seed = 1 + Math.floor(Math.random() * 999_999);
        restart(seed);
        onSeed?.(seed);
      },
      setSpeed(speed) {
        set({ speed });
        run?.setSpeed(speed);
      },
      call(method, args, options = {}) {
        if (run) return run.call(method, args, options);
        return new Promise((resolve) => {
          waiting.push(() => resolve(run?.call(method, args, options)));
          if (mounted) open();
        });
      },
      ref(next) {
        if (next === element) return;
        element = next;
        if (mounted) watch();
      },

      mount(options) {
        mounted = true;
        onSeed = options.onSeed;
        watch();
        // A lab nobody gave an element cannot be seen coming: it counts as in view. Deferred, because StrictMode unmounts at once.
        const timer = setTimeout(() => !element && setVisible(true));
        return () => {
          mounted = false;
          clearTimeout(timer);
          unwatch();
          close();
          for (const call of waiting.splice(0)) call(); // to nobody: they resolve to undefined
          set({ status: 'loading', step: 0, stage: null, error: null, progress: null });
        };
      },
      setAutoplay(on) {
        autoplay = on && !prefersReducedMotion();
        if (!on) get().pause();
        else if (visible) begin();
      },
      setConfig(next) {
        if (sameValue(next, get().config)) return;
        set({ config: next });
        if (!run) {
          if (get().frame !== null) anew();
          return;
        }
        steps = 0;
        if (can && !can.canConfigure) return replace();
        run.configure(next);
        if (get().status === 'error') retry();
      },
      setSeed(seed) {
        if (seed !== get().seed) restart(seed);
      },
    };
  });
  return store;
}

const prefersReducedMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Calls `near` once when the element comes within half a screen of the view, and `seen` whenever it enters or leaves it. */
function watchElement(element: Element, near: () => void, seen: (visible: boolean) => void): () => void {
  const soon = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && near(), { rootMargin: '50% 0px' });
  const now = new IntersectionObserver((entries) => seen(entries[entries.length - 1].isIntersecting));
  soon.observe(element);
  now.observe(element);
  return () => {
    soon.disconnect();
    now.disconnect();
  };
}
