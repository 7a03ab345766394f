/**
 * The page's side of the engine: it starts the worker, keeps what is needed to bring every run back, and tells the figures.
 *
 * The client holds the truth about each run (program, configuration, seed, whether it plays, last good state); the worker can be
 * lost at any time and is then replaced. Starting, moving to another backend and recovering are the same thing: a new worker,
 * and every run opened in it again. Where a core idles there may be a second worker beside it (second.ts).
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
import { FIRST, type Guest, SECOND, type Seat, Second } from './second';

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
  /** Runs before a picture of the page is drawn: the next one, or a later one for what is aside while the reader's hand moves something else. */
  nextFrame(then: () => void, aside: boolean): void;
  hidden(): boolean;
  /** Whether a core and memory are to be had for a second worker. */
  spare(): boolean;
  now(): number;
  forced(): BackendName | null;
  load(): KeptCalibration | null;
  store(kept: KeptCalibration): void;
  report(change: Partial<EngineInfo>): void;
}

interface RunRecord extends Guest {
  id: number;
  request: RunRequest;
  readonly events: RunEvents;
  /** Newest first; the second is for when the first leads straight back into the fault. */
  saved: Saved[];
  fault: Fault | null;
  /** When its configuration was changed last, or given. */
  configuredAt: number;
  readonly calls: Map<number, { readonly message: Extract<ToWorker, { type: 'call' }>; readonly resolve: (value: unknown) => void }>;
}

/** One worker of the engine. */
interface Place {
  readonly worker: WorkerLike;
  heard: number;
  /** What it said last of its work. */
  stats: Extract<FromWorker, { type: 'stats' }> | null;
  onSavedAll: (() => void) | null;
}

const SILENCE_MS = 30_000;
/** A run whose configuration changed no longer ago may be what the reader's hand changes. */
const CHANGING_MS = 400;
const SAVE_PATIENCE_MS = 5_000;

/** Starts and replaces the worker, and speaks for every run. */
export class EngineClient {
  private readonly places: [first: Place | null, second: Place | null] = [null, null];
  private backend: BackendName | null = null;
  private force: BackendName | null;
  private avoid: { backend: BackendName; reason: Bilingual }[] = [];
  private readonly runs = new Map<number, RunRecord>();
  private nextId = 1;
  private crashes: number[] = [];
  private moving: Promise<void> | null = null;
  /** A second worker has failed: there will be no other. */
  private alone = false;
  private readonly second = new Second<RunRecord>({
    runs: this.runs,
    newId: () => this.nextId++,
    now: () => this.host.now(),
    reach: (seat) => this.places[seat] !== null || (seat === SECOND && this.startSecond()),
    post: (seat, message) => this.post(message, seat),
    openMessage: (record) => this.openMessage(record),
    ask: (record, method) => this.call(record, method, undefined, { queue: true }),
    receiveOf: (record, message) => this.receiveOf(record, message),
    endSecond: () => this.stop(SECOND),
  });

  constructor(private readonly host: Host) {
    this.force = host.forced();
  }

  /** Starts the engine if it has not been started. */
  start(): void {
    if (this.places[FIRST]) return;
    this.backend = null;
    this.spawn(FIRST, (reason) => this.crashed(reason));
    this.host.report({ status: 'starting', doing: fetchingEngine, forced: this.force, msPerStep: null });
    this.post({ type: 'init', force: this.force, avoid: this.avoid, kept: this.host.load() });
    for (const record of [...this.runs.values()]) if (!record.fault && record.seat === FIRST) this.post(this.openMessage(record));
  }

  /** Starts the second worker, on the processor as the first; false where there is none to be had. */
  private startSecond(): boolean {
    if (this.alone || this.backend !== 'wasm' || this.moving || !this.host.spare()) return false;
    this.spawn(SECOND, () => this.loseSecond());
    this.post({ type: 'init', force: 'wasm', avoid: [], kept: null }, SECOND);
    return true;
  }

  private spawn(seat: Seat, failed: (reason: string) => void): void {
    const place: Place = { worker: this.host.spawn(), heard: this.host.now(), stats: null, onSavedAll: null };
    this.places[seat] = place;
    place.worker.onmessage = (event) => place === this.places[seat] && this.receive(event.data, seat, place);
    place.worker.onerror = (event) => {
      event.preventDefault?.();
      if (place === this.places[seat]) failed(event.message || 'error');
    };
  }

