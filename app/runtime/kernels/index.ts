/**
 * The product's own kernels. They take the place of kernels that tfjs lacks or that are slow, under tfjs's own names, and add
 * fused ones that `models/nn` uses where they exist; every other backend composes the same functions from tfjs operations.
 */
import * as tf from '../../models/tf';
import { registerWasmKernels } from './wasm/index';

/** Registers the own kernels of a backend that has just been made the current one. Does nothing for a backend without any. */
export async function registerKernels(backend: string = tf.getBackend()): Promise<void> {
  if (backend === 'wasm') await registerWasmKernels();
  if (backend === 'webgpu') (await import('./webgpu/index')).registerWebGpuKernels();
}
