/**
 * Training speed of the GAN in the plane on WASM in Node: G 2-8-8-2, D 2-8-8-1, batch 150, two D steps and one G step an iteration.
 * Prints iterations per second (of wall time and of processor time), kernel launches per iteration, and the share of the
 * matmul peak reached, for plain tfjs and with the own kernels. Run: npx tsx tests/bench/planeGan.bench.ts
 */
import '@tensorflow/tfjs-backend-wasm';
import { createRng } from '../../app/data/rng';
import { type Batches, type Game, trainStep } from '../../app/models/gan/game';
import { type Config, initD, initG } from '../../app/models/gan/plane';
import { Adam } from '../../app/models/nn/adam';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { registerKernels } from '../../app/runtime/kernels/index';

const BATCH = 150;
const net = { layers: 2, width: 8 };
const config: Config = { dataDim: 2, noiseDim: 2, g: net, d: net };
/** Multiplications and additions of one iteration: per point, forward 2·MAC, backward 4·MAC. */
const macG = 2 * 8 + 8 * 8 + 8 * 2;
const macD = 2 * 8 + 8 * 8 + 8;
const flop = BATCH * (2 * (2 * macG + 2 * 6 * macD) + 6 * (macG + macD));

/** Runs f for about `seconds`; runs per second of wall and of processor time, the best of five. */
function rate(f: () => void, seconds = 1): { wall: number; cpu: number } {
  for (let i = 0; i < 50; i++) f();
  let wall = 0;
  let cpu = 0;
  for (let round = 0; round < 5; round++) {
    const [t0, c0] = [performance.now(), process.cpuUsage()];
    let n = 0;
    while (performance.now() - t0 < (seconds * 1000) / 5) {
      f();
      n++;
    }
    const used = process.cpuUsage(c0);
    wall = Math.max(wall, n / ((performance.now() - t0) / 1000));
    cpu = Math.max(cpu, n / ((used.user + used.system) / 1e6));
  }
  return { wall, cpu };
}

function makeGame(): { game: Game; batches: Batches } {
  const rng = createRng('bench');
  const [g, d] = [initG(rng, config), initD(rng, config)];
  const rules = { loss: 'nonSaturating', r1: 0, lambda: 10, lrG: 1e-3, lrD: 1e-3, dSteps: 2 } as const;
  const game: Game = {
    config,
    rules,
    g: new Adam(flatten(g), { lr: 1e-3 }),
    d: new Adam(flatten(d), { lr: 1e-3 }),
    layoutG: layoutOf(g),
    layoutD: layoutOf(d),
  };
  const fresh = (columns: number) => tf.tensor2d(rng.fillNormal(new Float32Array(BATCH * columns)), [BATCH, columns]);
  const uniform = () => tf.tensor2d(rng.fillUniform(new Float32Array(BATCH)), [BATCH, 1]);
  return { game, batches: { real: () => fresh(2), noise: () => fresh(2), uniform } };
}

async function measure(name: string): Promise<void> {
  const { game, batches } = makeGame();
  for (let i = 0; i < 300; i++) trainStep(game, batches);
  const { wall, cpu } = rate(() => trainStep(game, batches), 3);
  const profile = await tf.profile(() => {
    trainStep(game, batches);
    return tf.scalar(0);
  });
  const counts = new Map<string, number>();
  for (const { name: kernel } of profile.kernels) counts.set(kernel, (counts.get(kernel) ?? 0) + 1);

  const n = 256;
  const [a, b] = [tf.randomNormal([n, n]), tf.randomNormal([n, n])];
  const peak = (rate(() => tf.dispose(tf.matMul(a, b)), 2).cpu * 2 * n ** 3) / 1e9;
  const share = (cpu * flop) / 1e9 / peak;
  console.log(`${name}: ${wall.toFixed(0)} iterations/s (${cpu.toFixed(0)} per second of processor time)`);
  console.log(
    `  ${profile.kernels.length} launches: ${[...counts]
      .sort((p, q) => q[1] - p[1])
      .map(([k, c]) => `${k} ${c}`)
      .join(', ')}`,
  );
  console.log(
    `  matmul peak ${peak.toFixed(1)} GFLOP/s; the iteration's ${(flop / 1e6).toFixed(2)} MFLOP reach ${(100 * share).toFixed(1)}% of it`,
  );
}

await tf.setBackend('wasm');
await measure('plain tfjs');
await registerKernels('wasm');
await measure('own kernels');
