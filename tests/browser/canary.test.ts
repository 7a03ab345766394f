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

test('a missing adapter throws instead of failing over → drivers.ts looks for one first', async () => {
  const refuse = vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
  const factory = tf.findBackendFactory('webgpu');
  await expect(Promise.resolve().then(() => factory())).rejects.toThrow();
  refuse.mockRestore();
});
