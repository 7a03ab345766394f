/**
 * The product's models against PyTorch: steps of training and single passes of the same networks, at the same sizes, on TensorFlow.js with our
 * WASM kernels and in PyTorch (pytorch.py, over training/reference), both on one thread, by turns, twice each. Ratios by processor time, and by
 * the clock. Batches are made once on both sides, so that only the mathematics is timed. PyTorch is no dependency: without it (Debian:
 * python3-torch) there is a sentence and nothing else. Debian's PyTorch multiplies matrices with whatever BLAS is installed: its plain one is
 * slow, so say which (Debian: libopenblas0-pthread).
 * Run: npm run bench -- torch (or node --import ./training/register.mjs tests/bench/torch.bench.ts [part of a name …])
 */
import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { createRng } from '../../app/data/rng';
import * as clip from '../../app/models/dalle/clip';
import * as gpt from '../../app/models/dalle/gpt';
import { CONDITION_DIM } from '../../app/models/diffusion/condition';
import { loss as diffusionLoss, faceConfig } from '../../app/models/diffusion/faces';
import * as plane from '../../app/models/diffusion/plane';
import { faceSchedule } from '../../app/models/diffusion/schedule';
import * as unet from '../../app/models/diffusion/unet';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { init as initVae, vaeConfig, loss as vaeLoss } from '../../app/models/vae/vae';
import { initNode } from '../../app/runtime/kernels/node';
import { TOKENS } from '../../training/captions';
import { planeGame } from './planeGame';

const SECONDS = Number(process.env.SECONDS ?? 3);

// Node 20 has relaxed SIMD behind a flag only; browsers and later Nodes without.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');

/** A step, and the parameters it works on. */
interface Case {
  readonly init: ParamInit;
  readonly step: () => void;
}

const rng = createRng('bench');
const normal = (...shape: number[]) => tf.tensor(rng.fillNormal(new Float32Array(tf.util.sizeFromShape(shape))), shape);
const tokens = (below: number, ...shape: number[]) =>
  tf.tensor(
    Int32Array.from({ length: tf.util.sizeFromShape(shape) }, () => rng.int(below)),
    shape,
    'int32',
  );
const oneHot = (rows: number, columns: number) => tf.oneHot(tokens(columns, rows) as tf.Tensor1D, columns).toFloat() as tf.Tensor2D;

/** A step of Adam down the gradient of `loss`, the loss read back as trainings do. */
function training(init: ParamInit, loss: (p: Params) => tf.Scalar, { clipNorm = 1, ema = 0.998 } = {}): Case {
  const layout = layoutOf(init);
  const adam = new Adam(flatten(init), { lr: 1e-3, clipNorm, ema });
  const step = () => {
    const { value, grad } = valueAndGrad(loss, adam.theta(), layout);
    adam.step(grad);
    value.dataSync();
    tf.dispose([value, grad]);
  };
  return { init, step };
}

function unetTraining(): Case {
  const t = Float32Array.from({ length: 64 }, () => 1 + rng.int(faceSchedule.T));
  const alphaBar = tf.tensor4d(
    Float32Array.from(t, (at) => faceSchedule.alphaBar[at]),
    [64, 1, 1, 1],
  );
  const batch = { x0: normal(64, 16, 16, 3) as tf.Tensor4D, t, alphaBar, y: normal(64, CONDITION_DIM) as tf.Tensor2D };
  const eps = normal(64, 16, 16, 3) as tf.Tensor4D;
  return training(unet.init(rng, faceConfig), (p) => diffusionLoss(p, batch, eps));
}

