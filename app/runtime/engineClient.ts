/**
 * The page's side of the engine: it starts the worker, keeps what is needed to bring every run back, and tells the figures.
 *
 * The client holds the truth about each run (program, configuration, seed, whether it plays, last good state); the worker can be
 * lost at any time and is then replaced. Starting, moving to another backend and recovering are the same thing: a new worker,
 * and every run opened in it again.
 */
import { crashFault, fetchingEngine, lostFault, movedNotice, startFault } from './faults';
import type {
  Abilities,
  BackendName,
  Bilingual,
  EngineInfo,
  Fault,
  FrameUpdate,
  FromWorker,
  InjectedFault,
  KeptCalibration,
  Saved,
  Speed,
  ToWorker,
  Tried,
} from './protocol';

/** What a run tells its figure. */
export interface RunEvents {
  /** The program is there; its first frame follows. */
  opened(can: Abilities): void;
  frame(update: FrameUpdate): void;
  progress(share: number, what: Bilingual): void;
  /** It cannot take the configuration it was given: what it shows is another model's, and only a new run will do. */
  refused(): void;
  /** It came back, but from the start: what was saved did not fit the configuration. */
  restarted(): void;
  /** It goes on from a file, with this seed. */
  taken(seed: number): void;
  /** The run stopped; `Run.retry` goes on. */
  fault(fault: Fault): void;
  /** The engine is bringing the run back in a new worker. */
  loading(): void;
}

export interface RunRequest {
  readonly program: string;
  readonly config: unknown;
  readonly seed: number;
  readonly speed: Speed;
  readonly playing: boolean;
  readonly visible: boolean;
}

/** One run, until it is closed. */
export interface Run {
  configure(config: unknown): void;
  setPlaying(playing: boolean): void;
  setVisible(visible: boolean): void;
  setSpeed(speed: Speed): void;
  /** One step (one stage at speed 'stage'), then a frame. */
  once(): void;
  /** Undefined when the call was dropped. Never rejects. */
  call(method: string, args: unknown, options?: { readonly queue?: boolean; readonly signal?: AbortSignal }): Promise<unknown>;
  /** After a fault: goes on from the last good state. */
  retry(): void;
  close(): void;
}

/** The part of Worker the client uses; a test passes its own. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What the client needs of its page. */
export interface Host {
  spawn(): WorkerLike;
  /** Runs before the next picture of the page is drawn. */
  nextFrame(then: () => void): void;
  hidden(): boolean;
  now(): number;
  forced(): BackendName | null;
  load(): KeptCalibration | null;
  store(kept: KeptCalibration): void;
  report(change: Partial<EngineInfo>): void;
}

interface RunRecord {
  id: number;
  request: RunRequest;
  readonly events: RunEvents;
  /** Newest first; the second is for when the first leads straight back into the fault. */
  saved: Saved[];
  fault: Fault | null;
  readonly calls: Map<number, (value: unknown) => void>;
}

const SILENCE_MS = 30_000;
const SAVE_PATIENCE_MS = 5_000;

/** Starts and replaces the worker, and speaks for every run. */
export class EngineClient {
  private worker: WorkerLike | null = null;
  private backend: BackendName | null = null;
  private force: BackendName | null;
  private avoid: { backend: BackendName; reason: Bilingual }[] = [];
  private readonly runs = new Map<number, RunRecord>();
  private nextId = 1;
  private heard = 0;
  private crashes: number[] = [];
  private onSavedAll: (() => void) | null = null;
  private moving: Promise<void> | null = null;

  constructor(private readonly host: Host) {
    this.force = host.forced();
  }

