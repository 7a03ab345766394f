/** Starts TensorFlow.js for a script: WASM on one core, with our own kernels. */
import { initNode } from '../app/runtime/kernels/node';

export const startBackend = initNode;
