/**
 * Training steps of the models that ship, on WASM in Node, one core: images (or texts) per second, the share of the matmul peak that the
 * step reaches, and kernel launches of a step with the fused kernels and without them (composed from tfjs operations; what tfjs lacks on
 * WASM stays ours). Both SIMD modules by turns: with fused multiply-add and without. Rates are by processor time, which other work on the
 * machine does not disturb; the work is counted as the plain sums, of which Winograd's way does fewer.
 * Run: node --import ./training/register.mjs tests/bench/training.bench.ts [model …]
 */
import { setFlagsFromString } from 'node:v8';
import { own } from '../../app/models/nn/ops';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import type { WasmBackend } from '../../app/runtime/kernels/wasm/call';
import { hasFusedMultiplyAdd, load } from '../../app/runtime/kernels/wasm/module';
import type { Training } from '../../training/model';
import { modelNamed, models } from '../../training/models/index';
import { contextOf } from '../../training/runs';
import { rate } from './rate';

const SECONDS = Number(process.env.SECONDS ?? 3);

// Node 20 has relaxed SIMD behind a flag only; browsers and later Nodes without.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');

type Profiled = Awaited<ReturnType<typeof tf.profile>>['kernels'][number];
type Shape = readonly number[];
const size = (shape: Shape) => shape.reduce((product, n) => product * n, 1);

/** Floating point operations of a launch, counting the products of matrices and convolutions alone. */
function flop({ name, inputShapes, outputShapes }: Profiled): number {
  const [a, b] = inputShapes as Shape[];
  const y = outputShapes[0] as Shape;
  const area = (filter: Shape) => 2 * filter[0] * filter[1] * filter[2]; // of an output number
  switch (name) {
    case 'BatchMatMul':
    case '_FusedMatMul': {
      const [manyA, manyB, manyY] = [a, b, y].map((shape) => size(shape.slice(0, -2))); // √(mk · kn · mn) = mkn, in each of the batch
      return 2 * manyY * Math.sqrt((size(a) / manyA) * (size(b) / manyB) * (size(y) / manyY));
    }
    case own.attention:
      return 4 * size(outputShapes[1] as Shape) * (y[1] / (outputShapes[1] as Shape)[1]);
    case own.attentionGrad:
      return 8 * size(b) * (a[1] / 3 / b[1]);
    case own.dense:
      return 2 * size(y) * b[0];
    case own.denseGrad:
      return 4 * size(a) * b[1]; // dx and dw
    case 'Conv2D':
    case 'FusedConv2D':
    case own.conv:
      return size(y) * area(b);
    case 'Conv2DBackpropInput':
      return size(a) * area(b); // dy, filter
    case 'Conv2DBackpropFilter':
      return size(b) * area(y); // x, dy → dw
    default:
      return 0;
  }
}

/** Kernels launched by f. */
async function launches(f: () => unknown): Promise<readonly Profiled[]> {
  const { kernels } = await tf.profile(() => {
    f();
    return tf.scalar(0);
  });
  return kernels;
}

async function matmulPeak(): Promise<{ fused: number; plain: number }> {
  const [a, b] = [tf.randomNormal([256, 256]), tf.randomNormal([256, 256])];
  const { fused, plain } = await rates(() => tf.dispose(tf.matMul(a, b)), 3);
  tf.dispose([a, b]);
  return { fused: 2 * 256 ** 3 * fused, plain: 2 * 256 ** 3 * plain };
}

/** Takes the fused kernels away while f runs. */
async function unfused<T>(f: () => Promise<T>): Promise<T> {
  const names = Object.values(own).filter((name) => tf.getKernel(name, 'wasm'));
  const kernels = names.map((name) => tf.getKernel(name, 'wasm'));
  for (const name of names) tf.unregisterKernel(name, 'wasm');
  try {
    return await f();
  } finally {
    for (const kernel of kernels) tf.registerKernel(kernel);
  }
}

/** f's runs a second with the fused module and with the plain one, by turns; the better of two turns each. */
async function rates(f: () => void, seconds: number): Promise<{ fused: number; plain: number }> {
  const best = { fused: 0, plain: 0 };
  for (const which of ['plain', 'fused', 'plain', 'fused'] as const) {
    if (which === 'fused' && !hasFusedMultiplyAdd()) continue;
    await load(tf.backend() as WasmBackend, which === 'fused');
    f(); // compiles
    best[which] = Math.max(best[which], rate(f, seconds / 2));
  }
  return best;
}

async function measure(name: string, peak: number): Promise<void> {
  const model = await modelNamed(name);
  let run: Training;
  try {
    run = await model.start(contextOf(name, 1));
  } catch (error) {
    return console.log(`${name}: not measured: ${error instanceof Error ? error.message : error}`);
  }
  let step = 0;
  const train = () => run.step({ step, share: step++ / 1e6, lr: 1e-4 });
  for (let i = 0; i < 4; i++) train(); // warm, and past what is done only in first steps
  const { fused: withFused, plain } = await rates(train, SECONDS);
  const perSecond = withFused || plain;
  const fused = await launches(train);
  const composed = await unfused(() => launches(train));
  const work = fused.reduce((sum, kernel) => sum + flop(kernel), 0);
  const share = (100 * perSecond * work) / peak;
  const digits = perSecond * model.batch < 10 ? 1 : 0;
  console.log(
    `${name}: ${(perSecond * model.batch).toFixed(digits)} examples/s in batches of ${model.batch} (plain SIMD ${(plain * model.batch).toFixed(digits)}); ${((perSecond * work) / 1e9).toFixed(1)} GFLOP/s, ${share.toFixed(0)}% of the peak; ${fused.length} launches, ${composed.length} unfused`,
  );
  run.dispose();
}

await initNode();
const peaks = await matmulPeak();
const peak = peaks.fused || peaks.plain;
console.log(
  `matmul peak: ${(peak / 1e9).toFixed(1)} GFLOP/s (256 × 256); ${peaks.fused ? 'fused multiply-add' : 'no relaxed SIMD here'}, plain SIMD ${(peaks.plain / 1e9).toFixed(1)}`,
);
const wanted = process.argv.slice(2);
for (const name of wanted.length ? wanted : Object.keys(models)) await measure(name, peak);
