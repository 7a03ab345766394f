/**
 * The suite of layers, kernels and optimizers in Chromium, on each backend as the worker starts it: WASM with each of the SIMD modules,
 * WebGPU with the kernels of our own, WebGL with tfjs's own operations.
 */
import { describe, expect, test } from 'vitest';
import { createRng } from '../../app/data/rng';
import { conv2d, dense, groupNormSilu } from '../../app/models/nn/layers';
import { has, own } from '../../app/models/nn/ops';
import * as tf from '../../app/models/tf';
import { browserDrivers } from '../../app/runtime/drivers';
import type { WasmBackend } from '../../app/runtime/kernels/wasm/call';
import { hasFusedMultiplyAdd, load } from '../../app/runtime/kernels/wasm/module';
import { suite } from '../grad/suite';

const drivers = browserDrivers({ lost: () => {}, outOfMemory: () => {} });

async function startWasm(fused: boolean): Promise<void> {
  await drivers.wasm.start();
  await load(tf.backend() as WasmBackend, fused);
}

describe('fused multiply-add', () => suite('wasm', () => startWasm(true)));
describe('plain SIMD', () => suite('wasm', () => startWasm(false)));
suite('webgpu', () => drivers.webgpu.start(), 20);
suite('webgl', () => drivers.webgl.start(), 20);

test('WebGPU has every fused kernel but those of transformers, WebGL none', async () => {
  await drivers.webgpu.start();
  const { attention, attentionGrad, gelu, geluGrad } = own;
  expect(Object.values(own).filter((name) => !has(name))).toEqual([attention, attentionGrad, gelu, geluGrad]);
  await drivers.webgl.start();
  expect(Object.values(own).filter(has)).toEqual([]);
});

/** A half of a residual block, then a dense layer: its value and the gradients with respect to all of its tensors. */
async function network(): Promise<Float32Array[]> {
  const rng = createRng('two modules');
  const shapes = [[6, 8, 8, 32], [32], [32], [3, 3, 32, 64], [64], [64, 24], [24]];
  const inputs = shapes.map((shape, i) =>
    tf.tidy(() => tf.mul(tf.tensor(rng.fillNormal(new Float32Array(tf.util.sizeFromShape(shape))), shape), i === 0 ? 1 : 0.1)),
  );
  const f = (...[x, scale, bias, w, b, w2, b2]: tf.Tensor[]) =>
    tf.mean(tf.square(dense(conv2d(groupNormSilu(x, scale, bias, 8), w, b), w2, b2, 'tanh'))) as tf.Scalar;
  const { value, grads } = tf.valueAndGrads(f)(inputs);
  const read = await Promise.all([value, ...grads].map((x) => x.data() as Promise<Float32Array>));
  tf.dispose([inputs, value, grads]);
  return read;
}

test('the two SIMD modules agree to 1e-5 of the largest number, and are two', async () => {
  expect(hasFusedMultiplyAdd()).toBe(true); // Chromium has it from version 114
  await startWasm(true);
  const fused = await network();
  await startWasm(false);
  const plain = await network();
  let differ = 0;
  for (const [i, values] of plain.entries()) {
    const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    for (const [j, v] of values.entries()) {
      if (v !== fused[i][j]) differ++;
      expect(Math.abs(v - fused[i][j])).toBeLessThanOrEqual(1e-5 * largest);
    }
  }
  expect(differ).toBeGreaterThan(0);
});
