/**
 * One run inside the worker: a program's instance, what it has been asked to do, and when it wants time.
 *
 * Steps, frames, saves and methods of one run never overlap, so a program needs no locks; runs do not wait for each other.
 * What is asked while the run is busy waits in a queue, newest wins.
 */
import { createRng } from '../data/rng';
import { loadingProgram, whyNot } from './faults';
import type { AnyMethods, Instance, LoadedWeights, Program, ProgramContext } from './program';
import {
  type Bilingual,
  type FromWorker,
  MODEL_IN,
  MODEL_OUT,
  type ModelIn,
  type ModelOut,
  REST,
  type Saved,
  type Speed,
  type ToWorker,
} from './protocol';
import type { Turn } from './scheduler';
import { SLICE_MS } from './scheduler';
import { allFinite, buffersOf } from './transfer';

/** What a run needs of the worker. */
export interface RunHost {
  load(program: string): Promise<Program>;
  weights(model: string, file: string | undefined, progress: ProgramContext['progress']): Promise<LoadedWeights>;
  post(message: FromWorker, transfer?: ArrayBuffer[]): void;
  now(): number;
  breathe(): Promise<void>;
  wake(): void;
  /** Resolves when the device has done all that was asked of it so far; null where every operation is finished when it returns. */
  fence: (() => Promise<void>) | null;
  stepped(ms: number, steps: number): void;
  /** The run stopped by an exception and is to be forgotten. */
  failed(run: number, error: unknown): void;
  /** Set by the fault-injection of tests: the next step fails with this. */
  sabotage(): Error | null;
}

type Open = Extract<ToWorker, { type: 'open' }>;
type Job = {
  readonly call?: { readonly id: number; readonly method: string; readonly abort: AbortController };
  readonly work: () => Promise<void>;
};

const STAGE_MS = 800;
const SAVE_EVERY_MS = 2_000;
/** A save may cost this share of the time at most, a frame that share. */
const SAVE_SHARE = 1 / 40;
const FRAME_SHARE = 1 / 3;
const RATE_WINDOW_MS = 1_000;
/** The page draws a figure anew for each word of progress, and is not to be kept from everything else by it. */
const PROGRESS_EVERY_MS = 100;
/** Each slice's share in the pace is this part of the next one's. */
const PACE_KEPT = 0.8;
/** No step is taken to be faster, so that a slice ends by a clock that stands still too. */
const MIN_STEP_MS = 0.05;

export class WorkerRun implements Turn {
  private instance: Instance<unknown, unknown, AnyMethods> | null = null;
  private readonly life = new AbortController();
  private jobs: Job[] = [];
  private current: Job | null = null;
  private busy = false;

  /** What was asked for last, and what the instance has. */
  private config: unknown;
  private applied: unknown;
  private playing: boolean;
  private visible: boolean;
  private speed: Speed;
  private seed: number;
  private step = 0;
  private stage: string | null = null;
  private midStep = false;
  private done = false;

  private nextStepAt = 0;
  private dirty = false;
  private frameInFlight = false;
  private frames = 0;
  private nextFrameAt = 0;
  private savedStep = 0;
  private nextSaveAt: number;
  private marks: { at: number; step: number }[] = [];
  /**
   * Steps that fit a slice, from what steps took of late (older slices count less and less): a device that works behind our back shows
   * no time while it is fed, and a coarse clock none within a slice.
   */
  private allowance: number;
  private pace = { ms: 0, steps: 0 };
  /** Behind the last slice's work. */
  private lastFence: Promise<void> | null = null;

  constructor(
    readonly id: number,
    private readonly open: Open,
    private readonly host: RunHost,
  ) {
    this.config = open.config;
    this.playing = open.playing;
    this.visible = open.visible;
    this.speed = open.speed;
    this.seed = open.seed;
    this.nextSaveAt = host.now() + SAVE_EVERY_MS;
    this.allowance = host.fence ? 1 : SLICE_MS / MIN_STEP_MS;
    this.ask({ work: () => this.start() });
  }

  dueAt(): number {
    if (this.busy || !this.instance || this.life.signal.aborted) return Number.POSITIVE_INFINITY;
    const frame = this.dirty && !this.frameInFlight && (this.visible || this.frames === 0) ? this.nextFrameAt : Number.POSITIVE_INFINITY;
    const step = this.playing && this.visible && !this.done && this.instance.step ? this.nextStepAt : Number.POSITIVE_INFINITY;
    return Math.min(frame, step);
  }

