/**
 * The one place the product imports TensorFlow.js from: core, plus the gradient of every op, plus the repairs of `tape.ts`.
 * (`tfjs-core` alone has no gradients; `@tensorflow/tfjs` would pull in layers, converter and data, which nothing here uses.
 * Node cannot load core's gradient modules one by one, so there `#gradients` in package.json names a bundle that has them.)
 * Backends are loaded by the runtime, one at a time.
 */
import '@tensorflow/tfjs-core';
import '#gradients'; // after core, whose flags it reads
import { repairTape } from './tape';

export * from '@tensorflow/tfjs-core';

repairTape();
