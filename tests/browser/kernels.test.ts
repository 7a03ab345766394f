/**
 * The suite of layers, kernels and optimizers in Chromium, on each backend as the worker starts it: WASM with the SIMD module,
 * WebGPU with its optimizer kernel, WebGL with tfjs's own operations.
 */
import { expect, test } from 'vitest';
import { has, own } from '../../app/models/nn/ops';
import { browserDrivers } from '../../app/runtime/drivers';
import { suite } from '../grad/suite';

const drivers = browserDrivers({ lost: () => {}, outOfMemory: () => {} });

suite('wasm', () => drivers.wasm.start());
suite('webgpu', () => drivers.webgpu.start(), 20);
suite('webgl', () => drivers.webgl.start(), 20);

test('WebGPU has the optimizer kernel, WebGL none', async () => {
  await drivers.webgpu.start();
  expect(Object.values(own).filter(has)).toEqual([own.step]);
  await drivers.webgl.start();
  expect(Object.values(own).filter(has)).toEqual([]);
});
