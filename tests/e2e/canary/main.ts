/** Plain tfjs in a page of its own, for the faults of tfjs that show only there: see `canary.spec.ts` and `canary.webgpu.spec.ts`. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

setWasmPaths({
  'tfjs-backend-wasm.wasm': simd, // never asked for: every browser of these tests has SIMD
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});

const canary = {
  /** The sum of a product of two 64 × 64 matrices of ones, computed by WASM with threads: 64³. */
  async threads(): Promise<number> {
    if (!(await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'))) throw new Error('This page may not share memory between threads.');
    await tf.setBackend('wasm');
    const ones = tf.ones([64, 64]);
    return (await tf.sum(tf.matMul(ones, ones)).data())[0];
  },

  /** How many of n numbers computed on WebGPU are read wrong synchronously, and whether the device can be read from before and afterwards. */
  async syncRead(n: number): Promise<{ before: boolean; wrong: number; alive: boolean }> {
    await tf.setBackend('webgpu');
    const works = async () => (await tf.add(tf.ones([4]), 1).data()).every((x) => x === 2);
    const before = await works();
    const numbers = Float32Array.from({ length: n }, (_, i) => i + 0.5);
    const read = tf.add(tf.tensor1d(numbers), 1).dataSync();
    const wrong = numbers.filter((x, i) => read[i] !== x + 1).length;
    const alive = await works().catch(() => false);
    return { before, wrong, alive };
  },
};
export type Canary = typeof canary;
Object.assign(window, { canary });
