/** What benchmarks run inside a browser's worker, with nothing else going on: the plane GAN, the shipped GPT, and whatever the pages train and sample live. */
import { createRng } from '../../../app/data/rng';
import { encode } from '../../../app/models/dalle/bpe';
import { type Config as GptConfig, textRow } from '../../../app/models/dalle/gpt';
import * as tf from '../../../app/models/tf';
import { browserDrivers } from '../../../app/runtime/drivers';
import { bpeOf } from '../../../app/runtime/programs/dalle/prompt';
import { minMaxDefaults } from '../../../app/runtime/programs/gan/config';
import minmax from '../../../app/runtime/programs/gan/minmax';
import type { BackendName } from '../../../app/runtime/protocol';
import { readSafetensors } from '../../../app/runtime/safetensors';
import card from '../../../public/weights/gpt/card.json';
import gptUrl from '../../../public/weights/gpt/model.safetensors?url';
import { anew, type Drawn, remembered } from '../gptDrawing';
import { planeGame } from '../planeGame';
import { type Counts, count, counted } from './counts';
import { live } from './live';

let started: ReturnType<typeof planeGame> | null = null;
const theGame = () => {
  started ??= planeGame(createRng('bench'));
  return started;
};

/** Waits until the device has done what it was given: small reads of the last results. */
const settled = (x: tf.Tensor) => x.data();

/** Waits until the device has done all it was given: a device works in order, and this asks for the last number of the queue. */
async function deviceDone(): Promise<void> {
  const probe = tf.tidy(() => tf.slice(theProbe(), [0], [1]));
  await probe.data();
  probe.dispose();
}
let probed: tf.Tensor1D | null = null;
/** Long enough not to be computed beside the device. */
function theProbe(): tf.Tensor1D {
  probed ??= tf.keep(tf.tidy(() => tf.add(tf.zeros([4096]), tf.ones([4096])) as tf.Tensor1D));
  return probed;
}

/** Runs f in bursts of about 80 ms, each ended by `end`, for so many seconds: runs, seconds, and the best burst's runs per second. */
async function timed(f: () => void, end: () => Promise<unknown>, seconds: number) {
  for (let i = 0; i < 3; i++) f();
  await end();
  let burst = 1;
  let runs = 0;
  let best = 0;
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const from = performance.now();
    for (let i = 0; i < burst; i++) f();
    await end();
    const ms = performance.now() - from;
    runs += burst;
    best = Math.max(best, (burst / ms) * 1000);
    burst = Math.max(1, Math.min(4 * burst, Math.round((burst * 80) / ms)));
  }
  return { runs, seconds: (performance.now() - start) / 1000, best };
}

let gpt: Promise<Drawn> | null = null;

/** The shipped GPT with a prompt. */
async function loadGpt(): Promise<Drawn> {
  const { arrays } = readSafetensors(new Uint8Array(await (await fetch(gptUrl)).arrayBuffer()));
  const params = Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
  const config: GptConfig = card.architecture.config;
  const bpe = await bpeOf(params);
  const [row, empty] = ['a smiling person with blue hair', ''].map((text) => textRow(encode(bpe, text), config));
  return { params, config, row, empty };
}

