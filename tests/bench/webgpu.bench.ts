/**
 * WebGPU against WASM, in a browser's worker: everything the pages train and sample live. Of each: what one step asks of the device (launches,
 * uploads, reads back), steps a second on both, and their ratio. On a software adapter (NOTES_GPU left out) only what is asked is measured, for the
 * times would say nothing of a graphics card. NOTES_JSON: a file for all numbers.
 * VERBOSE: tfjs's kernels and the shaders that a step launched, by name. PATIENCE: seconds a model may take, default 60.
 * Run: npm run bench -- webgpu (or npx tsx tests/bench/webgpu.bench.ts [part of a name …])
 */
import { writeFileSync } from 'node:fs';
import { openBench } from './openBench';

const SECONDS = Number(process.env.SECONDS ?? 2);
const PATIENCE_MS = 1000 * Number(process.env.PATIENCE ?? 60);
/** NOTES_ONLY=webgpu: without WASM. */
const alone = process.env.NOTES_ONLY === 'webgpu';
const words = process.argv.slice(2);

const bench = await openBench();
const results: Record<string, Record<string, unknown>> = {};

/** What comes of f, or why nothing did. */
async function tried<T>(f: () => Promise<T>): Promise<T | string> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'no answer in time');
  });
  try {
    return await Promise.race([f(), patience]);
  } catch (error) {
    return String(error).split('\n')[0];
  } finally {
    clearTimeout(timer);
  }
}

function save(): void {
  if (process.env.NOTES_JSON) writeFileSync(process.env.NOTES_JSON, JSON.stringify({ adapter, results }, null, 1));
}

/** The most frequent first. */
const table = (counts: Record<string, number>) =>
  Object.entries(counts)
    .sort((a, b) => b[1] - a[1])
    .map(([what, n]) => `${what} ${n}`)
    .join(', ');

/** Measures one model in a page of its own. */
async function measure(backend: 'webgpu' | 'wasm', name: string) {
  const { ask, close } = await bench.page();
  try {
    return await tried(async () => {
      const started = await ask('start', backend);
      if (!started) return 'not in this browser';
      const onlyCount = backend === 'webgpu' && started.software;
      return { ...(await ask('live', name, onlyCount ? 0 : SECONDS)), ...started };
    });
  } finally {
    await close();
  }
}

const first = await bench.page();
const names = (await first.ask('names')).filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const adapter = await tried(() => first.ask('start', 'webgpu'));
console.log(
  `adapter: ${typeof adapter === 'string' || !adapter ? (adapter ?? 'none') : `${adapter.adapter}${adapter.software ? ' (software)' : ''}`}`,
);
await first.close();

for (const name of names) {
  const gpu = await measure('webgpu', name);
  const withTimes = typeof gpu !== 'string' && gpu.speed !== null;
  const wasm = !alone && (withTimes || typeof gpu === 'string') ? await measure('wasm', name) : null;
  results[name] = { webgpu: gpu, wasm };
  save();
  if (typeof gpu === 'string') {
    console.log(`${name}: WebGPU: ${gpu}`);
    continue;
  }
  const { dispatches, uploads, copies, reads, submits } = gpu.asked;
  const asked = `${dispatches} launches, ${uploads} uploads, ${copies} copies, ${reads} reads, ${submits} submits a step`;
  const perSecond = (it: typeof wasm | typeof gpu) =>
    it && typeof it !== 'string' && it.speed ? it.speed.runs / it.speed.seconds : Number.NaN;
  const [g, w] = [perSecond(gpu), perSecond(wasm)];
  const times = withTimes ? `; WebGPU ${g.toFixed(1)} steps/s, WASM ${w.toFixed(1)}: ${(g / w).toFixed(2)} times as fast` : '';
  console.log(`${name}: ${asked}${times}`);
  if (process.env.VERBOSE) console.log(`  kernels: ${table(gpu.launches)}\n  shaders: ${table(gpu.asked.shaders)}`);
}

const drawn = alone ? [] : adapter && typeof adapter !== 'string' && !adapter.software ? [1, 16, 64] : [1];
for (const n of drawn) {
  const name = `GPT, ${n} ${n === 1 ? 'picture' : 'pictures'}`;
  if (words.length && !words.some((word) => name.includes(word))) continue;
  const [gpu, wasm] = [await write('webgpu', n), await write('wasm', n)];
  results[name] = { webgpu: gpu, wasm };
  save();
  const rate = (it: typeof gpu) => (typeof it === 'string' ? it : `${((1000 * 16 * n) / it.ms).toFixed(0)} tokens/s`);
  const launches =
    typeof gpu === 'string'
      ? ''
      : `${(gpu.asked.dispatches / 16).toFixed(0)} launches, ${(gpu.asked.uploads / 16).toFixed(0)} uploads a token; `;
  console.log(`${name}: ${launches}WebGPU ${rate(gpu)}, WASM ${rate(wasm)}`);
}

/** The shipped GPT writing n pictures, guided. */
async function write(backend: 'webgpu' | 'wasm', n: number) {
  const { ask, close } = await bench.page();
  try {
    return await tried(async () =>
      (await ask('start', backend)) ? ask('gpt', 'remembered', n, drawn.length > 1 ? SECONDS : 0) : 'not in this browser',
    );
  } finally {
    await close();
  }
}
await bench.close();