  async take(until: number): Promise<void> {
    const instance = this.instance;
    if (!instance || this.busy) return;
    this.busy = true;
    try {
      const now = this.host.now();
      if (this.playing && this.visible && !this.done && instance.step && this.nextStepAt <= now) await this.play(instance, now, until);
      if (this.dirty && !this.frameInFlight && this.nextFrameAt <= this.host.now()) await this.sendFrame(instance);
      if (this.host.now() >= this.nextSaveAt) await this.save();
    } catch (error) {
      this.fail(error);
    }
    this.busy = false;
    this.next();
  }

  setPlaying(playing: boolean): void {
    this.playing = playing;
    this.marks = [];
    this.nextStepAt = this.host.now();
    if (!playing) this.nextFrameAt = 0; // where it has stopped is seen at once
    this.host.wake();
  }

  setVisible(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.marks = [];
    this.host.wake();
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    this.marks = [];
    this.nextStepAt = this.host.now();
    this.host.wake();
  }

  acknowledge(): void {
    this.frameInFlight = false;
    this.host.wake();
  }

  once(): void {
    this.ask({
      work: async () => {
        if (!this.instance?.step || this.done) return;
        this.advance(this.instance);
        this.nextFrameAt = 0;
      },
    });
  }

  configure(config: unknown): void {
    this.config = config;
    this.ask({
      work: async () => {
        if (config !== this.config || !this.instance) return; // a newer one is waiting
        if (!this.instance.configure?.(config)) {
          this.host.post({ type: 'refused', run: this.id });
          return;
        }
        this.applied = config;
        this.done = this.instance.ended?.() ?? this.done;
        this.step = this.instance.at?.() ?? this.step;
        this.changed();
      },
    });
  }

  call(id: number, method: string, args: unknown, queue: boolean): void {
    if (!queue) {
      if (this.current?.call?.method === method) this.current.call.abort.abort();
      this.jobs = this.jobs.filter((job) => {
        if (job.call?.method !== method) return true;
        this.drop(job);
        return false;
      });
    }
    const abort = new AbortController();
    const { signal } = abort;
    this.ask({
      call: { id, method, abort },
      work: async () => {
        const run = this.own[method] ?? this.instance?.methods[method];
        if (!run) throw new Error(`${this.open.program} has no method ${method}`);
        const value = await run(args, this.context(signal));
        if (signal.aborted) this.host.post({ type: 'answer', run: this.id, call: id, outcome: 'dropped' });
        else this.host.post({ type: 'answer', run: this.id, call: id, outcome: 'done', value }, buffersOf(value));
      },
    });
  }

  cancel(call: number): void {
    if (this.current?.call?.id === call) this.current.call.abort.abort();
    this.jobs = this.jobs.filter((job) => job.call?.id !== call);
  }

  /** Takes a last save, as soon as the run is free. */
  saveNow(): Promise<void> {
    if (!this.instance?.save || this.step === this.savedStep) return Promise.resolve();
    return new Promise((resolve) => {
      this.jobs.unshift({ work: () => this.save().finally(resolve) });
      this.next();
    });
  }

  close(): void {
    this.life.abort();
    this.current?.call?.abort.abort();
    for (const job of this.jobs) this.drop(job);
    this.jobs = [];
    if (!this.busy) this.dispose();
  }

  /** Ends the run and says why. */
  fail(error: unknown): void {
    if (this.life.signal.aborted) return;
    this.host.failed(this.id, error);
    this.close();
  }

  private ask(job: Job): void {
    this.jobs.push(job);
    this.next();
  }

  /** Starts the next job if the run is free. Jobs go before steps; long ones breathe, so that other runs get their slices. */
  private next(): void {
    if (this.busy) return;
    if (this.life.signal.aborted) {
      this.dispose();
      return;
    }
    const job = this.jobs.shift();
    if (!job) {
      this.host.wake();
      return;
    }
    this.busy = true;
    this.current = job;
    void job
      .work()
      .catch((error) => {
        // A call that was stopped may well end in an exception: nobody waits for its answer.
        if (job.call?.abort.signal.aborted) this.drop(job);
        else this.fail(error);
      })
      .finally(() => {
        this.busy = false;
        this.current = null;
        this.next();
      });
  }

  private drop(job: Job): void {
    if (job.call) this.host.post({ type: 'answer', run: this.id, call: job.call.id, outcome: 'dropped' });
  }