  /** Starts the engine if it has not been started. */
  start(): void {
    if (this.worker) return;
    const worker = this.host.spawn();
    this.worker = worker;
    this.backend = null;
    this.heard = this.host.now();
    worker.onmessage = (event) => worker === this.worker && this.receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker === this.worker) this.crashed(event.message || 'error');
    };
    this.host.report({ status: 'starting', doing: fetchingEngine, forced: this.force, msPerStep: null });
    this.post({ type: 'init', force: this.force, avoid: this.avoid, kept: this.host.load() });
    for (const record of [...this.runs.values()]) if (!record.fault) this.post(this.openMessage(record));
  }

  open(request: RunRequest, events: RunEvents): Run {
    const record: RunRecord = { id: this.nextId++, request, events, saved: [], fault: null, calls: new Map() };
    this.runs.set(record.id, record);
    if (this.worker) this.post(this.openMessage(record));
    else this.start();

    const tell = (message: (run: number) => ToWorker) => {
      if (this.runs.get(record.id) === record && !record.fault) this.post(message(record.id));
    };
    const change = (part: Partial<RunRequest>) => {
      record.request = { ...record.request, ...part };
    };
    return {
      configure: (config) => {
        change({ config });
        tell((run) => ({ type: 'configure', run, config }));
      },
      setPlaying: (playing) => {
        change({ playing });
        tell((run) => ({ type: 'play', run, playing }));
      },
      setVisible: (visible) => {
        change({ visible });
        tell((run) => ({ type: 'visible', run, visible: visible && !this.host.hidden() }));
      },
      setSpeed: (speed) => {
        change({ speed });
        tell((run) => ({ type: 'speed', run, speed }));
      },
      once: () => tell((run) => ({ type: 'once', run })),
      call: (method, args, options = {}) => this.call(record, method, args, options),
      retry: () => this.retry(record),
      close: () => {
        tell((run) => ({ type: 'close', run }));
        this.runs.delete(record.id);
        this.dropCalls(record);
      },
    };
  }

  /** Moves every run, with its state, to another backend; null goes back to the engine's own choice. */
  switchBackend(force: BackendName | null): Promise<void> {
    // Asked for twice (a double click), it is on its way or there already.
    const there = this.worker && (!this.backend || force === null || force === this.backend);
    if (force === this.force && this.avoid.length === 0 && there && !this.moving) return Promise.resolve();
    this.force = force;
    this.avoid = [];
    return this.move();
  }

  /** Once for all who ask while it is under way: `force` and `avoid` are looked at when the states are saved. */
  private move(): Promise<void> {
    this.moving ??= this.saveAndRestart().finally(() => {
      this.moving = null;
    });
    return this.moving;
  }

  private async saveAndRestart(): Promise<void> {
    if (this.worker && this.backend) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, SAVE_PATIENCE_MS);
        this.onSavedAll = () => {
          clearTimeout(timer);
          resolve();
        };
        this.post({ type: 'saveAll' });
      });
    }
    this.stop();
    for (const record of this.runs.values()) if (!record.fault) this.reopening(record);
    this.host.report({ notice: null });
    this.start();
  }

  /** The tab was hidden or shown. */
  visibilityChanged(): void {
    this.heard = this.host.now();
    for (const { id, request, fault } of this.runs.values()) {
      if (!fault) this.post({ type: 'visible', run: id, visible: request.visible && !this.host.hidden() });
    }
  }

  /** Called every few seconds: a worker that has been silent for half a minute is taken for dead. */
  heartbeat(): void {
    if (!this.worker || this.host.hidden()) return;
    if (this.host.now() - this.heard > SILENCE_MS) this.crashed('no answer');
    else this.post({ type: 'ping' });
  }

  injectFault(kind: InjectedFault): void {
    this.post({ type: 'injectFault', kind });
  }

  private call(
    record: RunRecord,
    method: string,
    args: unknown,
    options: { readonly queue?: boolean; readonly signal?: AbortSignal },
  ): Promise<unknown> {
    if (record.fault || !this.runs.has(record.id) || options.signal?.aborted) return Promise.resolve(undefined);
    const id = this.nextId++;
    return new Promise((resolve) => {
      record.calls.set(id, resolve);
      this.post({ type: 'call', run: record.id, call: id, method, args, queue: options.queue ?? false });
      options.signal?.addEventListener('abort', () => {
        if (!record.calls.delete(id)) return;
        this.post({ type: 'cancel', run: record.id, call: id });
        resolve(undefined);
      });
    });
  }

  private receive(message: FromWorker): void {
    this.heard = this.host.now();
    if ('run' in message) {
      const record = this.runs.get(message.run);
      if (record && !record.fault) this.receiveOf(record, message);
      return;
    }
    switch (message.type) {
      case 'starting':
        this.host.report({ doing: message.doing });
        break;
      case 'ready':
        this.backend = message.info.backend;
        this.host.report({ status: 'ready', ...message.info });
        break;
      case 'unavailable':
        this.giveUp(message.tried);
        break;
      case 'calibrated':
        this.host.store(message.kept);
        break;
      case 'stats':
        this.host.report({ memory: message.memory, ...(message.msPerStep !== null && { msPerStep: message.msPerStep }) });
        break;
      case 'savedAll':
        this.onSavedAll?.();
        this.onSavedAll = null;
        break;
      case 'lost': {
        const fault = lostFault(message.backend);
        this.avoid.push({ backend: message.backend, reason: fault.reason });
        if (this.force === message.backend) this.force = null;
        this.replaceWorker(fault);
        this.host.report({ notice: movedNotice(message.backend) });
        break;
      }
      case 'pong':
        break;
    }
  }

  private receiveOf(record: RunRecord, message: Extract<FromWorker, { run: number }>): void {
    switch (message.type) {
      case 'opened':
        record.events.opened(message);
        break;
      case 'frame':
        if (message.done) record.request = { ...record.request, playing: false };
        record.events.frame(message);
        this.host.nextFrame(() => this.post({ type: 'ack', run: message.run }));
        break;
      case 'progress':
        record.events.progress(message.share, message.what);
        break;
      case 'answer':
        record.calls.get(message.call)?.(message.outcome === 'done' ? message.value : undefined);
        record.calls.delete(message.call);
        break;
      case 'saved':
        record.saved = [message.saved, ...record.saved.slice(0, 1)];
        break;
      case 'restarted':
        record.saved = [];
        record.events.restarted();
        break;
      case 'taken':
        record.saved = [];
        record.request = { ...record.request, seed: message.seed };
        record.events.taken(message.seed);
        break;
      case 'refused':
        record.events.refused();
        break;
      case 'fault':
        this.fail(record, message.fault);
        break;
    }
  }

  private retry(record: RunRecord): void {
    const fault = record.fault;
    if (!fault || !this.runs.has(record.id)) return;
    this.runs.delete(record.id);
    record.id = this.nextId++;
    record.fault = null;
    this.runs.set(record.id, record);
    record.events.loading();
    if (fault.kind === 'memory' && this.worker) {
      // The heap of a WebAssembly module never shrinks and a full graphics memory stays full: only a new worker helps.
      const full = this.backend;
      if (full === 'webgpu' || full === 'webgl') {
        this.avoid.push({ backend: full, reason: fault.message });
        this.force = this.force === full ? null : this.force;
      }
      void this.move();
    } else if (this.worker) this.post(this.openMessage(record));
    else this.start();
    // A fault that comes back before anything new was saved must not meet the same state again.
    if (fault.kind === 'non-finite') record.saved = record.saved.slice(1);
  }

  private crashed(reason: string): void {
    const now = this.host.now();
    this.crashes = [...this.crashes.filter((t) => now - t < 60_000), now];
    console.error(`The engine's worker stopped: ${reason}`);
    if (this.crashes.length >= 2 && this.backend && this.backend !== 'cpu') {
      this.avoid.push({ backend: this.backend, reason: crashFault.message });
      this.force = null;
    }
    if (this.crashes.length > 4) {
      this.giveUp([]);
    } else this.replaceWorker(crashFault);
  }

  /** A new worker for all runs. Those that were playing say what happened and wait for a click; the others come back by themselves. */
  private replaceWorker(fault: Fault): void {
    this.stop();
    for (const record of [...this.runs.values()]) {
      if (record.fault) continue;
      if (record.request.playing && record.request.visible) this.fail(record, fault);
      else this.reopening(record);
    }
    this.start();
  }

  private reopening(record: RunRecord): void {
    this.dropCalls(record);
    record.events.loading();
  }

  private fail(record: RunRecord, fault: Fault): void {
    record.fault = fault;
    this.dropCalls(record);
    record.events.fault(fault);
  }

  /** No engine can be had now; every figure says so, and any of them may ask again. */
  private giveUp(tried: readonly Tried[]): void {
    this.stop();
    this.host.report({ status: 'failed', tried, notice: startFault.message });
    for (const record of [...this.runs.values()]) if (!record.fault) this.fail(record, startFault);
  }

  private dropCalls(record: RunRecord): void {
    for (const resolve of record.calls.values()) resolve(undefined);
    record.calls.clear();
  }

  private openMessage({ id, request, saved }: RunRecord): ToWorker {
    return { type: 'open', run: id, ...request, visible: request.visible && !this.host.hidden(), saved: saved[0] ?? null };
  }

  private stop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.onSavedAll?.();
    this.onSavedAll = null;
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }
}
