/**
 * The backend ladder: WebGPU on a real adapter, WebGL on a real adapter, WASM with SIMD, CPU.
 *
 * Probing a backend loads nothing; a backend's code is fetched only when the ladder steps on it. A software adapter is passed
 * over (WASM is far faster than a graphics card imitated on the same cores) unless it was asked for by name.
 */
import * as tf from '../models/tf';
import type { BackendName, Bilingual, Calibration, KeptCalibration, Timing, Tried } from './protocol';
import { BACKENDS } from './protocol';

export interface Probe {
  readonly available: boolean;
  /** Drawn by the processor instead of a graphics card. */
  readonly software: boolean;
  readonly adapter: string;
}

/** One rung. */
export interface Driver {
  /** Cheap look whether it can be had. */
  probe(): Promise<Probe>;
  /** Loads it and makes it current; throws where that fails. */
  start(): Promise<void>;
  /** Throws away what `start` took. */
  stop(): void;
}

export interface BackendWish {
  readonly force: BackendName | null;
  readonly avoid: readonly { readonly backend: BackendName; readonly reason: Bilingual }[];
  readonly kept: KeptCalibration | null;
  /** Times the training step of two small models on the backend that is current; null where the clock cannot tell. */
  measure(backend: BackendName): Promise<Timing | null>;
}

export interface Choice {
  readonly backend: BackendName | null;
  readonly adapter: string;
  readonly tried: readonly Tried[];
  readonly calibration: Calibration | null;
  /** To be kept for the next visit, when something was measured. */
  readonly keep: KeptCalibration | null;
}

/** Changes whenever what is measured, or how, changes. */
const CALIBRATION_VERSION = 2;

const REASONS = {
  inUse: { zh: '正在使用', en: 'in use' },
  asked: { zh: '按要求使用', en: 'in use, as asked for' },
  missing: { zh: '这个浏览器没有提供', en: 'this browser does not offer it' },
  software: {
    zh: '只有软件模拟的显卡，比 WebAssembly 慢得多',
    en: 'its adapter is imitated in software, which is much slower than WebAssembly',
  },
  slower: { zh: '可用，但在这台机器上实测更慢', en: 'works, but measured slower on this machine' },
} satisfies Record<string, Bilingual>;

/** Steps down the ladder to the first backend that works, and asks the clock whether WASM would be faster than that. */
export async function selectBackend(drivers: Readonly<Record<BackendName, Driver>>, wish: BackendWish): Promise<Choice> {
  const tried: Tried[] = [];
  const order = wish.force ? [wish.force, ...BACKENDS.filter((b) => b !== wish.force)] : BACKENDS;
  for (const backend of order) {
    const avoided = wish.avoid.find((a) => a.backend === backend);
    const probe = avoided ? null : await drivers[backend].probe().catch(() => null);
    const forced = backend === wish.force;
    if (avoided) tried.push({ backend, ok: false, reason: avoided.reason });
    else if (!probe?.available) tried.push({ backend, ok: false, reason: REASONS.missing });
    else if (probe.software && !forced) tried.push({ backend, ok: false, reason: REASONS.software });
    else {
      const key = `${CALIBRATION_VERSION}|${tf.version_core}|${backend}|${probe.adapter}`;
      const mayBeSlower = !wish.force && (backend === 'webgpu' || backend === 'webgl') && !wish.avoid.some((a) => a.backend === 'wasm');
      const kept = mayBeSlower && wish.kept?.key === key ? wish.kept.timings : null;
      if (kept && fastest(kept) === 'wasm' && (await drivers.wasm.probe()).available) {
        tried.push({ backend, ok: true, reason: REASONS.slower });
        const failure = await attempt(drivers.wasm);
        if (!failure) return choice('wasm', 'SIMD', tried, { timings: kept, chosen: 'wasm', cached: true }, null);
      }
      const failure = await attempt(drivers[backend]);
      if (failure) {
        tried.push({ backend, ok: false, reason: failure });
        continue;
      }
      if (kept) return choice(backend, probe.adapter, tried, { timings: kept, chosen: backend, cached: true }, null);
      if (mayBeSlower) return calibrated(drivers, backend, probe.adapter, key, tried, wish);
      return choice(backend, probe.adapter, tried, null, null, forced);
    }
  }
  return { backend: null, adapter: '', tried, calibration: null, keep: null };
}

/** Measures a graphics backend, which is current, against WASM. */
async function calibrated(
  drivers: Readonly<Record<BackendName, Driver>>,
  backend: BackendName,
  adapter: string,
  key: string,
  tried: Tried[],
  wish: BackendWish,
): Promise<Choice> {
  let own: Timing | null;
  try {
    own = await wish.measure(backend);
  } catch (error) {
    drivers[backend].stop();
    const rest = await selectBackend(drivers, { ...wish, avoid: [...wish.avoid, { backend, reason: failed(error) }] });
    return rest;
  }
  // A clock that cannot tell overrules nothing, and its silence is not kept.
  if (!own) return choice(backend, adapter, tried, null, null);
  const timings = [own];
  const compared = (await drivers.wasm.probe()).available && !(await attempt(drivers.wasm));
  const other = compared ? await wish.measure('wasm').catch(() => null) : null;
  if (other) timings.push(other);
  const chosen = fastest(timings);
  const calibration = { timings, chosen, cached: false };
  const keep = compared && !other ? null : { key, timings };
  if (chosen === 'wasm') {
    drivers[backend].stop();
    return choice('wasm', 'SIMD', [...tried, { backend, ok: true, reason: REASONS.slower }], calibration, keep);
  }
  if (compared) drivers.wasm.stop();
  await drivers[backend].start();
  return choice(backend, adapter, tried, calibration, keep);
}

/** Small models are bound by launches, larger ones by arithmetic; the notes have both, so the geometric mean decides. */
function fastest(timings: readonly Timing[]): BackendName {
  const score = (t: Timing) => t.dense * t.conv;
  return timings.reduce((a, b) => (score(b) < score(a) ? b : a)).backend;
}

function choice(
  backend: BackendName,
  adapter: string,
  tried: readonly Tried[],
  calibration: Calibration | null,
  keep: KeptCalibration | null,
  asked = false,
): Choice {
  const last = { backend, ok: true, reason: asked ? REASONS.asked : REASONS.inUse };
  return { backend, adapter, tried: [...tried, last], calibration, keep };
}

async function attempt(driver: Driver): Promise<Bilingual | null> {
  try {
    await driver.start();
    return null;
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Bilingual {
  const detail = error instanceof Error ? error.message : String(error);
  return { zh: `启动失败：${detail}`, en: `failed to start: ${detail}` };
}
