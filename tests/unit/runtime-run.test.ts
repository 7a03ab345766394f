/** One run inside the worker, with a program and a host of the test's own and a clock that it holds. */
import { describe, expect, it } from 'vitest';
import { type Instance, NonFiniteError, type Program, type ProgramContext } from '../../app/runtime/program';
import { type FromWorker, REST, type Saved, type Speed } from '../../app/runtime/protocol';
import { type RunHost, WorkerRun } from '../../app/runtime/run';

interface Counter {
  count: number;
  rate: number;
}
type Overrides = Partial<
  Instance<{ rate: number }, { count: number; values: Float32Array }, Record<string, (args: never, ctx: ProgramContext) => unknown>>
>;

const settle = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};

/** A program that counts its steps, and the run that runs it. */
function world(
  options: {
    speed?: Speed;
    saved?: Saved;
    playing?: boolean;
    visible?: boolean;
    /** The clock moves in jumps of so many ms. */
    tick?: number;
    instance?: (c: Counter, ctx: ProgramContext) => Overrides;
  } = {},
) {
  let time = 0;
  const { tick = 1 } = options;
  const sent: FromWorker[] = [];
  const failures: unknown[] = [];
  const starts: { config: unknown; saved: unknown }[] = [];
  let disposed = 0;
  const counter: Counter = { count: 0, rate: 0 };
  const program = {
    start(config: { rate: number }, ctx: ProgramContext, saved?: unknown) {
      starts.push({ config, saved });
      counter.rate = config.rate;
      counter.count = (saved as { count: number } | undefined)?.count ?? 0;
      return {
        step() {
          counter.count++;
          time += 1;
        },
        frame: () => ({ count: counter.count, values: new Float32Array(3) }),
        save: async () => ({ count: counter.count, theta: new Float32Array(2) }),
        methods: {},
        dispose() {
          disposed++;
        },
        ...options.instance?.(counter, ctx),
      };
    },
  } as unknown as Program;
  const host: RunHost = {
    load: async () => program,
    weights: async () => ({ params: {}, card: {} }),
    post: (message) => sent.push(message),
    now: () => (tick === Number.POSITIVE_INFINITY ? 0 : Math.floor(time / tick) * tick),
    breathe: async () => {},
    wake: () => {},
    fence: null,
    stepped: () => {},
    failed: (_run, error) => failures.push(error),
    sabotage: () => null,
  };
  const { speed = 'max', saved = null, playing = false, visible = true } = options;
  const run = new WorkerRun(
    1,
    { type: 'open', run: 1, program: 'test', config: { rate: 1 }, seed: 1, speed, playing, visible, saved },
    host,
  );
  /** One slice of 12 ms, if the run is due. */
  const slice = async (): Promise<boolean> => {
    const now = host.now();
    if (run.dueAt() > now) return false;
    await run.take(now + 12);
    await settle();
    return true;
  };
  const of = <T extends FromWorker['type']>(type: T) => sent.filter((m) => m.type === type) as Extract<FromWorker, { type: T }>[];
  return {
    run,
    counter,
    starts,
    failures,
    slice,
    of,
    types: () => sent.map(({ type }) => type),
    pass: (ms: number) => {
      time += ms;
    },
    disposals: () => disposed,
  };
}