function unetForward(n: number): Case {
  const init = unet.init(rng, faceConfig);
  const p = Object.fromEntries(Object.entries(init).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
  const [x, y] = [normal(n, 16, 16, 3) as tf.Tensor4D, normal(n, CONDITION_DIM) as tf.Tensor2D];
  const t = new Float32Array(n).fill(500);
  return { init, step: () => tf.tidy(() => void tf.sum(unet.network(p, x, t, y, faceConfig)).dataSync()) };
}

function gptTraining(): Case {
  const config = { ...gpt.defaults, textVocabulary: TOKENS + 2 };
  const batch = { ids: tokens(600, 64, 40) as tf.Tensor2D, text: oneHot(64 * 24, config.textVocabulary), image: oneHot(64 * 16, 256) };
  return training(gpt.init(rng, config), (p) => gpt.loss(p, batch, config).loss);
}

function clipTraining(): Case {
  const config = { ...clip.defaults, vocabulary: TOKENS + 1 };
  const [x, ids, ends] = [normal(256, 16, 16, 3) as tf.Tensor4D, tokens(600, 256, 24) as tf.Tensor2D, oneHot(256, 24)];
  const t = Float32Array.from({ length: 256 }, () => rng.int(1001));
  return training(clip.init(rng, config), (p) => clip.loss(p, clip.encodeImage(p, x, t), clip.encodeText(p, ids, ends, config)));
}

function vaeTraining(): Case {
  const x = normal(128, 16, 16, 3);
  return training(initVae(rng, vaeConfig(16)), (p) => vaeLoss(p, x, normal(128, 16), 1));
}

function planeDiffusion(): Case {
  const batch = plane.noise(faceSchedule, rng.fillNormal(new Float32Array(512)), rng);
  return training(plane.init(rng, plane.defaults), (p) => tf.mean(plane.squaredErrors(p, batch, plane.defaults)), { clipNorm: 0, ema: 0 });
}

/** By the names that pytorch.py knows, with how many examples a step has. */
const cases: Readonly<Record<string, readonly [examples: number, make: () => Case]>> = {
  'U-Net, training': [64, unetTraining],
  'U-Net, one picture': [1, () => unetForward(1)],
  'U-Net, 16 pictures': [16, () => unetForward(16)],
  'GPT, training': [64, gptTraining],
  'CLIP, training': [256, clipTraining],
  'VAE, training': [128, vaeTraining],
  'plane GAN, iteration': [1, () => planeGame(rng)],
  'plane diffusion, training': [1, planeDiffusion],
};

/** Steps a second, of processor time and by the clock. */
interface Rates {
  readonly cpu: number;
  readonly clock: number;
}
const better = (a: Rates, b: Rates): Rates => ({ cpu: Math.max(a.cpu, b.cpu), clock: Math.max(a.clock, b.clock) });

/** The best of three parts, as in pytorch.py. */
function rates(f: () => void, seconds: number): Rates {
  let best: Rates = { cpu: 0, clock: 0 };
  const used = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
  for (let part = 0; part < 3; part++) {
    const [begun, from] = [performance.now(), used()];
    let runs = 0;
    do {
      f();
      runs++;
    } while (performance.now() - begun < (1000 * seconds) / 3);
    best = better(best, { cpu: runs / (used() - from), clock: (1000 * runs) / (performance.now() - begun) });
  }
  return best;
}

/** The first Python that has PyTorch. */
function python(): string | null {
  for (const command of [process.env.PYTHON, 'python3', '/usr/bin/python3']) {
    try {
      if (command) execFileSync(command, ['-c', 'import torch'], { stdio: 'ignore' });
      if (command) return command;
    } catch {
      // not this one
    }
  }
  return null;
}

/** pytorch.py, asked a line at a time. */
function openTorch(command: string) {
  const child = spawn(command, ['tests/bench/pytorch.py'], {
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('pytorch.py has ended');
    return JSON.parse(value);
  };
  const ask = (request: object): Promise<Rates> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  return { ready: answer(), ask, close: () => child.stdin.end() };
}

const number = (x: number) => x.toLocaleString('en', { maximumFractionDigits: x < 10 ? 2 : 0 });

const command = python();
if (!command) console.log('PyTorch: not measured: there is no python3 with torch (Debian: python3-torch)');
else {
  await initNode();
  const torch = openTorch(command);
  const { version, capability, matmul } = await torch.ready;
  console.log(`PyTorch: ${version}, ${capability}, a product of 256 × 256 matrices at ${(matmul / 1e9).toFixed(0)} GFLOP/s`);
  const words = process.argv.slice(2);
  for (const [name, [examples, make]] of Object.entries(cases)) {
    if (words.length && !words.some((word) => name.toLowerCase().includes(word.toLowerCase()))) continue;
    const { init, step } = make();
    const shapes = Object.fromEntries(Object.entries(init).map(([key, { shape }]) => [key, shape]));
    for (let i = 0; i < 3; i++) step(); // compiles
    let [ours, theirs]: Rates[] = [
      { cpu: 0, clock: 0 },
      { cpu: 0, clock: 0 },
    ];
    for (let turn = 0; turn < 2; turn++) {
      ours = better(ours, rates(step, SECONDS / 2));
      theirs = better(theirs, await torch.ask({ name, shapes, seconds: SECONDS / 2 }));
    }
    console.log(
      `${name}: ${(ours.cpu / theirs.cpu).toFixed(2)} times as fast as PyTorch by processor time, ${(ours.clock / theirs.clock).toFixed(2)} by the clock (${number(ours.cpu * examples)} against ${number(theirs.cpu * examples)} examples a second of one core)`,
    );
  }
  torch.close();
}
