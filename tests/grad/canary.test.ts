/**
 * Faults of tfjs 4.22 that the code works around. Each test passes while the fault is there; when an update of tfjs mends one it
 * fails, and the workaround named beside it can go. Plain tfjs only: nothing here may import `app/models/tf`, which repairs.
 */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

const values = (t: tf.Tensor) => Array.from(t.dataSync());

test('tfjs-core alone has no gradients → app/models/tf.ts imports them', () => {
  expect(tf.getGradient('Square')).toBeUndefined();
});

describe('with the gradients', () => {
  beforeAll(async () => {
    await import('@tensorflow/tfjs');
  });
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  test('there are none for some ops → not used in models', () => {
    expect(['Square', 'Einsum', 'TopK', 'StridedSlice', 'GatherNd', 'DepthToSpace'].filter((op) => tf.getGradient(op))).toEqual(['Square']);
  });

  test('nor for a dilated convolution → not used in models', () => {
    const w = tf.ones([3, 3, 1, 1]) as tf.Tensor4D;
    const f = (x: tf.Tensor) => tf.sum(tf.conv2d(x as tf.Tensor4D, w, 1, 'same', 'NHWC', 2));
    expect(() => tf.grad(f)(tf.ones([1, 5, 5, 1]))).toThrow(/dilation/);
  });

  test('leaky ReLU has no second derivative → layers.leakyRelu is made of ReLUs', () => {
    const slope = (x: tf.Tensor) => tf.sum(tf.square(tf.grad((y: tf.Tensor) => tf.sum(tf.square(tf.leakyRelu(y))))(x)));
    let second: number[] | null = null;
    try {
      second = values(tf.grad(slope)(tf.tensor1d([1, -1])));
    } catch {
      // it throws today; a wrong value would do as well
    }
    expect(second).not.toEqual([8, -8 * 0.2 ** 4]);
  });

  test('max pooling has no second derivative → models pool by means', () => {
    const pool = (x: tf.Tensor) => tf.sum(tf.square(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')));
    const slope = (x: tf.Tensor) => tf.sum(tf.square(tf.grad(pool)(x)));
    expect(() => tf.grad(slope)(tf.tensor([1, 2, 3, 4], [1, 2, 2, 1]))).toThrow();
  });

  test('second derivatives through a saved output are lost → models/tape.ts reorders the tape', () => {
    const slope = (x: tf.Tensor) => tf.sum(tf.grad((y: tf.Tensor) => tf.sum(tf.tanh(y)))(x));
    expect(() => tf.grad(slope)(tf.tensor1d([0.5]))).toThrow(/Cannot compute gradient/);
  });

  test('what is kept for a gradient costs a launch each → models/tape.ts shares it', async () => {
    const { kernels } = await tf.profile(() => tf.grad((x: tf.Tensor) => tf.sum(tf.tanh(tf.mul(x, x))))(tf.ones([4])) as tf.Tensor);
    expect(kernels.filter((kernel) => kernel.name === 'Identity')).toHaveLength(4); // both factors, the value of tanh, what is summed
  });

  test('matMul of a batch by one matrix has no gradient → layers.dense reshapes', () => {
    const f = (w: tf.Tensor) => tf.sum(tf.matMul(tf.ones([3, 4, 5]), w));
    expect(() => tf.grad(f)(tf.ones([5, 6]))).toThrow(/shape/);
  });

  test("the CPU's gradient of nearest-neighbour resizing is wrong for batches → layers.upsample2", () => {
    const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [2, 2]), weights));
    const weights = tf.tensor([1, 1, 1, 1, 2, 2, 2, 2], [2, 2, 2, 1]);
    expect(values(tf.grad(f)(tf.ones([2, 1, 1, 1])))).not.toEqual([4, 8]);
  });

  test("tfjs's Adam launches kernels by the hundred → nn/adam.ts", async () => {
    const parameters = Array.from({ length: 20 }, () => tf.variable(tf.ones([4])));
    const adam = tf.train.adam(0.01);
    const step = () => adam.minimize(() => tf.addN(parameters.map((p) => tf.sum(tf.square(p)))) as tf.Scalar) as null;
    step();
    const { kernels } = await tf.profile(() => {
      step();
      return tf.scalar(0);
    });
    expect(kernels.length).toBeGreaterThan(300);
    adam.dispose();
    tf.dispose(parameters);
  });

  describe('WASM', () => {
    beforeEach(async () => {
      await tf.setBackend('wasm');
    });

    test('lacks kernels that training needs → runtime/kernels/wasm', () => {
      const needed = ['Conv2D', 'Conv2DBackpropFilter', 'Einsum', 'UnsortedSegmentSum', 'DepthwiseConv2dNativeBackpropFilter'];
      expect(needed.filter((name) => tf.getKernel(name, 'wasm'))).toEqual(['Conv2D']);
      expect(tf.getKernel('DepthwiseConv2dNativeBackpropInput', 'wasm')).toBeUndefined();
    });

    test('packs weights once for a tensor and never looks again → the optimizer writes new tensors', () => {
      const { wasm, dataIdMap } = tf.backend() as unknown as {
        wasm: { HEAPF32: Float32Array };
        dataIdMap: { get(id: object): { memoryOffset: number } };
      };
      const x = tf.ones([1, 2, 2, 1]) as tf.Tensor4D;
      const w = tf.tensor([1], [1, 1, 1, 1]) as tf.Tensor4D;
      expect(values(tf.conv2d(x, w, 1, 'same'))).toEqual([1, 1, 1, 1]);
      wasm.HEAPF32[dataIdMap.get(w.dataId).memoryOffset / 4] = 5;
      expect(values(w)).toEqual([5]);
      expect(values(tf.conv2d(x, w, 1, 'same'))).toEqual([1, 1, 1, 1]);
    });

    test('fused convolutions take biases of rank 1 only → the own convolution has its own', () => {
      const [x, filter] = [tf.ones([1, 2, 2, 1]) as tf.Tensor4D, tf.ones([1, 1, 1, 1]) as tf.Tensor4D];
      const bias = tf.ones([1, 1, 1, 1]);
      expect(() => tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias })).toThrow(/rank-1|rank 1/);
    });
  });
});
