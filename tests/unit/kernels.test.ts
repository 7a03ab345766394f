/**
 * In both SIMD modules: SiLU behind a group norm and alone, and the fast GELU, against 64-bit arithmetic, also far out, at every width a model
 * has; a transformer's block with attention in one launch against the same composed; a perceptron that reads its numbers from one vector against
 * the same layer by layer, and −log σ with its slope far out, where 1 − σ would be 0.
 */
import { setFlagsFromString } from 'node:v8';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { binaryCrossEntropy, dense, groupNormSilu, silu } from '../../app/models/nn/layers';
import { ops } from '../../app/models/nn/ops';
import { Flat, layoutOf, named } from '../../app/models/nn/params';
import { perceptron } from '../../app/models/nn/perceptron';
import { block, blockInit, blockWith, causalMask } from '../../app/models/nn/transformer';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import type { WasmBackend } from '../../app/runtime/kernels/wasm/call';
import { load } from '../../app/runtime/kernels/wasm/module';

// Node 20 has relaxed SIMD behind a flag only.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');

beforeAll(initNode);

const exact = (z: number) => z / (1 + Math.exp(-z));
const random = (label: string, n: number, size = 1) =>
  createRng(label)
    .fillNormal(new Float32Array(n))
    .map((v) => size * v);

