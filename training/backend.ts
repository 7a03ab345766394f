/** Starts TensorFlow.js for a script: WASM on one core, with our own kernels, in native code where it can be had (`--no-native`: without). */
import { initNode } from '../app/runtime/kernels/node';
import { installNative } from './native/index';

export async function startBackend(): Promise<void> {
  await initNode();
  if (process.env.NATIVE !== '0') installNative();
}
