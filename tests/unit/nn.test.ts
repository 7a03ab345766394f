/** Initial values, flat layouts and time embeddings: the parts of models/nn that need no gradients. */
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRng } from '../../app/data/rng';
import { convInit, denseInit, embeddingInit, heNormal, normInit, xavierNormal } from '../../app/models/nn/init';
import { sinusoidal } from '../../app/models/nn/layers';
import { flatten, layoutOf, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';

const std = (values: Float32Array) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('init', () => {
  test('He: variance 2 / fan_in, of a dense layer and of a convolution', () => {
    expect(std(heNormal(createRng(1), [200, 100]).values)).toBeCloseTo(Math.sqrt(2 / 200), 2);
    expect(std(heNormal(createRng(2), [3, 3, 50, 40]).values)).toBeCloseTo(Math.sqrt(2 / 450), 2);
  });

  test('Xavier: variance 2 / (fan_in + fan_out)', () => {
    expect(std(xavierNormal(createRng(3), [200, 50]).values)).toBeCloseTo(Math.sqrt(2 / 250), 2);
  });

  test('names, shapes and biases of the pieces', () => {
    const rng = createRng(4);
    const init = { ...denseInit(rng, 'd', 2, 3), ...convInit(rng, 'c', 3, 2, 4), ...normInit('n', 4), ...embeddingInit(rng, 'e', 5, 6) };
    expect(Object.fromEntries(Object.entries(init).map(([name, { shape }]) => [name, shape]))).toEqual({
      'd.w': [2, 3],
      'd.b': [3],
      'c.w': [3, 3, 2, 4],
      'c.b': [4],
      'n.scale': [4],
      'n.bias': [4],
      e: [5, 6],
    });
    expect(Array.from(init['d.b'].values)).toEqual([0, 0, 0]);
    expect(Array.from(init['n.scale'].values)).toEqual([1, 1, 1, 1]);
    for (const { shape, values } of Object.values(init)) expect(values).toHaveLength(shape.reduce((a, b) => a * b));
  });

  test('the same seed gives the same network', () => {
    expect(denseInit(createRng('a'), 'd', 4, 4)).toEqual(denseInit(createRng('a'), 'd', 4, 4));
    expect(denseInit(createRng('a'), 'd', 4, 4)).not.toEqual(denseInit(createRng('b'), 'd', 4, 4));
  });
});

test('flatten and unflatten are inverse', async () => {
  const rng = createRng(5);
  const init = { ...denseInit(rng, 'a', 3, 5, 'xavier'), ...convInit(rng, 'b', 3, 2, 4) };
  const layout = layoutOf(init);
  const theta = flatten(init);
  expect(layout.size).toBe(theta.length);
  const parts = unflatten(tf.tensor1d(theta), layout);
  for (const [name, { shape, values }] of Object.entries(init)) {
    expect(parts[name].shape).toEqual(shape);
    expect(await parts[name].data()).toEqual(values);
  }
});

test('sinusoidal: cosines, then sines, of frequencies from 1 to 1/10,000', async () => {
  const values = await sinusoidal([0, 3, 1000], 8).data();
  expect(Array.from(values.slice(0, 8))).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  for (const [row, t] of [3, 1000].entries()) {
    for (let i = 0; i < 4; i++) {
      const angle = t * 10_000 ** (-i / 4);
      expect(values[(row + 1) * 8 + i]).toBeCloseTo(Math.cos(angle), 6);
      expect(values[(row + 1) * 8 + 4 + i]).toBeCloseTo(Math.sin(angle), 6);
    }
  }
});
