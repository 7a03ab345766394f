/** SiLU behind a group norm and alone, in both SIMD modules: against 64-bit arithmetic, also far out, at every width a model has. */
import { setFlagsFromString } from 'node:v8';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { groupNormSilu, silu } from '../../app/models/nn/layers';
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
});
