/** One lab in two windows: what one computes the other shows, what is done in either is done once. Each window is a module graph of its own. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { Run, RunEvents, RunRequest } from '../../app/runtime/client';
import type { MirrorMessage } from '../../app/store/mirror';

type Mirror = typeof import('../../app/store/mirror');
const settle = () => new Promise((done) => setTimeout(done, 5));

let lead: Mirror;
let follow: Mirror;
let sent: MirrorMessage[];
const between = (to: () => Mirror) => (message: MirrorMessage) => {
  sent.push(message);
  queueMicrotask(() => to().hear(structuredClone(message)));
};

/** A run that counts: its frame is a number for every step. */
function engine() {
  const made: { request: RunRequest; events: RunEvents; calls: [string, unknown][]; step: () => void }[] = [];
  const open = (request: RunRequest, events: RunEvents): Run => {
    let step = 0;
    const calls: [string, unknown][] = [];
    const frame = () => events.frame({ frame: new Float32Array([request.seed, step]), step, stepsPerSecond: 0, stage: null, done: false });
    const run = {
      request,
      events,
      calls,
      step: () => {
        step++;
        frame();
      },
    };
    made.push(run);
    queueMicrotask(() => {
      events.opened({ canPlay: true, canStage: false, canConfigure: true, canSave: false });
      frame();
    });
    return {
      configure() {},
      setPlaying() {},
      setVisible() {},
      setSpeed() {},
      once: run.step,
      call: async (method, args) => {
        calls.push([method, args]);
        await settle();
        return (args as { n: number }).n * 2;
      },
      retry() {},
      close() {},
    };
  };
  return { open, made };
}

beforeEach(async () => {
  vi.stubGlobal('window', { matchMedia: () => ({ matches: true }) });
  vi.resetModules();
  lead = await import('../../app/store/mirror');
  vi.resetModules();
  follow = await import('../../app/store/mirror');
  sent = [];
  lead.setMirror(
    'lead',
    'a',
    between(() => follow),
  );
  follow.setMirror(
    'follow',
    'b',
    between(() => lead),
  );
});

const origin = (open: ReturnType<typeof engine>['open']) => ({ program: 'p', config: { a: 1 }, seed: 7, speed: 'max' as const, open });

async function pair() {
  const { open, made } = engine();
  const here = lead.openLab(origin(open));
  here.getState().mount({});
  const unname = lead.nameLab(here, 'gan.minmax', 'p');
  const there = follow.openLab({ ...origin(open), open: () => expect.fail('a follower computes nothing') });
  there.getState().mount({});
  follow.nameLab(there, 'gan.minmax', 'p');
  await settle();
  await settle();
  return { here, there, made, unname };
}

it('shows in the second window what the first has come to, and goes on with it', async () => {
  const { here, there, made } = await pair();
  expect(made).toHaveLength(1);
  expect(there.getState().frame).toEqual(new Float32Array([7, 0]));
  here.getState().stepOnce();
  await settle();
  expect(there.getState()).toMatchObject({ step: 1, status: 'paused', seed: 7, canPlay: true });
  there.getState().stepOnce();
  there.getState().stepOnce();
  await settle();
  expect(here.getState().step).toBe(3);
  expect(there.getState().frame).toEqual(here.getState().frame);
});

it('does what is done in either window once: play, pause, speed, reset', async () => {
  const { here, there } = await pair();
  there.getState().play();
  await settle();
  expect([here.getState().status, there.getState().status]).toEqual(['running', 'running']);
  here.getState().pause();
  await settle();
  expect(there.getState().status).toBe('paused');
  there.getState().setSpeed(10);
  await settle();
  expect([here.getState().speed, there.getState().speed]).toEqual([10, 10]);
  here.getState().stepOnce();
  there.getState().reset();
  await settle();
  expect(here.getState().step).toBe(0);
  expect(there.getState().step).toBe(0);
});

it('a window that comes late, or is loaded anew, catches up', async () => {
  const { here, made } = await pair();
  for (let i = 0; i < 5; i++) here.getState().stepOnce();
  await settle();
  const late = follow.openLab(origin(() => expect.fail('a follower computes nothing')));
  follow.nameLab(late, 'gan.minmax', 'p')(); // the name is taken by the window's old lab
  const old = follow.openLab(origin(() => expect.fail('a follower computes nothing')));
  follow.nameLab(old, 'gan.other', 'p');
  await settle();
  expect(old.getState().frame).toBeNull(); // nobody there computes that one
  expect(made).toHaveLength(1);
  vi.resetModules();
  follow = await import('../../app/store/mirror');
  follow.setMirror(
    'follow',
    'c',
    between(() => lead),
  );
  const anew = follow.openLab(origin(() => expect.fail('a follower computes nothing')));
  follow.nameLab(anew, 'gan.minmax', 'p');
  await settle();
  expect(anew.getState()).toMatchObject({ step: 5, seed: 7, status: 'paused' });
});

it('asks the same question once, and one about another configuration when the leader has it too', async () => {
  const { here, there, made } = await pair();
  const [mine, theirs] = await Promise.all([here.getState().call('double', { n: 4 }), there.getState().call('double', { n: 4 })]);
  expect([mine, theirs]).toEqual([8, 8]);
  expect(made[0].calls).toHaveLength(1);
  expect(await there.getState().call('double', { n: 5 })).toBe(10);
  there.getState().setConfig({ a: 2 });
  const later = there.getState().call('double', { n: 6 });
  await settle();
  expect(made[0].calls).toHaveLength(2); // waits for the leader's own configuration
  here.getState().setConfig({ a: 2 });
  expect(await later).toBe(12);
});

it('alone, a lab is what it always was and tells nobody', async () => {
  lead.setMirror('alone', '', () => expect.fail('nobody is there'));
  const { open, made } = engine();
  const lab = lead.openLab(origin(open));
  lab.getState().mount({});
  lead.nameLab(lab, 'gan.minmax', 'p')();
  await settle();
  lab.getState().stepOnce();
  expect(lab.getState().step).toBe(1);
  expect(made).toHaveLength(1);
});
