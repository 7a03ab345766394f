/**
 * The plane GAN in a real browser's worker, with nothing else on the page: G 2-8-8-2, D 2-8-8-1, batch 150, two D steps and one G step an
 * iteration. Iterations per second on every backend that starts, kernel launches of an iteration, and on WASM the share of the matmul peak
 * it reaches; then the default figure's training until the generated points are within three floors of the data (sliced Wasserstein).
 * Beside it, on WASM, the diffusion of the plane in training as its figure does it.
 * "Of one core" is by the processor time of the browser's process, which other work on the machine does not disturb.
 * Run: npx tsx tests/bench/planeGan.bench.ts [backend …]
 */
import type { CDPSession } from '@playwright/test';
import { type Bench, openBench } from './openBench';

const SECONDS = 4;
const SEEDS = [1, 2, 3];
/** Multiplications and additions of one iteration: per point, forward 2 a weight, backward 4. */
const [weightsG, weightsD] = [2 * 8 + 8 * 8 + 8 * 2, 2 * 8 + 8 * 8 + 8];
const FLOP = 150 * (2 * (2 * weightsG + 2 * 6 * weightsD) + 6 * (weightsG + weightsD));

/** Processor seconds of the browser's page processes so far. */
async function processorSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter((p) => p.type === 'renderer').reduce((sum, p) => sum + p.cpuTime, 0);
}

/** What f resolves to, and the processor seconds that the page took meanwhile. */
async function measured<T>(session: CDPSession, f: () => Promise<T>): Promise<{ value: T; cpu: number }> {
  const before = await processorSeconds(session);
  const value = await f();
  return { value, cpu: (await processorSeconds(session)) - before };
}

const number = (x: number, digits = 0) => x.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

async function one(bench: Bench, backend: 'plain' | 'wasm' | 'webgpu' | 'webgl' | 'cpu'): Promise<void> {
  const session = await bench.browser.newBrowserCDPSession();
  const { ask, close } = await bench.page();
  const name = { plain: 'WASM, plain tfjs', wasm: 'WASM, own kernels', webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' }[backend];
  try {
    const started = await ask('start', backend);
    if (!started) return console.log(`${name}: not in this browser`);
    const label = started.software ? `${name} (software adapter)` : name;
    await ask('train', 1); // compiles
    const train = await measured(session, () => ask('train', SECONDS));
    const { runs, seconds, best } = train.value;
    const local = backend === 'plain' || backend === 'wasm' || backend === 'cpu';
    const ofCore = local ? `, ${number(runs / train.cpu)}/s of one core` : '';
    console.log(`${label}, iterations: ${number(runs / seconds)}/s by the clock (best burst ${number(best)}/s)${ofCore}`);
    console.log(`${label}, launches: ${await ask('launches')} an iteration`);
    if (backend === 'plain' || backend === 'wasm') {
      const name = 'plane diffusion, training';
      await ask('live', name, 0.5); // compiles
      const { value, cpu } = await measured(session, () => ask('live', name, SECONDS));
      const steps = value.speed?.runs ?? 0;
      console.log(
        `${label}, ${name}: ${number(steps / (value.speed?.seconds ?? 0))} steps/s by the clock, ${number(steps / cpu)}/s of one core`,
      );
      const product = await measured(session, () => ask('matmul', 2));
      const peak = ((product.value.runs / product.cpu) * 2 * 256 ** 3) / 1e9;
      const reached = ((runs / train.cpu) * FLOP) / 1e9;
      console.log(
        `${label}, matmul peak: ${number(peak, 1)} GFLOP/s of one core; an iteration's ${number(FLOP / 1e6, 2)} MFLOP reach ${number((100 * reached) / peak, 1)}% of it`,
      );
    }
    if (backend === 'wasm') {
      for (const seed of SEEDS) {
        const { value, cpu } = await measured(session, () => ask('converge', seed, 60));
        const goal = value.ratio <= 3 ? 'within 3 floors' : `at ${value.ratio.toFixed(1)} floors`;
        console.log(
          `${label}, ring, seed ${seed}: ${goal} after ${number(value.iterations)} iterations, ${value.seconds.toFixed(1)} s by the clock, ${cpu.toFixed(1)} s of one core`,
        );
      }
    }
  } catch (error) {
    console.log(`${name}: ${String(error).split('\n')[0]}`);
  } finally {
    await close();
  }
}

const wanted = process.argv.slice(2);
const bench = await openBench();
for (const backend of ['plain', 'wasm', 'webgpu', 'webgl', 'cpu'] as const)
  if (wanted.length === 0 || wanted.includes(backend)) await one(bench, backend);
await bench.close();
