/** The page's side of the engine, with workers that are played by the test. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineClient, type Host, type RunEvents, type WorkerLike } from '../../app/runtime/engineClient';
import type { EngineInfo, Fault, FromWorker, ToWorker } from '../../app/runtime/protocol';

class FakeWorker implements WorkerLike {
  readonly got: ToWorker[] = [];
  terminated = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  postMessage(message: ToWorker): void {
    this.got.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  crash(): void {
    this.onerror?.({ message: 'boom' } as ErrorEvent);
  }
  of<T extends ToWorker['type']>(type: T) {
    return this.got.filter((m) => m.type === type) as Extract<ToWorker, { type: T }>[];
  }
}

const READY = { type: 'ready', info: { backend: 'webgpu', adapter: 'a real one', tried: [], calibration: null } } satisfies FromWorker;
const REQUEST = { program: 'p', config: { lr: 1 }, seed: 7, speed: 'max', playing: true, visible: true } as const;
const frame = (run: number, step: number): FromWorker => ({
  type: 'frame',
  run,
  frame: { step },
  step,
  stepsPerSecond: 0,
  stage: null,
  done: false,
});
const saved = (step: number) => ({ state: { step }, step, config: { lr: 1 } });
const fault = (kind: Fault['kind']): Fault => ({ kind, message: { zh: '坏了', en: 'broken' } });

function world() {
  const workers: FakeWorker[] = [];
  const frames: (() => void)[] = [];
  let info = {} as Partial<EngineInfo>;
  let time = 0;
  let hidden = false;
  const host: Host = {
    spawn: () => {
      workers.push(new FakeWorker());
      return workers[workers.length - 1];
    },
    nextFrame: (then) => frames.push(then),
    hidden: () => hidden,
    now: () => time,
    forced: () => null,
    load: () => null,
    store: () => {},
    report: (change) => {
      info = { ...info, ...change };
    },
  };
  const client = new EngineClient(host);
  const log: string[] = [];
  const events = (name: string): RunEvents => ({
    opened: () => log.push(`${name} opened`),
    frame: ({ step }) => log.push(`${name} frame ${step}`),
    progress: () => {},
    fault: ({ kind }) => log.push(`${name} fault ${kind}`),
    loading: () => log.push(`${name} loading`),
    refused: () => log.push(`${name} refused`),
    restarted: () => log.push(`${name} restarted`),
    taken: (seed) => log.push(`${name} taken ${seed}`),
  });
  return {
    client,
    workers,
    log,
    events,
    info: () => info,
    draw: () => {
      for (const then of frames.splice(0)) then();
    },
    pass: (ms: number) => {
      time += ms;
    },
    hide: (now: boolean) => {
      hidden = now;
      client.visibilityChanged();
    },
    worker: () => workers[workers.length - 1],
    idOf: (nth = -1) => workers[workers.length - 1].of('open').at(nth)?.run ?? -1,
  };
}

afterEach(() => vi.restoreAllMocks());

describe('the engine client', () => {
  it('starts the worker with the first run, once', () => {
    const w = world();
    expect(w.workers).toHaveLength(0);
    w.client.open(REQUEST, w.events('a'));
    w.client.open(REQUEST, w.events('b'));
    w.client.start();
    expect(w.workers).toHaveLength(1);
    expect(w.worker().of('open')).toHaveLength(2);
  });

  it('acknowledges a frame only when the page draws', () => {
    const w = world();
    w.client.open(REQUEST, w.events('a'));
    w.worker().say(frame(w.idOf(), 1));
    expect(w.worker().of('ack')).toHaveLength(0);
    w.draw();
    expect(w.worker().of('ack')).toEqual([{ type: 'ack', run: w.idOf() }]);
  });

  it('drops what a closed run, or one that failed, still has to say', () => {
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    const stale = w.idOf();
    a.close();
    w.worker().say(frame(stale, 5));
    w.client.open(REQUEST, w.events('b'));
    const failed = w.idOf();
    expect(failed).not.toBe(stale);
    w.worker().say({ type: 'fault', run: failed, fault: fault('program') });
    w.worker().say(frame(failed, 6));
    expect(w.log).toEqual(['b fault program']);
  });

  it('retries under a new id, from the last good state', () => {
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    const before = w.idOf();
    w.worker().say({ type: 'saved', run: before, saved: saved(10) });
    w.worker().say({ type: 'saved', run: before, saved: saved(20) });
    w.worker().say({ type: 'fault', run: before, fault: fault('non-finite') });
    a.retry();
    expect(w.idOf()).not.toBe(before);
    expect(w.worker().of('open').at(-1)).toMatchObject({ saved: saved(20), playing: true, seed: 7 });
    // The same fault again before anything new was saved: one state further back, then from the start.
    for (const expected of [saved(10), null]) {
      w.worker().say({ type: 'fault', run: w.idOf(), fault: fault('non-finite') });
      a.retry();
      expect(w.worker().of('open').at(-1)?.saved).toEqual(expected);
    }
  });

  it('forgets what was saved when a configuration made the run start over', () => {
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    w.worker().say({ type: 'saved', run: w.idOf(), saved: saved(10) });
    w.worker().say({ type: 'restarted', run: w.idOf() });
    w.worker().say({ type: 'fault', run: w.idOf(), fault: fault('program') });
    a.retry();
    expect(w.worker().of('open').at(-1)?.saved).toBeNull();
  });

  it('after a crash brings idle figures back by itself and playing ones with a click, state and all', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    w.client.open({ ...REQUEST, playing: false }, w.events('b'));
    const call = a.call('decode', 1);
    w.worker().say(READY);
    w.worker().say({ type: 'saved', run: w.worker().of('open')[0].run, saved: saved(30) });
    w.workers[0].crash();
    expect(w.workers[0].terminated).toBe(true);
    expect(w.workers).toHaveLength(2);
    expect(w.log).toEqual(['a fault crash', 'b loading']);
    expect(await call).toBeUndefined();
    expect(w.worker().of('open')).toHaveLength(1);
    a.retry();
    expect(w.worker().of('open').at(-1)?.saved).toEqual(saved(30));
    w.workers[0].say(frame(w.idOf(), 1)); // the dead worker's last words
    expect(w.log.at(-1)).toBe('a loading');
  });

  it('takes a worker that says nothing for half a minute for dead, but not while the tab is hidden', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const w = world();
    w.client.open(REQUEST, w.events('a'));
    w.worker().say(READY);
    w.pass(20_000);
    w.client.heartbeat();
    expect(w.worker().of('ping')).toHaveLength(1);
    w.worker().say({ type: 'pong' });
    w.hide(true);
    w.pass(100_000);
    w.client.heartbeat();
    w.hide(false);
    w.client.heartbeat();
    expect(w.workers).toHaveLength(1);
    w.pass(31_000);
    w.client.heartbeat();
    expect(w.workers).toHaveLength(2);
  });

  it('gives up after many crashes in a row, says so, and tries again when asked', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    for (let i = 0; i < 5; i++) w.worker().crash();
    expect(w.info().status).toBe('failed');
    expect(w.workers).toHaveLength(5);
    a.retry();
    expect(w.workers).toHaveLength(6);
    expect(w.worker().of('open')).toHaveLength(1);
  });

  it('after a lost device passes that backend over', () => {
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    w.worker().say(READY);
    w.worker().say({ type: 'lost', backend: 'webgpu', reason: 'gone' });
    expect(w.log).toEqual(['a fault device-lost']);
    expect(
      w
        .worker()
        .of('init')[0]
        .avoid.map((x) => x.backend),
    ).toEqual(['webgpu']);
    expect(w.info().notice?.en).toContain('WebGPU');
    a.retry();
    expect(w.worker().of('open')).toHaveLength(1);
  });

  it('after memory ran out on a graphics card goes on with another backend and takes the others along', async () => {
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    w.client.open(REQUEST, w.events('b'));
    w.worker().say(READY);
    w.worker().say({ type: 'fault', run: w.worker().of('open')[0].run, fault: fault('memory') });
    a.retry();
    expect(w.workers[0].of('saveAll')).toHaveLength(1);
    w.worker().say({ type: 'saved', run: w.worker().of('open')[1].run, saved: saved(50) });
    w.worker().say({ type: 'savedAll' });
    await vi.waitFor(() => expect(w.workers).toHaveLength(2));
    expect(
      w
        .worker()
        .of('init')[0]
        .avoid.map((x) => x.backend),
    ).toEqual(['webgpu']);
    expect(
      w
        .worker()
        .of('open')
        .map((o) => o.saved),
    ).toEqual(expect.arrayContaining([null, saved(50)]));
  });

  it('moves everything to the backend the reader picks', async () => {
    const w = world();
    w.client.open(REQUEST, w.events('a'));
    w.worker().say(READY);
    const moved = w.client.switchBackend('cpu');
    w.worker().say({ type: 'saved', run: w.idOf(), saved: saved(5) });
    w.worker().say({ type: 'savedAll' });
    await moved;
    expect(w.worker().of('init')[0]).toMatchObject({ force: 'cpu', avoid: [] });
    expect(w.worker().of('open')[0]).toMatchObject({ saved: saved(5), playing: true });
  });

  it('moves once for a double click, saved steps and all', async () => {
    vi.useFakeTimers();
    try {
      const w = world();
      w.client.open(REQUEST, w.events('a'));
      w.worker().say(READY);
      const [first] = w.workers;
      void w.client.switchBackend('wasm');
      void w.client.switchBackend('wasm');
      expect(first.of('saveAll')).toHaveLength(1);
      first.say({ type: 'saved', run: w.idOf(), saved: saved(10) });
      first.say({ type: 'savedAll' });
      await vi.advanceTimersByTimeAsync(0);
      expect(w.workers).toHaveLength(2);
      expect(w.worker().of('init')[0].force).toBe('wasm');
      expect(w.worker().of('open')[0].saved).toEqual(saved(10));
      void w.client.switchBackend('wasm'); // a slower second click: it is starting
      w.worker().say({ ...READY, info: { ...READY.info, backend: 'wasm' } });
      void w.client.switchBackend('wasm'); // and slower still: it is there
      await vi.advanceTimersByTimeAsync(60_000);
      expect(w.workers).toHaveLength(2);
      void w.client.switchBackend('cpu'); // another one is another matter
      await vi.advanceTimersByTimeAsync(6_000);
      expect(w.workers).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops a call by its signal, and gives hidden tabs no time', async () => {
    const w = world();
    const a = w.client.open(REQUEST, w.events('a'));
    const stop = new AbortController();
    const answer = a.call('long', 1, { signal: stop.signal });
    stop.abort();
    expect(await answer).toBeUndefined();
    expect(w.worker().of('cancel')).toHaveLength(1);
    w.hide(true);
    expect(w.worker().of('visible').at(-1)).toMatchObject({ visible: false });
    w.hide(false);
    expect(w.worker().of('visible').at(-1)).toMatchObject({ visible: true });
  });
});