  private async start(): Promise<void> {
    await this.begin(this.open.saved);
    const instance = this.instance;
    if (!instance) return;
    const can = {
      canPlay: Boolean(instance.step),
      canStage: Boolean(instance.stage),
      canConfigure: Boolean(instance.configure),
      canSave: Boolean(instance.save) && instance.network !== false,
    };
    this.host.post({ type: 'opened', run: this.id, ...can });
    this.changed();
  }

  /** Starts the program, from a saved state if there is one that fits. */
  private async begin(saved: Saved | null): Promise<void> {
    const ctx = this.context(this.life.signal);
    ctx.progress(0, loadingProgram);
    const program = await this.host.load(this.open.program);
    ctx.progress(1, loadingProgram);
    this.step = this.savedStep = saved?.step ?? 0;
    this.stage = null;
    this.midStep = this.done = false;
    this.marks = [];
    const config = this.config;
    if (!saved) this.instance = await program.start(config, ctx);
    else {
      this.instance = await program.start(saved.config, ctx, saved.state);
      if (JSON.stringify(saved.config) !== JSON.stringify(config) && !this.instance.configure?.(config)) {
        this.host.post({ type: 'restarted', run: this.id });
        this.dispose();
        await this.begin(null);
      }
    }
    this.applied = config;
  }

  private context(signal: AbortSignal): ProgramContext {
    const root = createRng(this.seed);
    let said = { at: Number.NEGATIVE_INFINITY, words: '' };
    const progress: ProgramContext['progress'] = (share, what) => {
      if (signal.aborted) return;
      const text: Bilingual = typeof what === 'string' ? { zh: what, en: what } : what;
      const at = this.host.now();
      if (share > 0 && share < 1 && text.en === said.words && at - said.at < PROGRESS_EVERY_MS) return;
      said = { at, words: text.en };
      this.host.post({ type: 'progress', run: this.id, share, what: text });
    };
    return {
      rng: (label) => root.fork(label),
      weights: (model, file) => this.host.weights(model, file, progress),
      progress,
      redraw: () => this.changed(),
      signal,
      breathe: () => this.host.breathe(),
    };
  }

  private changed(): void {
    this.dirty = true;
    this.nextFrameAt = 0;
    this.host.wake();
  }

  /** Steps until the slice is over or the speed is met. */
  private async play(instance: Instance<unknown, unknown, AnyMethods>, from: number, until: number): Promise<void> {
    const interval = this.interval(instance);
    if (from - this.nextStepAt > 1_000) this.nextStepAt = from; // was away: no catching up
    let steps = 0;
    const before = this.step;
    do {
      this.advance(instance);
      steps++;
      this.nextStepAt += interval;
    } while (
      !this.done &&
      this.playing &&
      (interval === 0 || this.nextStepAt <= this.host.now()) &&
      this.host.now() < until &&
      steps < this.allowance
    );
    if (interval === 0) this.nextStepAt = 0;
    if (this.host.fence) {
      await this.lastFence;
      this.lastFence = this.host.fence();
    }
    const now = this.host.now();
    this.pace = { ms: PACE_KEPT * this.pace.ms + now - from, steps: PACE_KEPT * this.pace.steps + steps };
    const fitting = Math.round((SLICE_MS * this.pace.steps) / Math.max(this.pace.ms, MIN_STEP_MS * this.pace.steps));
    this.allowance = Math.max(1, Math.min(2 * this.allowance, fitting));
    if (this.step > before) this.host.stepped(now - from, this.step - before);
    this.marks = [...this.marks.filter((m) => now - m.at < RATE_WINDOW_MS), { at: now, step: this.step }];
  }

  /** Milliseconds from one step (or stage) to the next; 0: none. */
  private interval(instance: Instance<unknown, unknown, AnyMethods>): number {
    if (this.speed === 'max') return 0;
    if (this.speed === 'stage') return instance.stage ? STAGE_MS : 1_000;
    return 1_000 / Math.max(this.speed, 0.01);
  }

  /** One step, or one stage of it in slow motion. A step begun stage by stage is first ended the same way. */
  private advance(instance: Instance<unknown, unknown, AnyMethods>): void {
    const sabotage = this.host.sabotage();
    if (sabotage) throw sabotage;
    if (this.speed === 'stage' && instance.stage) this.advanceStage(instance);
    else {
      while (this.midStep) this.advanceStage(instance);
      this.stage = null;
      this.done = instance.step?.() === true;
      this.step = instance.at?.() ?? this.step + 1;
    }
    if (this.done) this.playing = false;
    this.dirty = true;
  }

