/** What every fused kernel on WASM begins with: its results' tensors, and the numbers the SIMD module knows activations by. */
import type { ValueActivation } from '../../../models/nn/ops';
import * as tf from '../../../models/tf';
import type { KernelArgs, WasmBackend } from './call';

export type Kernel = (args: KernelArgs) => tf.TensorInfo | tf.TensorInfo[];

export const size = (info: tf.TensorInfo) => tf.util.sizeFromShape(info.shape);
export const make = (backend: WasmBackend, shape: readonly number[]) => backend.makeOutput([...shape], 'float32');

/** Numbers of the activations in `assembly/math.ts`. */
export const ACT: Record<ValueActivation | 'silu', number> = { linear: 0, relu: 1, lrelu: 2, tanh: 3, sigmoid: 4, silu: 5 };
