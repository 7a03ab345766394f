/**
 * Faults of tfjs 4.22 on WebGPU that the code works around, in Chromium on a software adapter. Each passes while the fault is
 * there; when an update of tfjs mends one it fails, and the workaround named beside it can go.
 */
import { beforeAll, expect, test, vi } from 'vitest';
import * as tf from '../../app/models/tf';
import { browserDrivers } from '../../app/runtime/drivers';

beforeAll(() => browserDrivers({ lost: () => {}, outOfMemory: () => {} }).webgpu.start());

test('addN of eight inputs is wrong, or refused by the device → models add in pairs', async () => {
  const device = (tf.backend() as unknown as { device: GPUDevice }).device;
  device.pushErrorScope('validation');
  const sum = tf.addN(Array.from({ length: 12 }, (_, i) => tf.fill([4], i + 1)));
  const values = Array.from(await sum.data());
  await device.popErrorScope();
  expect(values).not.toEqual([78, 78, 78, 78]);
});

test('sines and cosines are good to three or four digits → layers.sinusoidal computes them in TypeScript', async () => {
  const angles = Float32Array.from({ length: 1000 }, (_, i) => (i - 500) / 100);
  for (const [wave, exact] of [[tf.sin, Math.sin] as const, [tf.cos, Math.cos] as const]) {
    const values = await wave(tf.tensor1d(angles)).data();
    const error = Math.max(...angles.map((x, i) => Math.abs(values[i] - exact(x))));
    expect(error).toBeGreaterThan(1e-5);
    expect(error).toBeLessThan(1e-3);
  }
});

test('random numbers come from no kernel but from the CPU → noise is drawn by data/rng.ts, with a seed', async () => {
  const { kernels } = await tf.profile(() => tf.randomNormal([4]));
  expect(kernels).toEqual([]);
});

test('a missing adapter throws instead of failing over → drivers.ts looks for one first', async () => {
  const refuse = vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
  const factory = tf.findBackendFactory('webgpu');
  await expect(Promise.resolve().then(() => factory())).rejects.toThrow();
  refuse.mockRestore();
});
