/** A lab's state over an engine that is played by the test. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run, RunEvents, RunRequest } from '../../app/runtime/client';
import { createLab } from '../../app/store/labState';

interface Opened {
  request: RunRequest;
  events: RunEvents;
  told: unknown[][];
  closed: boolean;
}

function world(seed = 1) {
  const opened: Opened[] = [];
  const open = (request: RunRequest, events: RunEvents): Run => {
    const record: Opened = { request, events, told: [], closed: false };
    opened.push(record);
    const tell =
      (name: string) =>
      (...args: unknown[]) =>
        void record.told.push([name, ...args]);
    return {
      configure: tell('configure'),
      setPlaying: tell('playing'),
      setVisible: tell('visible'),
      setSpeed: tell('speed'),
      once: tell('once'),
      retry: tell('retry'),
      call: async (...args) => {
        tell('call')(...args);
        return 42;
      },
      close: () => {
        record.closed = true;
      },
    };
  };
  const store = createLab({ program: 'p', config: { lr: 1 }, seed, speed: 'max', open });
  const lab = () => store.getState();
  const last = () => opened[opened.length - 1];
  const show = (step = 0, done = false) => last().events.frame({ frame: { step }, step, stepsPerSecond: 0, stage: null, done });
  const start = (options: { autoplay?: boolean; onSeed?: (seed: number) => void } = {}) => {
    const unmount = lab().mount(options);
    lab().setAutoplay(options.autoplay ?? false);
    vi.runAllTimers();
    return unmount;
  };
  const ready = () => {
    last().events.opened({ canPlay: true, canStage: false, canConfigure: true, canSave: false });
    show();
  };
  return { lab, last, show, start, ready, opened };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a lab', () => {
  it('does nothing until it is mounted, and opens one run though StrictMode mounts twice', () => {
    const w = world();
    expect(w.opened).toHaveLength(0);
    const first = w.lab().mount({});
    first();
    w.start();
    expect(w.opened).toHaveLength(1);
    expect(w.lab().status).toBe('loading');
  });

  it('is ready with its first frame, plays, pauses and steps', () => {
    const w = world();
    w.start();
    w.last().events.opened({ canPlay: true, canStage: false, canConfigure: true, canSave: false });
    expect(w.lab().status).toBe('loading');
    w.show();
    expect(w.lab()).toMatchObject({ status: 'ready', frame: { step: 0 }, run: 1 });
    w.lab().play();
    expect(w.lab().status).toBe('running');
    w.show(5);
    expect(w.lab()).toMatchObject({ status: 'running', step: 5 });
    w.lab().pause();
    expect(w.lab().status).toBe('paused');
    w.lab().stepOnce();
    expect(w.last().told.at(-1)).toEqual(['once']);
  });

  it('ends when the run is done, and plays again from the start', () => {
    const w = world();
    w.start();
    w.ready();
    w.lab().play();
    w.show(9, true);
    expect(w.lab().status).toBe('done');
    w.lab().play();
    expect(w.opened).toHaveLength(2);
    expect(w.opened[0].closed).toBe(true);
    expect(w.last().request.playing).toBe(true);
  });

  it('resets with the same seed and keeps the old picture until the new one', () => {
    const w = world(5);
    w.start();
    w.ready();
    w.show(7);
    w.lab().reset();
    expect(w.lab()).toMatchObject({ status: 'loading', step: 0, seed: 5, frame: { step: 7 } });
    expect(w.last().request).toMatchObject({ seed: 5, playing: false });
  });

  it('draws a new seed, tells about it, and does not restart again when the address repeats it', () => {
    const w = world(5);
    const seeds: number[] = [];
    w.start({ onSeed: (seed) => seeds.push(seed) });
    w.ready();
    w.lab().newSeed();
    expect(seeds).toEqual([w.lab().seed]);
    expect(w.last().request.seed).toBe(seeds[0]);
    w.lab().setSeed(seeds[0]);
    expect(w.opened).toHaveLength(2);
  });

  it('hands on a configuration only when it differs by value', () => {
    const w = world();
    w.start();
    w.lab().setConfig({ lr: 1 });
    const configured = () => w.last().told.filter(([what]) => what === 'configure');
    expect(configured()).toEqual([]);
    w.lab().setConfig({ lr: 2 });
    expect(configured()).toEqual([['configure', { lr: 2 }]]);
  });

  it('opens a new run for a configuration that is another model, and shows nothing of the one before', () => {
    const w = world();
    w.start();
    w.last().events.opened({ canPlay: true, canStage: false, canConfigure: false, canSave: false });
    w.show(3);
    const [before] = w.opened;
    expect(w.lab()).toMatchObject({ frame: { step: 3 }, model: 0, run: 1 });
    w.lab().setConfig({ lr: 2 });
    expect(before.told.filter(([what]) => what === 'configure')).toEqual([]);
    expect(before.closed).toBe(true);
    expect(w.last().request.config).toEqual({ lr: 2 });
    expect(w.lab()).toMatchObject({ status: 'loading', frame: null, step: 0, model: 1 });
    w.ready();
    expect(w.lab()).toMatchObject({ status: 'ready', run: 2, model: 1, config: { lr: 2 } });
  });

  it('does so too when the run refuses it, and when what was saved did not fit it', () => {
    const w = world();
    w.start();
    w.ready();
    w.lab().setConfig({ lr: 2 });
    expect(w.lab()).toMatchObject({ frame: { step: 0 }, model: 0 }); // it may well take it
    w.last().events.refused();
    expect(w.opened).toHaveLength(2);
    expect(w.lab()).toMatchObject({ status: 'loading', frame: null, model: 1 });
    w.ready();
    w.last().events.restarted();
    expect(w.opened).toHaveLength(2);
    expect(w.lab()).toMatchObject({ frame: null, model: 2 });
  });

  it('takes a step that was asked for before the run could refuse its configuration in the new run, and no older one', () => {
    const w = world();
    w.start();
    w.ready();
    w.lab().stepOnce();
    w.lab().setConfig({ lr: 2 });
    w.lab().stepOnce();
    w.last().events.refused();
    expect(w.opened).toHaveLength(2);
    expect(w.last().told).toEqual([['once']]);
    w.lab().setConfig({ lr: 3 });
    w.last().events.refused();
    expect(w.opened).toHaveLength(3);
    expect(w.last().told).toEqual([]);
  });

  it('goes on after a fault with another model, though the one before could not be configured', () => {
    const w = world();
    w.start();
    w.last().events.opened({ canPlay: false, canStage: false, canConfigure: false, canSave: false });
    w.show();
    w.last().events.fault({ kind: 'program', message: { zh: '坏', en: 'bad' } });
    w.lab().setConfig({ lr: 2 });
    expect(w.lab()).toMatchObject({ status: 'loading', error: null, frame: null });
    expect(w.opened).toHaveLength(2);
  });

  it('keeps watching the element it has, whatever it is told again', () => {
    const made: unknown[] = [];
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor() {
          made.push(this);
        }
        observe() {}
        disconnect() {}
      },
    );
    const w = world();
    const element = {} as Element;
    w.lab().ref(element);
    w.start();
    const before = made.length;
    for (let i = 0; i < 10; i++) w.lab().ref(element);
    expect(made).toHaveLength(before);
  });

  it('says what happened and goes on with one click, or with a changed configuration', () => {
    const w = world();
    w.start();
    w.ready();
    w.lab().play();
    w.show(3);
    w.last().events.fault({ kind: 'non-finite', message: { zh: '坏', en: 'bad' } });
    expect(w.lab()).toMatchObject({ status: 'error', error: { message: { en: 'bad' } }, frame: { step: 3 } });
    w.lab().play();
    expect(w.lab().status).toBe('error');
    w.lab().error?.retry();
    expect(w.lab()).toMatchObject({ status: 'loading', error: null });
    expect(w.last().told.at(-1)).toEqual(['retry']);
    w.last().events.opened({ canPlay: true, canStage: false, canConfigure: true, canSave: false });
    expect(w.lab().status).toBe('running');
    w.last().events.fault({ kind: 'non-finite', message: { zh: '坏', en: 'bad' } });
    w.lab().setConfig({ lr: 0.1 });
    expect(w.last().told.slice(-2)).toEqual([['configure', { lr: 0.1 }], ['retry']]);
  });

  it('keeps calls that come before the run is there', async () => {
    const w = world();
    const answer = w.lab().call('at', 1);
    w.start();
    expect(await answer).toBe(42);
  });

  it('answers calls that never reached a run with undefined', async () => {
    const v = world();
    const late = v.lab().call('at', 2);
    v.lab().mount({})();
    expect(await late).toBeUndefined();
  });

  it('plays by itself when asked to, but not for readers who prefer less motion', () => {
    const w = world();
    w.start({ autoplay: true });
    expect(w.last().request.playing || w.last().told.some(([what, on]) => what === 'playing' && on === true)).toBe(true);
    vi.stubGlobal('window', { matchMedia: () => ({ matches: true }) });
    const still = world();
    still.start({ autoplay: true });
    expect(still.last().request.playing).toBe(false);
    expect(still.last().told.filter(([what]) => what === 'playing')).toEqual([]);
  });

  it('closes its run on unmount', () => {
    const w = world();
    const unmount = w.start();
    unmount();
    expect(w.last().closed).toBe(true);
  });
});
