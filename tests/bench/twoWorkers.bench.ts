/**
 * What a second worker would bring, by the clock, on WASM without shared memory, in Node (worker threads stand for a browser's workers):
 * - a batch split in two: each worker has half of a batch of 64, and either (a) the gradient comes over as one flat array, one worker takes the
 *   step of Adam and sends the parameters back, or (b) gradients are exchanged and both take the same step; against one worker with all of it;
 * - two trainings side by side, each in a worker of its own, against both by turns in one: the sum of their steps;
 * - two loops that only count, one a thread against one alone: what the machine has to give at that moment, the limit of both.
 * Says besides how long a second worker takes to start, and what memory it holds.
 * Run: npm run bench -- twoWorkers
 */

import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { createRng } from '../../app/data/rng';
import { CONDITION_DIM } from '../../app/models/diffusion/condition';
import { faceConfig, loss } from '../../app/models/diffusion/faces';
import { faceSchedule } from '../../app/models/diffusion/schedule';
import { init } from '../../app/models/diffusion/unet';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const BATCH = 64;
const SECONDS = Number(process.env.SECONDS ?? 6);
const TURNS = 6;
const REGISTER = new URL('../../training/register.mjs', import.meta.url).href;

/** What a worker is asked; it answers { n } steps or { grad }. */
type Request =
  | { readonly ask: 'train'; readonly ms: number; readonly rows: number }
  | { readonly ask: 'grad'; readonly theta: Float32Array; readonly rows: number }
  | { readonly ask: 'half' }
  | { readonly ask: 'other'; readonly grad: Float32Array }
  | { readonly ask: 'count'; readonly ms: number };

/** A U-Net and `rows` pictures to learn from. */
function network() {
  const rng = createRng('two workers');
  const start = init(rng, faceConfig);
  const layout = layoutOf(start);
  const batches = new Map<number, (theta: tf.Tensor1D) => tf.Tensor1D>();
  /** The gradient at θ [N] over the first `rows` pictures. */
  const gradient = (rows: number) => {
    const made = batches.get(rows);
    if (made) return made;
    const normal = (...shape: number[]) => tf.tensor(rng.fillNormal(new Float32Array(tf.util.sizeFromShape(shape))), shape);
    const t = Float32Array.from({ length: rows }, () => 1 + rng.int(faceSchedule.T));
    const bars = Float32Array.from(t, (step) => faceSchedule.alphaBar[step]);
    const [x0, eps] = [normal(rows, 16, 16, 3) as tf.Tensor4D, normal(rows, 16, 16, 3) as tf.Tensor4D];
    const batch = { x0, t, alphaBar: tf.tensor4d(bars, [rows, 1, 1, 1]), y: normal(rows, CONDITION_DIM) as tf.Tensor2D };
    const f = (theta: tf.Tensor1D) => {
      const { value, grad } = valueAndGrad((p) => loss(p, batch, eps), theta, layout);
      value.dispose();
      return grad;
    };
    batches.set(rows, f);
    return f;
  };
  return { gradient, adam: new Adam(flatten(start), { lr: 1e-3, clipNorm: 1, ema: 0.998 }) };
}

/** Runs f for so many milliseconds: how often. */
function times(f: () => void, ms: number): number {
  const until = performance.now() + ms;
  let n = 0;
  for (; performance.now() < until; n++) f();
  return n;
}

function count(): void {
  let x = 1;
  for (let i = 0; i < 1e6; i++) x = (x * 1103515245 + 12345) % 2147483648;
  if (x < 0) throw new Error('never');
}

/** What of a gradient goes over: a copy, which is given away. */
const valuesOf = (grad: tf.Tensor) => (grad.dataSync() as Float32Array).slice();

/** A step of Adam along the mean of both halves' gradients. */
function stepOfBoth(adam: Adam, mine: tf.Tensor1D, other: Float32Array): void {
  tf.tidy(() => adam.step(tf.mul(tf.add(mine, tf.tensor1d(other)), 0.5)));
  mine.dispose();
}

function step({ gradient, adam }: ReturnType<typeof network>, rows: number): void {
  const grad = gradient(rows)(adam.theta());
  adam.step(grad);
  grad.dispose();
}

