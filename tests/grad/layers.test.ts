/** The suite on the CPU backend (tfjs's own operations, composed) and on WASM with the own kernels, in Node. */
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { has, own } from '../../app/models/nn/ops';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { suite } from './suite';

suite('cpu', async () => {
  await tf.setBackend('cpu');
});
suite('wasm', initNode);

test('WASM has every own kernel, the CPU none', async () => {
  await initNode();
  const forLaunches = Object.values(own).filter((name) => !has(name)); // only a graphics card wants fewer of them
  expect(forLaunches).toEqual([own.attend, own.combine, own.columnSum, own.convSum, own.denseEach, own.densePlus, own.spread]);
  await tf.setBackend('cpu');
  expect(Object.values(own).filter(has)).toEqual([]);
});

test('the WASM heap does not grow over 200 convolution gradients', async () => {
  await initNode();
  const heap = () => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
  const x = tf.zeros([8, 16, 16, 32]);
  const w = tf.zeros([3, 3, 32, 32]);
  const step = () => tf.tidy(() => tf.grad((v: tf.Tensor) => tf.sum(tf.conv2d(v as tf.Tensor4D, w as tf.Tensor4D, 1, 'same')))(x).shape);
  for (let i = 0; i < 5; i++) step();
  const level = heap();
  for (let i = 0; i < 200; i++) step();
  expect(heap()).toBe(level);
  tf.dispose([x, w]);
});
