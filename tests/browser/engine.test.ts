/** The whole engine in a real browser: client, worker, ladder, scheduler and a small training, on every backend. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineClient, type Run, type WorkerLike } from '../../app/runtime/engineClient';
import type { LineFrame } from '../../app/runtime/programs/runtime/line';
import { type BackendName, type EngineInfo, type Fault, type FrameUpdate, type KeptCalibration, REST } from '../../app/runtime/protocol';

const clients: EngineClient[] = [];
const workers: WorkerLike[] = [];

/** An engine of its own, and what it said last. */
function engine(forced: BackendName | null = null, { spare = false } = {}) {
  let info = {} as EngineInfo;
  let kept: KeptCalibration | null = null;
  const client = new EngineClient({
    spawn: () => {
      const worker = new Worker(new URL('../../app/runtime/worker.ts', import.meta.url), { type: 'module' }) as WorkerLike;
      workers.push(worker);
      return worker;
    },
    nextFrame: (then) => requestAnimationFrame(then),
    hidden: () => false,
    spare: () => spare,
    now: () => performance.now(),
    forced: () => forced,
    load: () => kept,
    store: (value) => {
      kept = value;
    },
    report: (change) => {
      info = { ...info, ...change };
    },
  });
  clients.push(client);
  return { client, info: () => info };
}

/** A run of the small training, and what it showed last. */
function line(client: EngineClient, config = { lr: 0.02, width: 16 }, request = {}) {
  const seen = { frame: null as (FrameUpdate & { frame: LineFrame }) | null, fault: null as Fault | null, losses: [] as number[] };
  const run: Run = client.open(
    { program: 'runtime.line', config, seed: 1, speed: 'max', playing: true, visible: true, ...request },
    {
      opened: () => {},
      frame: (update) => {
        seen.frame = update as typeof seen.frame;
        const loss = seen.frame?.frame.loss;
        if (loss != null) seen.losses.push(loss);
      },
      progress: () => {},
      fault: (fault) => {
        seen.fault = fault;
      },
      refused: () => {},
      restarted: () => {},
      taken: () => {},
      loading: () => {
        seen.fault = null;
      },
    },
  );
  return { run, seen };
}

const until = (condition: () => unknown) => vi.waitFor(() => expect(condition()).toBeTruthy(), { timeout: 100_000, interval: 50 });

afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate();
  vi.restoreAllMocks();
});

describe.each(['wasm', 'cpu', 'webgl', 'webgpu'] as const)('on %s, asked for by name', (backend) => {
  it('trains, answers, sends finite frames, and the loss falls', async () => {
    const { client, info } = engine(backend);
    const { run, seen } = line(client);
    await until(() => (seen.frame?.step ?? 0) > 40);
    expect(info().backend).toBe(backend);
    expect(seen.losses.at(-1)).toBeLessThan(seen.losses[0]);
    expect(seen.frame?.frame.y.every(Number.isFinite)).toBe(true);
    expect(await run.call('at', 0.5)).toEqual(expect.any(Number));
    expect(seen.fault).toBeNull();
  });
});

