/** Every layer and own kernel against plain loops and finite differences, on the CPU and the WASM backend in Node. */
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { has, own } from '../../app/models/nn/ops';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { cases, errorsOf } from './cases';

describe.each(['cpu', 'wasm'])('%s', (backend) => {
  beforeAll(async () => {
    if (backend === 'wasm') await initNode();
    else await tf.setBackend(backend);
  });

  test('own kernels are registered on WASM only', () => {
    expect(Object.values(own).map(has)).toEqual(Object.values(own).map(() => backend === 'wasm'));
  });

  test.each(cases)('$name', async (c) => {
    const before = tf.memory().numTensors;
    const { value, grads } = await errorsOf(c);
    const tolerance = c.tolerance ?? 2e-5;
    expect(value).toBeLessThan(tolerance);
    for (const grad of grads) expect(grad).toBeLessThan(tolerance);
    expect(tf.memory().numTensors).toBe(before);
  });
});