describe.each([
  ['plain', false],
  ['with fused multiply-add', true],
] as const)('%s', (_, fused) => {
  beforeAll(() => load(tf.backend() as WasmBackend, fused));

  it.each([5, 16, 37, 64])('silu of %i numbers, 1e-6 of the largest', (n) => {
    for (const size of [1, 30, 300]) {
      const x = random(`x ${n} ${size}`, n, size);
      x[0] = -1000;
      x[n - 1] = 1000;
      const y = silu(tf.tensor1d(x)).dataSync();
      const most = Math.max(...x.map(Math.abs));
      for (let i = 0; i < n; i++) expect(Math.abs(y[i] - exact(x[i]))).toBeLessThan(1e-6 * most);
    }
    expect(silu(tf.tensor1d(new Float32Array(16).fill(Number.NaN))).dataSync()[7]).toBeNaN(); // a fault is not hidden
  });

  // 8 channels: four at a time; 32 and 96: sixteen; 24: both.
  it.each([8, 24, 32, 96])('norm and silu of %i channels: value and all gradients as the two composed, 2e-5', (c) => {
    const x = tf.tensor4d(random(`p ${c}`, 2 * 9 * c, 3), [2, 3, 3, c]);
    const [scale, bias] = [tf.tensor1d(random(`s ${c}`, c)), tf.tensor1d(random(`b ${c}`, c))];
    const flow = tf.tensor4d(random(`f ${c}`, 2 * 9 * c), [2, 3, 3, c]);
    const composed = (v: tf.Tensor, s: tf.Tensor, b: tf.Tensor) => {
      const groups = tf.reshape(v, [2, 9, 8, c / 8]);
      const centred = tf.sub(groups, tf.mean(groups, [1, 3], true));
      const normal = tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), [1, 3], true), 1e-5)));
      const z = tf.add(tf.mul(tf.reshape(normal, v.shape), s), b);
      return tf.mul(z, tf.sigmoid(z));
    };
    const fusedOne = (v: tf.Tensor, s: tf.Tensor, b: tf.Tensor) => groupNormSilu(v, s, b, 8);
    const [ours, theirs] = [fusedOne, composed].map((f) => {
      const { value, grads } = tf.valueAndGrads((v, s, b) => f(v, s, b))([x, scale, bias], flow);
      return [value, ...grads].map((part) => part.dataSync());
    });
    for (const [part, numbers] of ours.entries()) {
      const most = Math.max(...theirs[part].map(Math.abs));
      for (let i = 0; i < numbers.length; i++) expect(Math.abs(numbers[i] - theirs[part][i])).toBeLessThan(2e-5 * most);
    }
  });

  it.each([5, 16, 37])('the fast GELU of %i numbers and its gradient, 1e-6 of the largest', (n) => {
    const sigma = (v: number) => 1 / (1 + Math.exp(-1.702 * v));
    for (const size of [1, 30]) {
      const [x, flow] = [random(`g ${n} ${size}`, n, size), random(`h ${n} ${size}`, n)];
      const { value, grad } = tf.valueAndGrad((v: tf.Tensor) => ops.gelu(v))(tf.tensor1d(x), tf.tensor1d(flow));
      const [y, dx] = [value.dataSync(), grad.dataSync()];
      const most = Math.max(...x.map(Math.abs));
      for (let i = 0; i < n; i++) {
        const s = sigma(x[i]);
        expect(Math.abs(y[i] - x[i] * s)).toBeLessThan(1e-6 * most);
        expect(Math.abs(dx[i] - flow[i] * s * (1 + 1.702 * x[i] * (1 - s)))).toBeLessThan(1e-5);
      }
    }
  });

  // The plane GAN's players, one batch and two; layers wider than what follows, with outputs that are no multiple of four.
  it.each([
    [
      [2, 8, 8, 1],
      [150, 150],
    ],
    [[2, 8, 8, 2], [150]],
    [
      [1, 64, 3, 5, 2],
      [33, 7],
    ],
    [
      [2, 24, 1],
      [1, 2],
    ],
  ] as const)('a perceptron of %s units, batches of %s: values and all gradients as layer by layer, 1e-5', (units, batches) => {
    const shapes = units.slice(1).flatMap((outputs, k) => [[units[k], outputs], [outputs]]);
    const values = shapes.map((shape, i) => random(`${units} ${i}`, tf.util.sizeFromShape(shape), 0.7));
    const layout = layoutOf(
      Object.fromEntries(shapes.map((shape, i) => [`n.${i >> 1}.${i % 2 ? 'b' : 'w'}`, { shape, values: values[i] }])),
    );
    const theta = tf.tensor1d(values.flatMap((part) => [...part]));
    const xs = batches.map((n, i) => tf.tensor2d(random(`x ${i}`, n * units[0]), [n, units[0]]));
    const O = units[units.length - 1];
    const rows = xs.reduce((sum, x) => sum + x.shape[0], 0);
    const flow = tf.tensor2d(random('flow', rows * O), [rows, O]);
    for (const act of ['tanh', 'lrelu'] as const) {
      const inOne = (t: tf.Tensor, ...x: tf.Tensor[]) =>
        tf.concat(perceptron(new Flat(t as tf.Tensor1D, layout), 'n', units.length - 1, x as tf.Tensor2D[], act));
      const byLayer = (t: tf.Tensor, ...x: tf.Tensor[]) =>
        tf.concat(perceptron(named(new Flat(t as tf.Tensor1D, layout)), 'n', units.length - 1, x as tf.Tensor2D[], act));
      const [ours, theirs] = [inOne, byLayer].map((f) => {
        const { value, grads } = tf.valueAndGrads(f)([theta, ...xs], flow);
        return [value, ...grads].map((part) => part.dataSync());
      });
      for (const [part, numbers] of ours.entries()) {
        const most = Math.max(...theirs[part].map(Math.abs));
        for (let i = 0; i < numbers.length; i++) expect(Math.abs(numbers[i] - theirs[part][i])).toBeLessThan(1e-5 * most);
      }
    }
  });

  // Rows in tiles of four and one left, columns of eight, four and fewer, products in one piece and in more than one: the bias comes once.
  it.each([
    [21, 300, 13],
    [16, 256, 8],
    [3, 520, 6],
    [33, 7, 37],
  ])('a dense layer of %i rows, %i numbers to %i, and the sums of its gradient, 1e-5 of the largest', (m, k, n) => {
    const [x, w, b, flow] = [random('x', m * k), random('w', k * n), random('b', n, 20), random('flow', m * n)];
    const f = (...[p, q, r]: tf.Tensor[]) => dense(p, q, r);
    const { value, grads } = tf.valueAndGrads(f)(
      [tf.tensor2d(x, [m, k]), tf.tensor2d(w, [k, n]), tf.tensor1d(b)],
      tf.tensor2d(flow, [m, n]),
    );
    const y = Float64Array.from({ length: m * n }, (_, at) => {
      let sum = b[at % n];
      for (let i = 0; i < k; i++) sum += x[Math.floor(at / n) * k + i] * w[i * n + (at % n)];
      return sum;
    });
    const db = Float64Array.from({ length: n }, (_, j) => flow.reduce((sum, v, at) => sum + (at % n === j ? v : 0), 0));
    for (const [found, exact] of [
      [value.dataSync(), y],
      [grads[2].dataSync(), db],
    ]) {
      const most = Math.max(...exact.map(Math.abs));
      for (let i = 0; i < exact.length; i++) expect(Math.abs(found[i] - exact[i])).toBeLessThan(1e-5 * most);
    }
  });

  it.each([0, 1] as const)('−log σ and its slope, label %i, from −80 to 80: 1e-6 of each', (label) => {
    for (const n of [1, 6, 301]) {
      const a = Float32Array.from({ length: n }, (_, i) => (n === 1 ? 20 : -80 + (160 * i) / (n - 1)));
      const z = (v: number) => (label ? -v : v);
      const { value, grad } = tf.valueAndGrad((v: tf.Tensor) => binaryCrossEntropy(v, label))(tf.tensor1d(a));
      const mean = a.reduce((sum, v) => sum + Math.max(z(v), 0) + Math.log1p(Math.exp(-Math.abs(v))), 0) / n;
      expect(Math.abs(value.dataSync()[0] / mean - 1)).toBeLessThan(1e-6);
      grad.dataSync().forEach((slope, i) => {
        const exact = z(1) / (1 + Math.exp(-z(a[i]))) / n;
        expect(Math.abs(slope / exact - 1)).toBeLessThan(1e-6);
      });
    }
  });

  it.each([
    [3, 5, 8, 2, false],
    [2, 7, 12, 1, true],
    [2, 24, 96, 4, true],
    [1, 40, 128, 4, true],
  ] as const)('%i sequences of %i tokens of %i numbers, %i heads: value and all gradients as composed, 2e-5', (B, T, D, heads, masked) => {
    const init = blockInit(createRng('block'), 'b', D, 1);
    const names = Object.keys(init);
    const weights = names.map((name) => tf.tensor(random(name, init[name].values.length, 0.3), [...init[name].shape]));
    const x = tf.tensor3d(random(`x ${T}`, B * T * D), [B, T, D]);
    const flow = tf.tensor3d(random(`f ${T}`, B * T * D), [B, T, D]);
    const mask = masked ? causalMask(T) : undefined;
    const named = (w: tf.Tensor[]) => Object.fromEntries(names.map((name, i) => [name, w[i]]));
    const inOne = (v: tf.Tensor, ...w: tf.Tensor[]) => block(named(w), 'b', v as tf.Tensor3D, heads, mask);
    const composed = (v: tf.Tensor, ...w: tf.Tensor[]) => blockWith(named(w), 'b', v as tf.Tensor3D, heads, mask, null).y;
    const [ours, theirs] = [inOne, composed].map((f) => {
      const { value, grads } = tf.valueAndGrads(f)([x, ...weights], flow);
      return [value, ...grads].map((part) => part.dataSync());
    });
    expect(ours).toHaveLength(theirs.length);
    for (const [part, numbers] of ours.entries()) {
      const most = Math.max(...theirs[part].map(Math.abs));
      let worst = 0;
      for (let i = 0; i < numbers.length; i++) worst = Math.max(worst, Math.abs(numbers[i] - theirs[part][i]));
      expect(worst).toBeLessThan(2e-5 * most);
    }
  });
});