describe('left to itself', () => {
  it('passes the software adapters of this browser over, and says why', async () => {
    const { client, info } = engine();
    const { seen } = line(client);
    await until(() => seen.frame);
    expect(info().backend).toBe('wasm');
    expect(info().tried.map((t) => t.backend)).toEqual(['webgpu', 'webgl', 'wasm']);
  });

  it('gives two runs time, and none to one that is out of view', async () => {
    const { client } = engine();
    const [a, b, hidden] = [line(client), line(client), line(client, undefined, { visible: false })];
    await until(() => (a.seen.frame?.step ?? 0) > 200 && (b.seen.frame?.step ?? 0) > 200 && hidden.seen.frame);
    expect(hidden.seen.frame?.step).toBe(0);
    hidden.run.setVisible(true);
    a.run.close();
    await until(() => (hidden.seen.frame?.step ?? 0) > 50);
  });

  it('replays a seed exactly', async () => {
    const { client } = engine();
    const at = async () => {
      const { run, seen } = line(client, undefined, { playing: false });
      for (let i = 0; i < 30; i++) run.once();
      await until(() => seen.frame?.step === 30);
      const { y } = (seen.frame as { frame: LineFrame }).frame;
      run.close();
      return [...y];
    };
    expect(await at()).toEqual(await at());
  });

  it('trains a second run in a worker of its own where a core idles, and comes to the same numbers to the bit', async () => {
    const { client } = engine('wasm', { spare: true });
    const a = line(client);
    await until(() => (a.seen.frame?.step ?? 0) > 2);
    const told = vi.spyOn(workers[0], 'postMessage');
    const b = line(client, undefined, { playing: false });
    await until(() => b.seen.frame);
    b.run.setPlaying(true);
    expect(workers).toHaveLength(2);
    await until(() => (b.seen.frame?.step ?? 0) > 50);
    expect(told.mock.calls.map(([{ type }]) => type)).toContain('close'); // it has moved
    const before = a.seen.frame?.step ?? 0;
    await until(() => (a.seen.frame?.step ?? 0) > before);
    b.run.setPlaying(false);
    await b.run.call(REST, undefined);
    const { step, frame } = b.seen.frame as FrameUpdate & { frame: LineFrame };

    const alone = line(engine('wasm').client, undefined, { playing: false });
    for (let i = 0; i < step; i++) alone.run.once();
    await until(() => alone.seen.frame?.step === step);
    expect(alone.seen.frame?.frame.y).toEqual(frame.y);
  });

  it('stops a call that a newer one replaces', async () => {
    const { client } = engine();
    const { run, seen } = line(client, undefined, { playing: false });
    await until(() => seen.frame);
    const [first, second, third] = await Promise.all([run.call('slow', 60_000), run.call('slow', 50), run.call('slow', 50)]);
    expect([first, second]).toEqual([undefined, undefined]);
    expect(third).toBeGreaterThan(0);
  });
});

describe('when something goes wrong', () => {
  /** Trains until a state has been saved, does the harm, and waits for the sentence. */
  async function harmed(forced: BackendName | null, harm: (client: EngineClient, run: Run) => void) {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { client, info } = engine(forced);
    const victim = line(client);
    const idle = line(client, undefined, { playing: false });
    const from = performance.now();
    await until(() => (victim.seen.frame?.step ?? 0) > 20 && performance.now() - from > 4_000);
    harm(client, victim.run);
    await until(() => victim.seen.fault);
    return { client, info, victim, idle };
  }

  it('a loss that is not finite: one sentence, and on from the last good parameters', async () => {
    const { victim, idle } = await harmed(null, (_, run) => run.configure({ lr: 1e30, width: 16 }));
    expect(victim.seen.fault).toMatchObject({
      kind: 'non-finite',
      message: { en: expect.stringMatching(/finite/), zh: expect.any(String) },
    });
    const { step } = victim.seen.frame as FrameUpdate;
    victim.run.configure({ lr: 0.01, width: 16 });
    victim.run.retry();
    await until(() => (victim.seen.frame?.step ?? 0) > step);
    expect(idle.seen.fault).toBeNull();
  });

  it('a worker that crashes: the playing figure waits for a click, the other comes back by itself', async () => {
    const { victim, idle } = await harmed(null, (client) => client.injectFault('crash'));
    expect(victim.seen.fault?.kind).toBe('crash');
    idle.seen.frame = null;
    await until(() => idle.seen.frame);
    victim.run.retry();
    victim.seen.frame = null;
    await until(() => victim.seen.frame);
    expect((victim.seen.frame as FrameUpdate | null)?.step).toBeGreaterThan(0);
  });

  it('memory that runs out: on in a new worker', async () => {
    const { victim } = await harmed(null, (client) => client.injectFault('out-of-memory'));
    expect(victim.seen.fault?.kind).toBe('memory');
    victim.run.retry();
    victim.seen.frame = null;
    await until(() => victim.seen.frame);
    expect((victim.seen.frame as FrameUpdate | null)?.step).toBeGreaterThan(0);
  });

  it.each(['webgpu', 'webgl'] as const)('a lost %s device: on with another backend', async (backend) => {
    const { victim, info } = await harmed(backend, (client) => client.injectFault('lose-device'));
    expect(victim.seen.fault?.kind).toBe('device-lost');
    victim.run.retry();
    victim.seen.frame = null;
    await until(() => victim.seen.frame);
    expect((victim.seen.frame as FrameUpdate | null)?.step).toBeGreaterThan(0);
    expect(info().backend).toBe('wasm');
    expect(info().notice?.en).toMatch(/was lost/);
  });

  it('a program that does not exist: one sentence', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { client } = engine();
    const { seen } = line(client, undefined, { program: 'no.such' });
    await until(() => seen.fault);
    expect(seen.fault).toMatchObject({ kind: 'program' });
  });
});
