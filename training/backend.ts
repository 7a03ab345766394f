/** Starts TensorFlow.js for a script: WASM on one core, with our own kernels. */
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '../app/models/tf';
import { registerKernels } from '../app/runtime/kernels/index';

export async function startBackend(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(`${dirname(entry)}/dist/`);
  await tf.setBackend('wasm');
  await tf.ready();
  await registerKernels('wasm');
}
