/** The backend ladder, over adapters that are played by the test. */
import { describe, expect, it } from 'vitest';
import { type BackendWish, type Driver, type Probe, selectBackend } from '../../app/runtime/backends';
import type { BackendName, Timing } from '../../app/runtime/protocol';

const REAL: Probe = { available: true, software: false, adapter: 'a real one' };
const SOFTWARE: Probe = { available: true, software: true, adapter: 'SwiftShader' };
const NONE: Probe = { available: false, software: false, adapter: '' };
const FAST = { dense: 1, conv: 1 };
const SLOW = { dense: 3, conv: 3 };

/** A machine: what each backend's probe says, and which backends fail to start. */
function machine(
  probes: Partial<Record<BackendName, Probe>>,
  failing: BackendName[] = [],
  speed: Partial<Record<BackendName, Omit<Timing, 'backend'>>> = {},
) {
  const started: BackendName[] = [];
  const stopped: BackendName[] = [];
  const driver = (name: BackendName, probe: Probe): Driver => ({
    probe: async () => probe,
    start: async () => {
      if (failing.includes(name)) throw new Error(`${name} is broken`);
      started.push(name);
    },
    stop: () => stopped.push(name),
  });
  const drivers = {
    webgpu: driver('webgpu', probes.webgpu ?? NONE),
    webgl: driver('webgl', probes.webgl ?? NONE),
    wasm: driver('wasm', probes.wasm ?? REAL),
    cpu: driver('cpu', probes.cpu ?? REAL),
  };
  const measured: BackendName[] = [];
  const go = (wish: Partial<BackendWish> = {}) =>
    selectBackend(drivers, {
      force: null,
      avoid: [],
      kept: null,
      measure: async (backend) => {
        measured.push(backend);
        return { backend, ...(speed[backend] ?? (backend === 'wasm' ? SLOW : FAST)) };
      },
      ...wish,
    });
  return { go, started, stopped, measured };
}

const names = (tried: readonly { backend: BackendName; ok: boolean }[]) => tried.map((t) => `${t.backend} ${t.ok ? 'works' : 'no'}`);

describe('the backend ladder', () => {
  it('takes WebGPU on a real adapter that is faster than WASM', async () => {
    const m = machine({ webgpu: REAL, webgl: REAL });
    const choice = await m.go();
    expect(choice.backend).toBe('webgpu');
    expect(m.started.at(-1)).toBe('webgpu');
    expect(choice.keep?.timings.map((t) => t.backend)).toEqual(['webgpu', 'wasm']);
    expect(choice.calibration).toMatchObject({ chosen: 'webgpu', cached: false });
  });

  it('passes a software adapter over without loading it or measuring anything', async () => {
    const m = machine({ webgpu: SOFTWARE, webgl: SOFTWARE });
    const choice = await m.go();
    expect(choice.backend).toBe('wasm');
    expect(m.started).toEqual(['wasm']);
    expect(m.measured).toEqual([]);
    expect(names(choice.tried)).toEqual(['webgpu no', 'webgl no', 'wasm works']);
    expect(choice.tried[0].reason.en).toMatch(/software/);
    expect(choice.tried[0].reason.zh).not.toBe('');
  });

  it('accepts a software adapter that is asked for by name', async () => {
    const m = machine({ webgpu: SOFTWARE });
    const choice = await m.go({ force: 'webgpu' });
    expect(choice.backend).toBe('webgpu');
    expect(m.measured).toEqual([]);
  });

  it('goes down the ladder from a forced backend that is not there, and says so first', async () => {
    const m = machine({ webgl: SOFTWARE }, ['webgl']);
    const choice = await m.go({ force: 'webgl' });
    expect(choice.backend).toBe('wasm');
    expect(names(choice.tried)).toEqual(['webgl no', 'webgpu no', 'wasm works']);
    expect(choice.tried[0].reason.en).toMatch(/webgl is broken/);
  });

  it('reaches the CPU when nothing else works, and nothing when not even that', async () => {
    expect((await machine({ wasm: NONE }).go()).backend).toBe('cpu');
    expect((await machine({ wasm: REAL }, ['wasm']).go()).backend).toBe('cpu');
    const none = await machine({ wasm: NONE }, ['cpu']).go();
    expect(none.backend).toBeNull();
    expect(names(none.tried)).toEqual(['webgpu no', 'webgl no', 'wasm no', 'cpu no']);
  });

  it('takes WASM where the clock says it is faster, frees the other, and says why', async () => {
    const m = machine({ webgpu: REAL }, [], { webgpu: SLOW, wasm: FAST });
    const choice = await m.go();
    expect(choice.backend).toBe('wasm');
    expect(m.stopped).toEqual(['webgpu']);
    expect(choice.tried.find((t) => t.backend === 'webgpu')).toMatchObject({ ok: true, reason: { en: expect.stringMatching(/slower/) } });
  });

  it('uses the calibration of an earlier visit with the same adapter, and only with the same', async () => {
    const first = await machine({ webgpu: REAL }, [], { webgpu: SLOW, wasm: FAST }).go();
    const again = machine({ webgpu: REAL });
    const choice = await again.go({ kept: first.keep });
    expect(choice.backend).toBe('wasm');
    expect(again.started).toEqual(['wasm']); // WebGPU was not even loaded
    expect(again.measured).toEqual([]);
    expect(choice.calibration?.cached).toBe(true);

    const other = machine({ webgpu: { ...REAL, adapter: 'another card' } });
    expect((await other.go({ kept: first.keep })).backend).toBe('webgpu');
    expect(other.measured).toEqual(['webgpu', 'wasm']);
  });

  it('lets a clock that cannot tell overrule nothing, and keeps nothing of it', async () => {
    const blind = machine({ webgpu: REAL });
    const choice = await blind.go({ measure: async () => null });
    expect(choice).toMatchObject({ backend: 'webgpu', calibration: null, keep: null });
    expect(blind.started).toEqual(['webgpu']);

    const halfBlind = machine({ webgpu: REAL });
    const half = await halfBlind.go({ measure: async (backend) => (backend === 'wasm' ? null : { backend, ...SLOW }) });
    expect(half).toMatchObject({ backend: 'webgpu', keep: null });
    expect(halfBlind.started.at(-1)).toBe('webgpu');
    expect(halfBlind.stopped).toEqual(['wasm']);
  });

  it('passes over what it is told to avoid', async () => {
    const m = machine({ webgpu: REAL, webgl: REAL });
    const choice = await m.go({ avoid: [{ backend: 'webgpu', reason: { zh: '丢失', en: 'lost a moment ago' } }] });
    expect(choice.backend).toBe('webgl');
    expect(choice.tried[0]).toEqual({ backend: 'webgpu', ok: false, reason: { zh: '丢失', en: 'lost a moment ago' } });
  });

  it('goes on down when a graphics backend starts but cannot train', async () => {
    const m = machine({ webgpu: REAL });
    const choice = await m.go({
      measure: async (backend) => {
        if (backend === 'webgpu') throw new Error('shader failed');
        return { backend, ...FAST };
      },
    });
    expect(choice.backend).toBe('wasm');
    expect(choice.tried[0].reason.en).toMatch(/shader failed/);
  });
});