export const tasks = {
  /** Starts a backend as the engine does (with the own kernels); 'plain' is WASM as tfjs ships it. Null: this browser has it not. */
  async start(backend: BackendName | 'plain'): Promise<{ adapter: string; software: boolean } | null> {
    if (backend === 'plain') {
      const [{ setWasmPaths }, { default: url }] = await Promise.all([
        import('@tensorflow/tfjs-backend-wasm'),
        import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
      ]);
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      setWasmPaths({ 'tfjs-backend-wasm.wasm': url, 'tfjs-backend-wasm-simd.wasm': url, 'tfjs-backend-wasm-threaded-simd.wasm': url });
      await tf.setBackend('wasm');
      return { adapter: 'SIMD', software: false };
    }
    const driver = browserDrivers({ lost: () => {}, outOfMemory: () => {} })[backend];
    const { available, software, adapter } = await driver.probe();
    if (!available) return null;
    await driver.start();
    count();
    return { adapter, software };
  },

  /** Training iterations. */
  train(seconds: number) {
    const { game, step } = theGame();
    return timed(step, () => settled(game.g.theta()), seconds);
  },

  /** Kernel launches of one iteration. */
  async launches(): Promise<number> {
    const { step } = theGame();
    const { kernels } = await tf.profile(() => {
      step();
      return tf.scalar(0);
    });
    return kernels.length;
  },

  /** Writing n pictures, by the clock to the end of the device's work (the best of several), and its kernel launches. */
  async gpt(way: 'remembered' | 'anew', n: number, seconds: number): Promise<{ ms: number; launches: number; asked: Counts }> {
    gpt ??= loadGpt();
    const drawn = await gpt;
    const write = () => (way === 'remembered' ? remembered : anew)(drawn, n, createRng('bench'));
    const once = async () => {
      const from = performance.now();
      const tokens = write();
      await tokens.data();
      tokens.dispose();
      return performance.now() - from;
    };
    await once(); // compiles
    const begun = performance.now();
    let ms = Number.POSITIVE_INFINITY;
    do ms = Math.min(ms, await once());
    while (performance.now() - begun < 1000 * seconds);
    const { kernels } = await tf.profile(() => {
      write().dispose();
      return tf.scalar(0);
    });
    const asked = await counted(() => write().dispose(), deviceDone);
    return { ms, launches: kernels.length, asked };
  },

  /** The names of what `live` measures. */
  names: (): readonly string[] => Object.keys(live),

  /** A model that the pages train or sample: steps, and what one step asks of the device. Zero seconds: only what is asked. */
  async live(name: string, seconds: number) {
    const [examples, start] = live[name];
    const step = await start();
    const begun = performance.now();
    step(); // compiles
    await deviceDone();
    const first = performance.now() - begun;
    for (let i = 0; i < 2; i++) step();
    await deviceDone();
    const asked = await counted(step, deviceDone);
    const { kernels } = await tf.profile(() => {
      step();
      return tf.scalar(0);
    });
    const launches: Record<string, number> = {};
    for (const kernel of kernels) launches[kernel.name] = (launches[kernel.name] ?? 0) + 1;
    const memory = tf.memory().numTensors;
    const speed = seconds > 0 ? await timed(step, deviceDone, seconds) : null;
    return { examples, first, asked, launches, speed, grown: tf.memory().numTensors - memory };
  },

  /** Products of two 256 × 256 matrices. */
  matmul(seconds: number) {
    const [a, b] = [tf.randomNormal([256, 256]), tf.randomNormal([256, 256])];
    let last: tf.Tensor = tf.matMul(a, b);
    const f = () => {
      last.dispose();
      last = tf.matMul(a, b);
    };
    return timed(f, () => settled(last), seconds);
  },

  /** Trains the page's default figure until the generated points are within three floors of the data; looks every quarter of a second. */
  async converge(seed: number, limit: number): Promise<{ seconds: number; iterations: number; ratio: number }> {
    const run = await minmax.start(minMaxDefaults, {
      rng: (label) => createRng(seed).fork(label),
      weights: () => Promise.reject(new Error('there are none')),
      progress: () => {},
      redraw: () => {},
      signal: new AbortController().signal,
      breathe: () => Promise.resolve(),
    });
    const start = performance.now();
    let iterations = 0;
    for (;;) {
      const from = performance.now();
      while (performance.now() - from < 250) {
        run.step?.();
        iterations++;
      }
      const { now, floor } = await run.frame();
      const [seconds, ratio] = [(performance.now() - start) / 1000, now.swd / floor.swd];
      if (ratio <= 3 || seconds > limit) {
        run.dispose();
        return { seconds, iterations, ratio };
      }
    }
  },
};
export type Tasks = typeof tasks;

self.onmessage = async ({ data: { id, task, args } }: MessageEvent<{ id: number; task: keyof Tasks; args: never[] }>) => {
  try {
    self.postMessage({ id, value: await (tasks[task] as (...args: unknown[]) => unknown)(...args) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