async function asWorker(): Promise<void> {
  await initNode();
  const net = network();
  let mine: tf.Tensor1D | null = null;
  parentPort?.on('message', (request: Request) => {
    if (request.ask === 'half') {
      mine = net.gradient(BATCH / 2)(net.adam.theta());
      const values = valuesOf(mine);
      parentPort?.postMessage({ grad: values }, [values.buffer as ArrayBuffer]);
    } else if (request.ask === 'other') {
      if (mine) stepOfBoth(net.adam, mine, request.grad);
    } else if (request.ask === 'count') parentPort?.postMessage({ n: times(count, request.ms) });
    else if (request.ask === 'train') parentPort?.postMessage({ n: times(() => step(net, request.rows), request.ms) });
    else {
      const theta = tf.tensor1d(request.theta);
      const grad = net.gradient(request.rows)(theta);
      const values = valuesOf(grad);
      tf.dispose([theta, grad]);
      parentPort?.postMessage({ grad: values }, [values.buffer as ArrayBuffer]);
    }
  });
  parentPort?.postMessage({ ready: true });
}

async function asMain(): Promise<void> {
  await initNode();
  const net = network();
  step(net, BATCH);
  const resident = process.memoryUsage().rss;
  const begun = performance.now();
  // tsx does nothing by itself in a worker.
  const words = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(REGISTER)}))).then(() => import(${JSON.stringify(import.meta.url)}))`;
  const worker = new Worker(words, { eval: true, execArgv: [] });
  const answer = () => new Promise<{ n: number; grad: Float32Array }>((done) => worker.once('message', done));
  await answer();
  const started = performance.now() - begun;
  const ask = (request: Request, transfer: ArrayBuffer[] = []) => {
    worker.postMessage(request, transfer);
    return answer();
  };

  /** One step over both workers, the other one told the parameters. */
  const splitStep = async () => {
    const theta = valuesOf(net.adam.theta());
    const theirs = ask({ ask: 'grad', theta, rows: BATCH / 2 }, [theta.buffer as ArrayBuffer]);
    const mine = net.gradient(BATCH / 2)(net.adam.theta());
    stepOfBoth(net.adam, mine, (await theirs).grad);
  };

  /** The same where both take the step: gradients alone go over, there and back. */
  const exchangeStep = async () => {
    const theirs = ask({ ask: 'half' });
    const mine = net.gradient(BATCH / 2)(net.adam.theta());
    const values = valuesOf(mine);
    worker.postMessage({ ask: 'other', grad: values } satisfies Request, [values.buffer as ArrayBuffer]);
    stepOfBoth(net.adam, mine, (await theirs).grad);
  };

  for (const rows of [BATCH, BATCH / 2]) step(net, rows);
  await ask({ ask: 'train', ms: 1, rows: BATCH });
  await splitStep();
  await exchangeStep();
  console.log(
    `second worker: starts in ${(started / 1000).toFixed(1)} s; with a network of its own and a batch it holds ${Math.round((process.memoryUsage().rss - resident) / 1e6)} MB`,
  );
  const ms = (1000 * SECONDS) / TURNS;
  const best = { one: 0, split: 0, exchange: 0, two: 0, alone: 0, both: 0 };
  const better = (name: keyof typeof best, rate: number) => {
    best[name] = Math.max(best[name], rate);
  };
  for (let turn = 0; turn < TURNS; turn++) {
    better('alone', times(count, ms / 2));
    const counting = ask({ ask: 'count', ms: ms / 2 });
    better('both', times(count, ms / 2) + (await counting).n);

    let from = performance.now();
    let n = times(() => step(net, BATCH), ms);
    better('one', n / (performance.now() - from));

    from = performance.now();
    for (n = 0; performance.now() - from < ms; n++) await splitStep();
    better('split', n / (performance.now() - from));

    from = performance.now();
    for (n = 0; performance.now() - from < ms; n++) await exchangeStep();
    better('exchange', n / (performance.now() - from));

    from = performance.now();
    const training = ask({ ask: 'train', ms, rows: BATCH });
    n = times(() => step(net, BATCH), ms) + (await training).n;
    better('two', n / (performance.now() - from));
  }
  await worker.terminate();
  const times2 = (a: number, b: number) => `${(a / b).toFixed(2)} times`;
  console.log(`two threads that only count: ${times2(best.both, best.alone)} one`);
  console.log(`U-Net, batch of ${BATCH}, one worker: ${(1000 * BATCH * best.one).toFixed(0)} images/s by the clock`);
  console.log(`the same split over two workers, one step of Adam: ${times2(best.split, best.one)} one worker`);
  console.log(`the same, gradients exchanged, both take the step: ${times2(best.exchange, best.one)} one worker`);
  console.log(`U-Net, two trainings side by side: ${times2(best.two, best.one)} the steps of one worker`);
}

// Node 20 has relaxed SIMD behind a flag only; browsers and later Nodes without.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
await (isMainThread ? asMain() : asWorker());
