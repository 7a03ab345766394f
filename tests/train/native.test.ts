/** The native code that trainings may use gives what the SIMD module gives, for every function it replaces and at awkward sizes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { conditionRows, nullCondition } from '../../app/models/diffusion/condition';
import { faceConfig, loss } from '../../app/models/diffusion/faces';
import { init } from '../../app/models/diffusion/unet';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { conv2d, dense, groupNorm, groupNormSilu, silu } from '../../app/models/nn/layers';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { installNative } from '../../training/native/index';

const rng = createRng('native');
const random = (...shape: number[]) => tf.keep(tf.tensor(rng.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1))), shape));

/** Every gradient of Σ f(…)·c, and f's value: all as one vector. */
function everything(f: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): () => Float32Array {
  const c = random(...f(...inputs).shape);
  return () =>
    tf.tidy(() => {
      const grads = tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(f(...x), c)))(inputs);
      return Float32Array.from(tf.concat([f(...inputs), ...grads].map((x) => tf.reshape(x, [-1]))).dataSync());
    });
}

const cases: Record<string, () => () => Float32Array> = {};
for (const [m, k, n] of [
  [1, 1, 1],
  [3, 5, 17],
  [8, 33, 32],
  [9, 7, 50],
  [130, 600, 3],
  [20, 64, 96],
]) {
  // biome-ignore format: a table
  cases[`matMul ${m}×${k}×${n}`] = () => everything((a, b) => tf.matMul(a, b), [random(m, k), random(k, n)]);
  cases[`matMul ${m}×${k}×${n}, both transposed`] = () => everything((a, b) => tf.matMul(a, b, true, true), [random(k, m), random(n, k)]);
}
for (const [size, i, o, kernel, stride] of [
  [16, 3, 32, 3, 1],
  [8, 32, 64, 3, 1],
  [4, 96, 96, 3, 1],
  [8, 8, 5, 3, 2],
  [16, 48, 64, 3, 2],
  [7, 12, 24, 1, 1],
  [5, 16, 16, 5, 1],
  [7, 20, 12, 3, 1],
]) {
  // biome-ignore format: a table
  cases[`conv ${size}² ${i} → ${o}, ${kernel}×${kernel}, stride ${stride}`] = () =>
    everything((x, w, b) => conv2d(x, w, b, stride), [random(3, size, size, i), random(kernel, kernel, i, o), random(o)]);
}
for (const act of ['linear', 'relu', 'lrelu', 'tanh', 'sigmoid', 'silu'] as const) {
  cases[`dense, ${act}`] = () => everything((x, w, b) => dense(x, w, b, act), [random(13, 21), random(21, 19), random(19)]);
}
cases.groupNorm = () => everything((x, s, b) => groupNorm(x, s, b, 4), [random(3, 5, 5, 24), random(24), random(24)]);
cases['groupNorm with SiLU'] = () => everything((x, s, b) => groupNormSilu(x, s, b, 8), [random(2, 4, 4, 32), random(32), random(32)]);
cases.silu = () => everything(silu, [random(5, 37)]);
cases.exp = () => everything(tf.exp, [random(5, 37)]);
cases.softmax = () => everything((x) => tf.softmax(x), [random(6, 29)]);
cases['sum over rows'] = () => everything((x) => tf.sum(x, 0), [random(23, 21)]);
cases['transpose in batches'] = () => everything((x) => tf.transpose(x, [0, 2, 1]), [random(3, 19, 35)]);

const NONE = 'no compiler or no headers of Node’s here: trainings run on WASM';

describe('native code', () => {
  const runs = new Map<string, { run: () => Float32Array; before: Float32Array }>();
  let trained: () => Float32Array;
  let trainedBefore: Float32Array;
  let native = false;
  beforeAll(async () => {
    await initNode();
    for (const [name, make] of Object.entries(cases)) {
      const run = make();
      runs.set(name, { run, before: run() });
    }
    trained = threeSteps;
    trainedBefore = trained();
    native = installNative();
  });

  it.for(Object.keys(cases))('%s', (name, { skip }) => {
    skip(!native, NONE);
    const { run, before } = runs.get(name) as { run: () => Float32Array; before: Float32Array };
    const after = run();
    expect(after.length).toBe(before.length);
    const scale = before.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    const apart = after.reduce((most, v, i) => Math.max(most, Math.abs(v - before[i])), 0);
    expect(apart / scale).toBeLessThan(5e-6);
  });

  it('three steps of the U-Net leave the same parameters', ({ skip }) => {
    skip(!native, NONE);
    const after = trained();
    const apart = after.reduce((most, v, i) => Math.max(most, Math.abs(v - trainedBefore[i])), 0);
    expect(apart).toBeLessThan(1e-5);
    expect(after.some((v, i) => v !== trainedBefore[i])).toBe(true); // it was other code
  });
});

function threeSteps(): Float32Array {
  const rng = createRng('three steps');
  const values = init(rng, faceConfig);
  const layout = layoutOf(values);
  const adam = new Adam(flatten(values), { lr: 1e-4, clipNorm: 1, ema: 0.9, eps: 1e-3 });
  const pictures = () => tf.tensor4d(rng.fillNormal(new Float32Array(4 * 768)), [4, 16, 16, 3]);
  const [x0, eps] = [pictures(), pictures()];
  const batch = {
    x0,
    t: Float32Array.of(3, 250, 500, 990),
    alphaBar: tf.fill([4, 1, 1, 1], 0.5) as tf.Tensor4D,
    y: tf.tensor2d(conditionRows(Array(4).fill(nullCondition)), [4, faceConfig.conditionDim]),
  };
  for (let i = 0; i < 3; i++) {
    const { value, grad } = valueAndGrad((p) => loss(p, batch, eps, faceConfig), adam.theta(), layout);
    adam.step(grad, 1e-4);
    tf.dispose([value, grad]);
  }
  return Float32Array.from(adam.theta().dataSync());
}