describe('a run', () => {
  it('opens, and sends its first frame even while the figure is only near the view', async () => {
    const w = world({ visible: false });
    await settle();
    expect(w.of('opened')).toEqual([{ type: 'opened', run: 1, canPlay: true, canStage: false, canConfigure: false, canSave: true }]);
    await w.slice();
    expect(w.of('frame')).toHaveLength(1);
    expect(w.of('frame')[0]).toMatchObject({ step: 0, done: false });
  });

  it('offers its network only where one is in training', async () => {
    for (const [instance, can] of [
      [{}, true],
      [{ network: false }, false],
      [{ save: undefined }, false],
    ] as const) {
      const w = world({ instance: () => instance });
      await settle();
      expect(w.of('opened')[0].canSave).toBe(can);
    }
  });

  it('counts the steps of what it shows, where a changed configuration begins that anew', async () => {
    let way = 0;
    const w = world({
      instance: () => ({
        step: () => {
          way++;
        },
        at: () => way,
        configure: () => {
          way = 0;
          return true;
        },
      }),
    });
    await settle();
    for (let i = 0; i < 3; i++) w.run.once();
    await settle();
    await w.slice();
    expect(w.of('frame').at(-1)?.step).toBe(3);
    w.run.configure({ rate: 2 });
    w.run.once();
    await settle();
    w.run.acknowledge();
    await w.slice();
    expect(w.of('frame').at(-1)?.step).toBe(1);
  });

  it('gets no time while it is out of view or paused', async () => {
    const w = world({ playing: true, visible: false });
    await settle();
    await w.slice(); // first frame
    w.run.acknowledge();
    expect(await w.slice()).toBe(false);
    w.run.setVisible(true);
    expect(await w.slice()).toBe(true);
    const { count } = w.counter;
    expect(count).toBeGreaterThan(0);
    w.run.setPlaying(false);
    w.run.acknowledge();
    w.pass(1000);
    await w.slice(); // its last frame
    w.run.acknowledge();
    expect(await w.slice()).toBe(false);
    expect(w.counter.count).toBe(count);
  });

  it('paused, it comes to rest behind its last picture, although the page is still busy with one before', async () => {
    const w = world({ playing: true });
    await settle();
    for (let i = 0; i < 3; i++) await w.slice(); // nothing is acknowledged: the first picture is on its way
    expect(w.counter.count).toBeGreaterThan(w.of('frame').at(-1)?.step ?? 0);
    w.run.setPlaying(false);
    w.run.call(7, REST, null, true);
    await settle();
    expect(w.of('answer')).toMatchObject([{ call: 7, outcome: 'done' }]);
    expect(w.of('frame').at(-1)?.step).toBe(w.counter.count);
    expect(w.types().lastIndexOf('frame')).toBeLessThan(w.types().indexOf('answer'));
    w.run.acknowledge();
    w.pass(1000);
    await w.slice();
    expect(w.of('frame').at(-1)?.step).toBe(w.counter.count);
  });

  it('keeps its rate when it is told again that it is in view', async () => {
    const w = world({ playing: true });
    await settle();
    for (let i = 0; i < 60; i++) {
      w.run.setVisible(true);
      await w.slice();
      w.run.acknowledge();
    }
    expect(w.of('frame').at(-1)?.stepsPerSecond).toBeCloseTo(1_000, -2); // a step takes 1 ms
  });

  it('ends its slices by a coarse clock, and by one that stands still', async () => {
    for (const tick of [16, 100, Number.POSITIVE_INFINITY]) {
      const w = world({ playing: true, tick });
      await settle();
      const counts = [0];
      for (let i = 0; i < 100; i++) {
        await w.slice();
        w.run.acknowledge();
        counts.push(w.counter.count);
      }
      const slices = counts.slice(1).map((count, i) => count - counts[i]);
      expect(Math.max(...slices)).toBeLessThanOrEqual(240);
      if (tick === 100) expect(slices.slice(20).reduce((a, b) => a + b) / 80).toBeLessThan(40); // not a whole tick of 100 steps
    }
  });

  it('fills its slice at full speed, and keeps the pace it is asked for below', async () => {
    const fast = world({ playing: true });
    await settle();
    await fast.slice();
    expect(fast.counter.count).toBe(12);

    const slow = world({ playing: true, speed: 10 });
    await settle();
    for (let i = 0; i < 100; i++) {
      await slow.slice();
      slow.run.acknowledge();
      slow.pass(10);
    }
    expect(slow.counter.count).toBeGreaterThanOrEqual(9); // about one second has passed
    expect(slow.counter.count).toBeLessThanOrEqual(13);
  });

  it('keeps one frame under way at most, and sends the newest state after it', async () => {
    const w = world({ playing: true });
    await settle();
    for (let i = 0; i < 5; i++) await w.slice();
    expect(w.of('frame')).toHaveLength(1);
    const { count } = w.counter;
    w.run.acknowledge();
    await w.slice();
    expect(w.of('frame')).toHaveLength(2);
    expect(w.of('frame')[1].step).toBeGreaterThan(count);
  });

  it('goes stage by stage in slow motion, and ends a begun step when the speed is raised', async () => {
    const names = ['sample', 'loss', 'update'];
    let at = 0;
    const w = world({
      speed: 'stage',
      instance: (c) => ({
        stage: () => {
          const stage = names[at];
          at = (at + 1) % names.length;
          if (at === 0) c.count++;
          return { stage, stepDone: at === 0 };
        },
      }),
    });
    await settle();
    for (let i = 0; i < 4; i++) {
      w.run.once();
      await settle();
      await w.slice();
      w.run.acknowledge();
    }
    expect(w.of('frame').map((f) => f.stage)).toEqual(['sample', 'loss', 'update', 'sample']);
    expect(w.of('frame').map((f) => f.step)).toEqual([0, 0, 1, 1]);
    w.run.setSpeed('max');
    w.run.once(); // ends the begun step, then makes a whole one
    await settle();
    expect(at).toBe(0);
    expect(w.counter.count).toBe(3);
  });

  it('stops at the end, and says so', async () => {
    const w = world({ playing: true, instance: (c) => ({ step: () => ++c.count >= 3 }) });
    await settle();
    await w.slice();
    w.run.acknowledge();
    await w.slice();
    expect(w.counter.count).toBe(3);
    expect(w.of('frame').at(-1)).toMatchObject({ done: true, step: 3 });
    expect(await w.slice()).toBe(false);
  });
});

