/** The page's side of the engine, with workers that are played by the test. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineClient, type Host, type RunEvents, type WorkerLike } from '../../app/runtime/engineClient';
import { type EngineInfo, type Fault, type FromWorker, REST, type ToWorker } from '../../app/runtime/protocol';

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

function world({ spare = false } = {}) {
  const workers: FakeWorker[] = [];
  const frames: (() => void)[] = [];
  const asides: boolean[] = [];
  let info = {} as Partial<EngineInfo>;
  let time = 0;
  let hidden = false;
  const host: Host = {
    spawn: () => {
      workers.push(new FakeWorker());
      return workers[workers.length - 1];
    },
    nextFrame: (then, aside) => {
      frames.push(then);
      asides.push(aside);
    },
    hidden: () => hidden,
    spare: () => spare,
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
    asides,
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

  it('sets pictures aside of what nobody has been changing', () => {
    const w = world();
    const run = w.client.open(REQUEST, w.events('a'));
    w.worker().say(frame(w.idOf(), 1));
    w.pass(1_000);
    w.worker().say(frame(w.idOf(), 2));
    run.configure({ lr: 2 });
    w.worker().say(frame(w.idOf(), 3));
    w.pass(1_000);
    w.worker().say(frame(w.idOf(), 4));
    expect(w.asides).toEqual([false, true, false, true]);
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

describe('a second worker', () => {
  const ON_WASM = { ...READY, info: { ...READY.info, backend: 'wasm' } } satisfies FromWorker;
  const STATS: FromWorker = { type: 'stats', work: { ms: 6, steps: 2 }, memory: { numTensors: 3, bytes: 100 } };
  const PAUSED = { ...REQUEST, playing: false };

  /** A run in training in the first worker, and one at rest beside it. */
  function two(backend: typeof READY | typeof ON_WASM = ON_WASM, spare = true) {
    const w = world({ spare });
    w.client.open(REQUEST, w.events('a'));
    const b = w.client.open(PAUSED, w.events('b'));
    const [first] = w.workers;
    first.say(backend);
    const [idA, idB] = first.of('open').map(({ run }) => run);
    first.say(frame(idA, 0));
    first.say(frame(idB, 0));
    first.say(frame(idA, 5));
    return { ...w, first, b, idA, idB };
  }

  /** Answers every call of a run as a worker does: the newest last. */
  const rest = (worker: FakeWorker, run: number) => {
    const call =
      worker
        .of('call')
        .filter((m) => m.run === run && m.method === REST)
        .at(-1)?.call ?? -1;
    worker.say({ type: 'answer', run, call, outcome: 'done' });
    return Promise.resolve().then(() => {});
  };

  it('is not started for one training, nor on a card, nor where no core idles', () => {
    for (const w of [two(READY), two(ON_WASM, false)]) {
      w.b.setPlaying(true);
      expect(w.workers).toHaveLength(1);
      expect(w.first.of('play').at(-1)).toMatchObject({ run: w.idB, playing: true });
    }
    const w = world({ spare: true });
    const a = w.client.open(REQUEST, w.events('a'));
    w.worker().say(ON_WASM);
    w.worker().say(frame(w.idOf(), 0));
    w.worker().say(frame(w.idOf(), 5));
    void a.call('at', 1);
    a.setPlaying(true);
    w.client.open(PAUSED, w.events('b'));
    expect(w.workers).toHaveLength(1);
  });

  it('takes the second training: its first step waits, its first picture stays, and it is told nothing', async () => {
    const w = two();
    w.b.setPlaying(true);
    expect(w.workers).toHaveLength(2);
    const second = w.worker();
    expect(second.of('init')[0]).toMatchObject({ force: 'wasm' });
    expect(second.of('open')).toEqual([{ ...w.first.of('open')[1], run: w.idOf(), playing: true }]);
    expect(w.first.of('play')).toEqual([]);
    const moved = w.idOf();
    w.log.length = 0;
    second.say(ON_WASM);
    second.say({ type: 'opened', run: moved, canPlay: true, canStage: true, canConfigure: true, canSave: true });
    second.say(frame(moved, 3));
    expect(w.log).toEqual([]);
    await rest(w.first, w.idB);
    expect(w.first.of('close')).toEqual([{ type: 'close', run: w.idB }]);
    expect(w.log).toEqual(['b frame 3']);
    w.draw();
    expect(second.of('ack')).toEqual([{ type: 'ack', run: moved }]);
    w.first.say(frame(w.idB, 9)); // the old one's last words
    w.first.say(frame(w.idA, 6));
    second.say(frame(moved, 4));
    expect(w.log).toEqual(['b frame 3', 'a frame 6', 'b frame 4']);
    w.b.setSpeed(10);
    w.hide(true);
    expect(second.got.slice(-2)).toMatchObject([
      { type: 'speed', run: moved },
      { type: 'visible', run: moved, visible: false },
    ]);
  });

  it('answers meanwhile, and what was asked behind the rest is asked again over there', async () => {
    const w = two();
    const answer = w.b.call('at', 1);
    const second = w.worker();
    const moved = w.idOf();
    expect(w.first.of('call').at(-1)).toMatchObject({ run: w.idB, method: 'at' });
    w.first.say({ type: 'answer', run: w.idB, call: w.first.of('call')[0].call, outcome: 'done', value: 'here' });
    expect(await answer).toBe('here');
    second.say(ON_WASM);
    second.say(frame(moved, 0));
    const later = w.b.call('at', 2);
    w.log.length = 0;
    await rest(w.first, w.idB);
    expect(w.log).toEqual([]); // its picture is on the screen
    expect(second.of('ack')).toHaveLength(1);
    const [asked] = second.of('call');
    expect(asked).toMatchObject({ run: moved, method: 'at', args: 2 });
    second.say({ type: 'answer', run: moved, call: asked.call, outcome: 'done', value: 'there' });
    expect(await later).toBe('there');
    void w.b.call('at', 3);
    expect(second.of('call')).toHaveLength(2);
  });

  it('never takes a run that has left a trace, before or while its twin begins', async () => {
    const traces: ((w: ReturnType<typeof two>) => void)[] = [
      (w) => w.b.once(),
      (w) => w.b.configure({ lr: 2 }),
      (w) => w.first.say(frame(w.idB, 0)),
      (w) => w.first.say({ type: 'saved', run: w.idB, saved: saved(0) }),
    ];
    for (const leave of traces) {
      const before = two();
      leave(before);
      before.b.setPlaying(true);
      expect(before.workers).toHaveLength(1);
      const w = two();
      w.b.setPlaying(true);
      const [second, moved] = [w.worker(), w.idOf()];
      second.say(frame(moved, 1));
      leave(w);
      expect(second.of('close')).toEqual([{ type: 'close', run: moved }]);
      expect(w.first.of('play')).toEqual([{ type: 'play', run: w.idB, playing: true }]);
      await rest(w.first, w.idB);
      expect(w.first.of('close')).toEqual([]);
    }
  });

  it('is given up in silence where it cannot start, is slow, or its program fails there', () => {
    vi.useFakeTimers();
    try {
      const ends: ((second: FakeWorker, moved: number) => void)[] = [
        (second) => second.crash(),
        (second) => second.say({ type: 'unavailable', tried: [] }),
        (second) => second.say({ ...READY, info: { ...READY.info, backend: 'cpu' } }),
        (second, moved) => second.say({ type: 'fault', run: moved, fault: fault('memory') }),
        () => vi.advanceTimersByTime(10_000),
      ];
      for (const end of ends) {
        const w = two();
        w.b.setPlaying(true);
        w.log.length = 0;
        end(w.worker(), w.idOf());
        expect(w.first.of('play')).toEqual([{ type: 'play', run: w.idB, playing: true }]);
        w.first.say(frame(w.idB, 1));
        expect(w.log).toEqual(['b frame 1']);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it('that crashes takes no run with it: what trained there goes on from its saved step in the first, and there is no third', async () => {
    const w = two();
    w.b.setPlaying(true);
    const [second, moved] = [w.worker(), w.idOf()];
    second.say(frame(moved, 1));
    await rest(w.first, w.idB);
    second.say({ type: 'saved', run: moved, saved: saved(40) });
    w.log.length = 0;
    second.crash();
    expect(w.log).toEqual(['b fault crash']);
    w.b.retry();
    expect(w.first.of('open').at(-1)).toMatchObject({ saved: saved(40), playing: true });
    const c = w.client.open(PAUSED, w.events('c'));
    c.setPlaying(true);
    expect(w.workers).toHaveLength(2);
    expect(w.first.of('play').at(-1)).toMatchObject({ playing: true });
  });

  it('goes on when the first one crashes, and saves with it when the reader picks another backend', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const w = two();
    w.b.setPlaying(true);
    const [second, moved] = [w.worker(), w.idOf()];
    second.say(frame(moved, 1));
    await rest(w.first, w.idB);
    w.log.length = 0;
    w.first.crash();
    expect(w.log).toEqual(['a fault crash']);
    second.say(frame(moved, 2));
    expect(w.log).toEqual(['a fault crash', 'b frame 2']);
    w.worker().say(ON_WASM);
    const done = w.client.switchBackend('cpu');
    second.say({ type: 'saved', run: moved, saved: saved(2) });
    second.say({ type: 'savedAll' });
    w.worker().say({ type: 'savedAll' });
    await done;
    expect(second.terminated).toBe(true);
    expect(w.worker().of('open')).toMatchObject([{ saved: saved(2), playing: true }]);
  });

  it('begins a run at once where it stands and has room, and tells of the work of both', async () => {
    const w = two();
    w.b.setPlaying(true);
    const [second, moved] = [w.worker(), w.idOf()];
    second.say(frame(moved, 1));
    await rest(w.first, w.idB);
    w.first.say(STATS);
    second.say(STATS);
    expect(w.info()).toMatchObject({ memory: { numTensors: 6, bytes: 200 }, msPerStep: 3 });
    w.b.close();
    expect(second.of('close')).toEqual([{ type: 'close', run: moved }]);
    w.client.open(PAUSED, w.events('c'));
    expect(second.of('open')).toHaveLength(2);
    expect(w.first.of('open')).toHaveLength(2);
  });

  it('is ended when it has had no run for a while; one that only answered goes home first', async () => {
    const w = two();
    void w.b.call('at', 1);
    const [second, moved] = [w.worker(), w.idOf()];
    second.say(frame(moved, 0));
    await rest(w.first, w.idB);
    const pass = () => {
      w.pass(20_000);
      for (const worker of [w.first, second]) worker.say({ type: 'pong' });
      w.client.heartbeat();
    };
    for (let i = 0; i < 3; i++) pass();
    expect(second.terminated).toBe(false); // a trains
    w.first.say({ type: 'fault', run: w.idA, fault: fault('program') });
    pass();
    expect(w.first.of('open')).toHaveLength(2);
    pass();
    const home = w.first.of('open').at(-1)?.run ?? -1;
    expect(w.first.of('open')).toHaveLength(3);
    w.first.say(frame(home, 0));
    await rest(second, moved);
    expect(second.of('close')).toEqual([{ type: 'close', run: moved }]);
    pass();
    expect(second.terminated).toBe(true);
    void w.b.call('at', 2);
    expect(w.first.of('call').at(-1)).toMatchObject({ run: home, args: 2 });
  });
});
