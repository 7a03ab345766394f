/** Puts the own WASM kernels in the place of tfjs's. */
import * as tf from '../../../models/tf';
import type { KernelArgs } from './call';
import { convBackpropFilter, convBackpropInput } from './conv';

let done = false;

function replace(kernelName: string, kernelFunc: (args: KernelArgs) => tf.TensorInfo | tf.TensorInfo[]): void {
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernelFunc as unknown as tf.KernelFunc });
}

export function registerWasmKernels(): void {
  if (done) return;
  done = true;
  const plainInput = tf.getKernel('Conv2DBackpropInput', 'wasm').kernelFunc;
  replace('Conv2DBackpropFilter', convBackpropFilter);
  replace('Conv2DBackpropInput', convBackpropInput(plainInput));
}