  open(request: RunRequest, events: RunEvents): Run {
    const record: RunRecord = {
      ...{ id: this.nextId++, request, events, saved: [], fault: null, configuredAt: this.host.now(), calls: new Map() },
      ...{ seat: FIRST, twin: null, frames: 0, touched: false },
    };
    this.runs.set(record.id, record);
    const seat = this.second.calmer(record);
    if (this.places[seat]?.stats) record.seat = seat; // it stands, and there is room
    if (request.playing) this.play(record);
    if (this.places[FIRST]) this.post(this.openMessage(record), record.seat);
    else this.start();

    const tell = (message: (run: number) => ToWorker) => {
      if (this.runs.get(record.id) === record && !record.fault) this.post(message(record.id), record.seat);
    };
    const tellBoth = (message: (run: number) => ToWorker) => {
      tell(message);
      if (record.twin) this.post(message(record.twin.id), record.twin.seat);
    };
    const change = (part: Partial<RunRequest>) => {
      record.request = { ...record.request, ...part };
    };
    return {
      configure: (config) => {
        change({ config });
        record.configuredAt = this.host.now();
        this.second.stay(record);
        tell((run) => ({ type: 'configure', run, config }));
      },
      setPlaying: (playing) => {
        change({ playing });
        if (playing && this.runs.get(record.id) === record && !record.fault) this.play(record);
        if (record.twin) this.post({ type: 'play', run: record.twin.id, playing }, record.twin.seat);
        else tell((run) => ({ type: 'play', run, playing }));
      },
      setVisible: (visible) => {
        change({ visible });
        tellBoth((run) => ({ type: 'visible', run, visible: visible && !this.host.hidden() }));
      },
      setSpeed: (speed) => {
        change({ speed });
        tellBoth((run) => ({ type: 'speed', run, speed }));
      },
      once: () => {
        this.second.stay(record);
        tell((run) => ({ type: 'once', run }));
      },
      call: (method, args, options = {}) => {
        if (this.runs.get(record.id) === record && !record.fault) this.second.use(record);
        return this.call(record, method, args, options);
      },
      retry: () => this.retry(record),
      close: () => {
        tell((run) => ({ type: 'close', run }));
        this.second.drop(record);
        this.runs.delete(record.id);
        this.dropCalls(record);
      },
    };
  }

  /** It goes where it has room for its training; where it cannot, it has its first step here. */
  private play(record: RunRecord): void {
    this.second.use(record);
    if (record.twin) this.second.wait(record);
    else record.touched = true;
  }

  /** Moves every run, with its state, to another backend; null goes back to the engine's own choice. */
  switchBackend(force: BackendName | null): Promise<void> {
    // Asked for twice (a double click), it is on its way or there already.
    const there = this.places[FIRST] && (!this.backend || force === null || force === this.backend);
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
    if (this.backend) await Promise.all([this.savedAll(FIRST), this.savedAll(SECOND)]);
    this.stopAll();
    for (const record of this.runs.values()) if (!record.fault) this.reopening(record);
    this.host.report({ notice: null });
    this.start();
  }

