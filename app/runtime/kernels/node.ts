/** The WASM backend in Node, for training scripts, tests and benchmarks: SIMD, one thread, with the product's own kernels. */
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '../../models/tf';
import { registerKernels } from './index';

/** Makes 'wasm' the backend and registers the own kernels. Call it once, before any tensor work. */
export async function initNode(): Promise<void> {
  if (!(await tf.setBackend('wasm'))) throw new Error('The WASM backend did not start.');
  await tf.ready();
  await registerKernels('wasm');
}