describe('calls', () => {
  const withSlow = () => {
    const open: (() => void)[] = [];
    const seen: { args: number; signal: AbortSignal }[] = [];
    const w = world({
      instance: () => ({
        methods: {
          slow: async (args: never, ctx: ProgramContext) => {
            seen.push({ args, signal: ctx.signal });
            await new Promise<void>((resolve) => open.push(resolve));
            return args;
          },
          fails: () => {
            throw new Error('no such face');
          },
        },
      }),
    });
    return { w, seen, letGo: () => open.shift()?.() };
  };
  const outcomes = (w: ReturnType<typeof world>) => w.of('answer').map(({ call, outcome, value }) => [call, outcome, value]);

  it('a newer call of the same method takes the place of older ones, running and waiting', async () => {
    const { w, seen, letGo } = withSlow();
    await settle();
    for (const id of [1, 2, 3]) w.run.call(id, 'slow', id * 10, false);
    expect(outcomes(w)).toEqual([[2, 'dropped', undefined]]);
    expect(seen[0].signal.aborted).toBe(true);
    letGo();
    await settle();
    letGo();
    await settle();
    expect(outcomes(w)).toEqual([
      [2, 'dropped', undefined],
      [1, 'dropped', undefined],
      [3, 'done', 30],
    ]);
    expect(seen.map((s) => s.args)).toEqual([10, 30]);
  });

  it('queued calls are all answered, in order', async () => {
    const { w, letGo } = withSlow();
    await settle();
    for (const id of [1, 2, 3]) w.run.call(id, 'slow', id, true);
    for (let i = 0; i < 3; i++) {
      letGo();
      await settle();
    }
    expect(outcomes(w)).toEqual([
      [1, 'done', 1],
      [2, 'done', 2],
      [3, 'done', 3],
    ]);
  });

  it('are answered in browsers without AbortSignal.any, and dropped when the run closes meanwhile', async () => {
    const { any } = AbortSignal;
    Object.assign(AbortSignal, { any: undefined });
    try {
      let told: AbortSignal | undefined;
      let finish = () => {};
      const w = world({
        instance: () => ({
          methods: {
            ask: async (args: number, ctx: ProgramContext) => {
              told = ctx.signal;
              if (args === 2) await new Promise<void>((resolve) => (finish = resolve));
              return args;
            },
          },
        }),
      });
      await settle();
      w.run.call(10, 'ask', 1, false);
      await settle();
      expect(w.of('answer')).toMatchObject([{ call: 10, outcome: 'done', value: 1 }]);
      w.run.call(11, 'ask', 2, false);
      await settle();
      expect(told?.aborted).toBe(false);
      w.run.close();
      expect(told?.aborted).toBe(true);
      finish();
      await settle();
      expect(w.of('answer').at(-1)).toMatchObject({ call: 11, outcome: 'dropped' });
    } finally {
      Object.assign(AbortSignal, { any });
    }
  });

  it('steps wait while a method of the same run works', async () => {
    const { w, letGo } = withSlow();
    await settle();
    w.run.setPlaying(true);
    w.run.call(1, 'slow', 1, false);
    expect(await w.slice()).toBe(false);
    letGo();
    await settle();
    expect(await w.slice()).toBe(true);
    expect(w.counter.count).toBeGreaterThan(0);
  });

  it('says how far a method has come ten times a second at most, and always its beginning and its end', async () => {
    let pass = (_ms: number) => {};
    const w = world({
      instance: () => ({
        methods: {
          long: async (_args: never, ctx: ProgramContext) => {
            for (let i = 0; i <= 1_000; i++) {
              ctx.progress(i / 1_000, 'working');
              pass(1);
            }
          },
        },
      }),
    });
    pass = w.pass;
    await settle();
    const before = w.of('progress').length;
    w.run.call(1, 'long', undefined, false);
    await settle();
    const shares = w
      .of('progress')
      .slice(before)
      .map((m) => m.share);
    expect(shares).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  it('a call that fails stops the run; a closed run drops what waits and frees its tensors once', async () => {
    const failing = withSlow().w;
    await settle();
    failing.run.call(1, 'fails', 0, false);
    await settle();
    expect(failing.failures).toHaveLength(1);
    expect(failing.disposals()).toBe(1);

    const { w, letGo } = withSlow();
    await settle();
    w.run.call(1, 'slow', 1, true);
    w.run.call(2, 'slow', 2, true);
    w.run.close();
    expect(outcomes(w)).toEqual([[2, 'dropped', undefined]]);
    letGo();
    await settle();
    expect(outcomes(w)).toContainEqual([1, 'dropped', undefined]);
    expect(w.disposals()).toBe(1);
  });
});

describe('state that survives', () => {
  it('is saved every two seconds while steps are made, with step and configuration', async () => {
    const w = world({ playing: true });
    await settle();
    for (let i = 0; i < 30; i++) {
      await w.slice();
      w.pass(100);
    }
    expect(w.of('saved')).toHaveLength(1);
    expect(w.of('saved')[0].saved).toMatchObject({ step: w.of('saved')[0].saved.step, config: { rate: 1 } });
    expect((w.of('saved')[0].saved.state as { count: number }).count).toBe(w.of('saved')[0].saved.step);
  });

  it('is not saved when it is no longer finite', async () => {
    const w = world({ playing: true, instance: () => ({ save: async () => ({ theta: Float32Array.of(1, Number.NaN) }) }) });
    await settle();
    for (let i = 0; i < 60; i++) {
      await w.slice();
      w.pass(100);
    }
    expect(w.of('saved')).toHaveLength(0);
  });

  it('brings the run back where it was', async () => {
    const w = world({ saved: { state: { count: 40 }, step: 40, config: { rate: 1 } } });
    await settle();
    await w.slice();
    expect(w.of('frame')[0]).toMatchObject({ step: 40, frame: { count: 40 } });
  });

  it('starts over when what was saved belongs to a configuration that cannot be changed into the present one', async () => {
    const w = world({ saved: { state: { count: 40 }, step: 40, config: { rate: 2 } } });
    await settle();
    expect(w.starts).toEqual([
      { config: { rate: 2 }, saved: { count: 40 } },
      { config: { rate: 1 }, saved: undefined },
    ]);
    expect(w.of('restarted')).toHaveLength(1);
    await w.slice();
    expect(w.of('frame')[0].step).toBe(0);
  });

  it('a loss that is not finite ends the run with that error', async () => {
    const w = world({
      playing: true,
      instance: (c) => ({
        frame: () => {
          if (c.count > 0) throw new NonFiniteError();
          return { count: 0, values: new Float32Array(1) };
        },
      }),
    });
    await settle();
    await w.slice();
    expect(w.failures[0]).toBeInstanceOf(NonFiniteError);
    expect(w.disposals()).toBe(1);
    expect(await w.slice()).toBe(false);
  });
});

describe('configuration', () => {
  it('is taken live where the program can, newest wins', async () => {
    const taken: number[] = [];
    const w = world({
      instance: () => ({
        configure: ({ rate }) => {
          taken.push(rate);
          return true;
        },
      }),
    });
    w.run.configure({ rate: 5 });
    w.run.configure({ rate: 6 }); // both arrive while the program is still starting
    await settle();
    expect(w.starts).toHaveLength(1);
    expect(taken.at(-1)).toBe(6);
    expect(taken).not.toContain(5);
  });

  it('is refused where only another model could take it, and the run goes on as it was', async () => {
    for (const instance of [undefined, () => ({ configure: () => false })]) {
      const w = world({ instance });
      await settle();
      expect(w.of('opened')[0].canConfigure).toBe(instance !== undefined);
      await w.slice();
      w.run.acknowledge();
      w.run.configure({ rate: 9 });
      await settle();
      expect(w.of('refused')).toEqual([{ type: 'refused', run: 1 }]);
      expect(w.starts).toHaveLength(1);
      expect(w.disposals()).toBe(0);
      expect(await w.slice()).toBe(false); // nothing new to show
    }
  });

  it('lets a run that has ended go on only if there is something left to do', async () => {
    let left = 3;
    const w = world({
      playing: true,
      instance: (c) => ({
        step: () => {
          c.count++;
          return --left === 0;
        },
        configure: ({ rate }) => {
          left = rate;
          return true;
        },
        ended: () => left === 0,
      }),
    });
    await settle();
    for (let i = 0; i < 5; i++) {
      await w.slice();
      w.run.acknowledge();
    }
    expect(w.counter.count).toBe(3);
    const again = async () => {
      await settle();
      w.run.setPlaying(true);
      for (let i = 0; i < 5; i++) {
        await w.slice();
        w.run.acknowledge();
      }
    };
    w.run.configure({ rate: 0 }); // another look at what is done
    await again();
    expect(w.counter.count).toBe(3);
    expect(w.of('frame').at(-1)?.done).toBe(true);
    w.run.configure({ rate: 2 }); // rewound
    await again();
    expect(w.counter.count).toBe(5);
  });
});