  /** A worker is asked for what its runs have come to; resolves when it has told, or takes too long. */
  private savedAll(seat: Seat): Promise<void> {
    const place = this.places[seat];
    if (!place) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, SAVE_PATIENCE_MS);
      place.onSavedAll = () => {
        clearTimeout(timer);
        resolve();
      };
      this.post({ type: 'saveAll' }, seat);
    });
  }

  /** The tab was hidden or shown. */
  visibilityChanged(): void {
    for (const place of this.places) if (place) place.heard = this.host.now();
    for (const { id, seat, twin, request, fault } of this.runs.values()) {
      const visible = request.visible && !this.host.hidden();
      if (!fault) this.post({ type: 'visible', run: id, visible }, seat);
      if (twin) this.post({ type: 'visible', run: twin.id, visible }, twin.seat);
    }
  }

  /** Called every few seconds: a worker that has been silent for half a minute is taken for dead. */
  heartbeat(): void {
    if (this.host.hidden()) return;
    for (const seat of [FIRST, SECOND] as const) {
      const place = this.places[seat];
      if (!place) continue;
      if (this.host.now() - place.heard <= SILENCE_MS) this.post({ type: 'ping' }, seat);
      else if (seat === FIRST) this.crashed('no answer');
      else this.loseSecond();
    }
    if (this.places[SECOND]) this.second.tend();
  }

  injectFault(kind: InjectedFault): void {
    this.post({ type: 'injectFault', kind });
  }

  /** The steps that would survive a fault now, a number a run. */
  savedSteps(): number[] {
    return [...this.runs.values()].map(({ saved }) => saved[0]?.step ?? 0);
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
      const message = { type: 'call', run: record.id, call: id, method, args, queue: options.queue ?? false } as const;
      record.calls.set(id, { message, resolve });
      this.post(message, record.seat);
      options.signal?.addEventListener('abort', () => {
        if (!record.calls.delete(id)) return;
        this.post({ type: 'cancel', run: record.id, call: id }, record.seat);
        resolve(undefined);
      });
    });
  }

  private receive(message: FromWorker, seat: Seat, place: Place): void {
    place.heard = this.host.now();
    if ('run' in message) {
      if (this.second.hear(message)) return;
      const record = this.runs.get(message.run);
      if (record && !record.fault) this.receiveOf(record, message);
      return;
    }
    switch (message.type) {
      case 'stats':
        place.stats = message;
        this.reportStats();
        return;
      case 'savedAll':
        place.onSavedAll?.();
        place.onSavedAll = null;
        return;
    }
    if (seat === SECOND) {
      // On another backend it is of no use.
      if (message.type === 'unavailable' || (message.type === 'ready' && message.info.backend !== 'wasm')) this.loseSecond();
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
    const { seat } = record;
    switch (message.type) {
      case 'opened':
        record.events.opened(message);
        break;
      case 'frame':
        if (message.done) record.request = { ...record.request, playing: false };
        record.events.frame(message);
        this.host.nextFrame(() => this.post({ type: 'ack', run: message.run }, seat), this.host.now() - record.configuredAt > CHANGING_MS);
        if (++record.frames > 1) this.second.stay(record);
        break;
      case 'progress':
        record.events.progress(message.share, message.what);
        break;
      case 'answer':
        record.calls.get(message.call)?.resolve(message.outcome === 'done' ? message.value : undefined);
        record.calls.delete(message.call);
        break;
      case 'saved':
        record.saved = [message.saved, ...record.saved.slice(0, 1)];
        this.second.stay(record);
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
    this.reopening(record);
    if (fault.kind === 'memory' && this.places[FIRST]) {
      // The heap of a WebAssembly module never shrinks and a full graphics memory stays full: only a new worker helps.
      const full = this.backend;
      if (full === 'webgpu' || full === 'webgl') {
        this.avoid.push({ backend: full, reason: fault.message });
        this.force = this.force === full ? null : this.force;
      }
      void this.move();
    } else if (this.places[FIRST]) this.post(this.openMessage(record));
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

  /** A new worker for all runs of the first. Those that were playing say what happened and wait for a click; the others come back by themselves. */
  private replaceWorker(fault: Fault): void {
    this.stop(FIRST);
    this.interrupt(FIRST, fault);
    this.start();
  }

  /** The second worker is gone, or never came: what was on its way there stays; what ran there comes back as from any worker. */
  private loseSecond(): void {
    this.alone = true;
    this.stop(SECOND);
    for (const record of this.interrupt(SECOND, crashFault)) this.post(this.openMessage(record));
  }

  /** What becomes of the runs and twins of a worker that is gone; returns the runs that are to be opened again at once. */
  private interrupt(gone: Seat, fault: Fault): RunRecord[] {
    const again: RunRecord[] = [];
    for (const record of [...this.runs.values()]) {
      if (record.seat === gone && !record.fault) {
        if (record.request.playing && record.request.visible && record.touched) this.fail(record, fault);
        else {
          this.reopening(record);
          again.push(record);
        }
      } else if (record.twin?.seat === gone) this.second.stay(record);
    }
    return again;
  }

  /** It begins again in the first worker, from what was saved. */
  private reopening(record: RunRecord): void {
    this.second.drop(record);
    this.dropCalls(record);
    Object.assign(record, { seat: FIRST, frames: 0, touched: record.request.playing || record.saved.length > 0 });
    record.events.loading();
  }

  private fail(record: RunRecord, fault: Fault): void {
    record.fault = fault;
    this.second.drop(record);
    this.dropCalls(record);
    record.events.fault(fault);
  }

  /** No engine can be had now; every figure says so, and any of them may ask again. */
  private giveUp(tried: readonly Tried[]): void {
    this.stopAll();
    this.host.report({ status: 'failed', tried, notice: startFault.message });
    for (const record of [...this.runs.values()]) if (!record.fault) this.fail(record, startFault);
  }

  private dropCalls(record: RunRecord): void {
    for (const { resolve } of record.calls.values()) resolve(undefined);
    record.calls.clear();
  }

  /** As it stands; one that waits for its twin does not play. */
  private openMessage({ id, request, saved, twin }: RunRecord): Extract<ToWorker, { type: 'open' }> {
    const { playing, visible } = request;
    return {
      ...{ type: 'open', run: id, ...request },
      ...{ playing: playing && !twin, visible: visible && !this.host.hidden(), saved: saved[0] ?? null },
    };
  }

  /** Of both workers together. */
  private reportStats(): void {
    const all = this.places.flatMap((place) => place?.stats ?? []);
    const sum = (of: (stats: (typeof all)[number]) => number) => all.reduce((total, stats) => total + of(stats), 0);
    const steps = sum(({ work }) => work.steps);
    this.host.report({
      memory: { numTensors: sum(({ memory }) => memory.numTensors), bytes: sum(({ memory }) => memory.bytes) },
      ...(steps > 0 && { msPerStep: sum(({ work }) => work.ms) / steps }),
    });
  }

  private stopAll(): void {
    this.stop(SECOND);
    this.stop(FIRST);
  }

  private stop(seat: Seat): void {
    const place = this.places[seat];
    this.places[seat] = null;
    place?.worker.terminate();
    place?.onSavedAll?.();
    if (seat === SECOND && place?.stats && this.places[FIRST]) this.reportStats();
  }

  private post(message: ToWorker, seat: Seat = FIRST): void {
    this.places[seat]?.worker.postMessage(message);
  }
}
