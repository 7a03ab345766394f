/** Calling tfjs-wasm's own kernels from inside a kernel, outside the engine's book-keeping. */
import * as tf from '../../../models/tf';

/** What of tfjs's `BackendWasm` the kernels use. */
export interface WasmBackend extends tf.KernelBackend {
  readonly wasm: { readonly asm: Record<string, unknown>; _malloc(bytes: number): number; _free(pointer: number): void };
  readonly dataIdMap: { get(dataId: object): { id: number; memoryOffset: number } };
  makeOutput(shape: number[], dtype: tf.DataType, memoryOffset?: number): tf.TensorInfo;
}

export interface KernelArgs {
  readonly inputs: Record<string, tf.TensorInfo>;
  readonly backend: WasmBackend;
  readonly attrs: Record<string, unknown>;
}

const found = new Map<string, tf.KernelFunc>();

/** Runs a kernel that is registered for 'wasm'. The result is the caller's to release. */
export function call(
  name: string,
  inputs: Record<string, tf.TensorInfo>,
  backend: WasmBackend,
  attrs: Record<string, unknown> = {},
): tf.TensorInfo {
  let kernel = found.get(name);
  if (!kernel) {
    kernel = tf.getKernel(name, 'wasm').kernelFunc;
    found.set(name, kernel);
  }
  return kernel({ inputs, backend, attrs: attrs as unknown as tf.NamedAttrMap }) as tf.TensorInfo;
}

/** Frees what `call` returned. */
export function release(backend: WasmBackend, ...infos: tf.TensorInfo[]): void {
  for (const info of infos) backend.disposeData(info.dataId);
}
