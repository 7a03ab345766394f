/**
 * The one place the product imports TensorFlow.js from: core, plus the gradient of every op.
 * (`tfjs-core` alone has no gradients; `@tensorflow/tfjs` would pull in layers, converter and data, which nothing here uses.)
 * Backends are loaded by the runtime, one at a time.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';

export * from '@tensorflow/tfjs-core';