  private advanceStage(instance: Instance<unknown, unknown, AnyMethods>): void {
    if (!instance.stage) return;
    const { stage, stepDone } = instance.stage();
    this.stage = stage;
    this.midStep = !stepDone;
    if (stepDone) this.step++;
    this.nextFrameAt = 0;
  }

  private async sendFrame(instance: Instance<unknown, unknown, AnyMethods>): Promise<void> {
    const from = this.host.now();
    this.dirty = false;
    const frame = (await instance.frame?.()) ?? null; // a program that only answers has none
    if (this.life.signal.aborted) return;
    const now = this.host.now();
    this.nextFrameAt = this.playing ? now + Math.min(500, (now - from) * (1 / FRAME_SHARE - 1)) : 0;
    const first = this.marks[0];
    const stepsPerSecond = first && now > first.at && this.playing ? ((this.step - first.step) / (now - first.at)) * 1_000 : 0;
    this.frameInFlight = true;
    this.frames++;
    this.host.post(
      { type: 'frame', run: this.id, frame, step: this.step, stepsPerSecond, stage: this.stage, done: this.done },
      buffersOf(frame),
    );
  }

  private async save(): Promise<void> {
    const from = this.host.now();
    this.nextSaveAt = from + SAVE_EVERY_MS;
    if (!this.instance?.save || this.step === this.savedStep || this.midStep) return;
    const step = this.step;
    const state = await this.instance.save();
    if (this.life.signal.aborted || !allFinite(state)) return;
    this.savedStep = step;
    const now = this.host.now();
    this.nextSaveAt = now + Math.max(SAVE_EVERY_MS, (now - from) / SAVE_SHARE);
    this.host.post({ type: 'saved', run: this.id, saved: { state, step, config: this.applied } }, buffersOf(state));
  }

  /** What every run answers beside its program's methods. */
  private readonly own: AnyMethods = {
    [MODEL_OUT]: () => this.modelOut(),
    [MODEL_IN]: (file: Uint8Array) => this.modelIn(file),
    [REST]: () => this.rest(),
  };

  /** Answers behind everything that was asked before, and behind the picture of where the run stands: a paused one has come to rest then. */
  private async rest(): Promise<void> {
    if (this.dirty && this.instance) await this.sendFrame(this.instance);
  }

  private async modelOut(): Promise<ModelOut> {
    const { writeModel } = await import('./modelFile');
    try {
      const about = { program: this.open.program, step: this.step, seed: this.seed, config: this.applied };
      return { file: writeModel(await this.instance?.save?.(), about) };
    } catch (error) {
      return { refused: whyNot(error, 'here') };
    }
  }

  /** The program begins with the file's model beside the one that runs, which goes only when the new one has shown a picture. */
  private async modelIn(file: Uint8Array): Promise<ModelIn> {
    const { readModel } = await import('./modelFile');
    const before = { instance: this.instance, seed: this.seed };
    let next: Instance<unknown, unknown, AnyMethods> | null = null;
    /** Whose numbers are being worked with. */
    let whose: 'here' | 'file' = 'here';
    try {
      const now = await before.instance?.save?.();
      const { state, step, seed } = readModel(file, now);
      const program = await this.host.load(this.open.program);
      whose = 'file';
      this.seed = seed ?? before.seed;
      next = await program.start(this.applied, this.context(this.life.signal), state);
      await next.frame?.();
      this.step = step;
    } catch (error) {
      free(next);
      this.seed = before.seed;
      return { refused: whyNot(error, whose) };
    }
    free(before.instance);
    this.instance = next;
    this.midStep = false;
    this.stage = null;
    this.marks = [];
    this.done = next.ended?.() ?? false;
    this.savedStep = -1; // so that what is kept is this model
    this.host.post({ type: 'taken', run: this.id, seed: this.seed });
    await this.save();
    this.changed();
    return { step: this.step };
  }

  private dispose(): void {
    const instance = this.instance;
    this.instance = null;
    free(instance);
  }
}

function free(instance: Instance<unknown, unknown, AnyMethods> | null): void {
  try {
    instance?.dispose();
  } catch (error) {
    console.warn(error); // a lost device cannot free anything
  }
}
