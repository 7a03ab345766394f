/** The engine: a module worker that owns every tensor. It climbs down the backend ladder, then serves its runs. */
import * as tf from '../models/tf';
import { selectBackend } from './backends';
import { measure } from './calibrate';
import { browserDrivers, loseDevice } from './drivers';
import { faultOf, loadingBackend, measuring, OutOfMemoryError } from './faults';
import type { Program } from './program';
import { programs, weightsAhead } from './programs';
import { BACKENDS, type BackendName, type Bilingual, type FromWorker, type ToWorker } from './protocol';
import { type RunHost, WorkerRun } from './run';
import { realClock, Scheduler } from './scheduler';
import { answerUsed } from './used';
import { fetchWeights, loadWeights } from './weights';

const STATS_EVERY_MS = 1_000;
const LOSS_GRACE_MS = 300;

answerUsed();
const clock = realClock();
const scheduler = new Scheduler(clock);
const runs = new Map<number, WorkerRun>();
let recent = { ms: 0, steps: 0 };
let deviceLost = false;
let sabotage: Error | null = null;
let ready: Promise<void> = Promise.resolve();

/**
 * Only WASM reads tensors into arrays of their own. The other backends keep the array they hand out as the tensor's value, so
 * giving it away would break the tensor: there it is copied.
 */
const post = (message: FromWorker, transfer: ArrayBuffer[] = []): void => {
  self.postMessage(message, { transfer: tf.getBackend() === 'wasm' ? transfer : [] });
  countSoon();
};

const host: RunHost = {
  load: async (name) => {
    const table: Readonly<Record<string, () => Promise<{ default: unknown }>>> = programs;
    if (!Object.hasOwn(table, name)) throw new Error(`no program ${name}`);
    return (await table[name]()).default as Program;
  },
  weights: (model, file, progress) => loadWeights(model, file, undefined, progress),
  failed: (run, error) => {
    console.warn(error);
    remove(run);
    // A device that is lost first makes its reads fail: the whole loss is told then, not each read.
    setTimeout(() => deviceLost || post({ type: 'fault', run, fault: faultOf(error) }), host.fence ? LOSS_GRACE_MS : 0);
  },
  post,
  now: clock.now,
  breathe: clock.breathe,
  wake: () => scheduler.wake(),
  fence: null,
  stepped: (ms, steps) => {
    recent = { ms: recent.ms + ms, steps: recent.steps + steps };
    countSoon();
  },
  sabotage: () => {
    const error = sabotage;
    sabotage = null;
    return error;
  },
};

/** Resolves when the graphics queue has done everything queued before: reads one number of a fresh operation. */
async function fence(): Promise<void> {
  const probe = tf.tidy(() => tf.add(tf.scalar(1), 1));
  await probe.data();
  probe.dispose();
}

async function start({ force, avoid, kept }: Extract<ToWorker, { type: 'init' }>): Promise<void> {
  const drivers = browserDrivers({
    lost: (backend, reason) => backend === tf.getBackend() && lost(backend, reason),
    outOfMemory: () => {
      sabotage = new OutOfMemoryError();
    },
  });
  const doing = (what: Bilingual) => post({ type: 'starting', doing: what });
  for (const backend of BACKENDS) {
    const { start: load } = drivers[backend];
    drivers[backend].start = () => {
      doing(loadingBackend(backend));
      return load();
    };
  }
  const choice = await selectBackend(drivers, {
    force,
    avoid,
    kept,
    measure: (backend) => {
      doing(measuring);
      return measure(backend, clock);
    },
  });
  if (choice.backend === null) {
    post({ type: 'unavailable', tried: choice.tried });
    return;
  }
  if (choice.backend === 'webgpu' || choice.backend === 'webgl') host.fence = fence;
  if (choice.keep) post({ type: 'calibrated', kept: choice.keep });
  const { backend, adapter, tried, calibration } = choice;
  post({ type: 'ready', info: { backend, adapter, tried, calibration } });
  counts = true;
  countSoon();
  void scheduler.run();
}

function lost(backend: BackendName, reason: string): void {
  deviceLost = true;
  scheduler.stop();
  post({ type: 'lost', backend, reason });
}

let counts = false;
let counting = false;
/** Tells what there is to tell a moment after something happened; a worker that rests, as those of hidden tabs do, is not woken for it. */
function countSoon(): void {
  if (!counts || counting) return;
  counting = true;
  setTimeout(stats, STATS_EVERY_MS);
}

let lastStats = '';
function stats(): void {
  counting = false;
  const { numTensors, numBytes } = tf.memory();
  const message: FromWorker = {
    type: 'stats',
    work: recent,
    memory: { numTensors, bytes: numBytes },
  };
  recent = { ms: 0, steps: 0 };
  const text = JSON.stringify(message);
  if (text === lastStats) return;
  lastStats = text;
  post(message); // and once more after it: that nothing was done since is told too
}

function remove(id: number): void {
  const run = runs.get(id);
  if (!run) return;
  runs.delete(id);
  scheduler.remove(run);
  run.close();
  countSoon();
}

/** What a run will ask for comes while the backend starts. What cannot be fetched is told when the run asks for it. */
function fetchAhead(program: string, config: unknown): void {
  const ahead: Readonly<Record<string, ((config: never) => readonly string[]) | undefined>> = weightsAhead;
  for (const model of ahead[program]?.(config as never) ?? []) fetchWeights(model);
  host.load(program).catch(() => {});
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'init':
      ready = start(message).catch((error) => {
        console.error(error);
        post({ type: 'unavailable', tried: [] });
      });
      return;
    case 'open':
      if (!message.saved) fetchAhead(message.program, message.config);
      void ready.then(() => {
        const run = new WorkerRun(message.run, message, host);
        runs.set(message.run, run);
        scheduler.add(run);
      });
      return;
    case 'close':
      void ready.then(() => remove(message.run));
      return;
    case 'saveAll':
      void Promise.all([...runs.values()].map((run) => run.saveNow())).then(() => post({ type: 'savedAll' }));
      return;
    case 'ping':
      post({ type: 'pong' });
      return;
    case 'injectFault':
      if (message.kind === 'crash') setTimeout(() => crash());
      else if (message.kind === 'out-of-memory') sabotage = new OutOfMemoryError();
      else if (!loseDevice()) console.info('This backend has no device to lose.');
      return;
    default:
      void ready.then(() => tell(message));
  }
}

/** What concerns one run; a run that is gone is not an error, its messages were under way. */
function tell(message: Exclude<ToWorker, { type: 'init' | 'open' | 'close' | 'saveAll' | 'ping' | 'injectFault' }>): void {
  const run = runs.get(message.run);
  if (!run) return;
  switch (message.type) {
    case 'configure':
      run.configure(message.config);
      break;
    case 'play':
      run.setPlaying(message.playing);
      break;
    case 'visible':
      run.setVisible(message.visible);
      break;
    case 'speed':
      run.setSpeed(message.speed);
      break;
    case 'once':
      run.once();
      break;
    case 'call':
      run.call(message.call, message.method, message.args, message.queue);
      break;
    case 'cancel':
      run.cancel(message.call);
      break;
    case 'ack':
      run.acknowledge();
      break;
  }
}

function crash(): never {
  throw new Error('crashed on purpose');
}

self.onmessage = (event: MessageEvent<ToWorker>) => receive(event.data);
