/** The SIMD module, instantiated on tfjs-wasm's own memory. */
import type * as tf from '../../../models/tf';
import { KERNELS_BASE64 } from '../assembly.generated';
import type { WasmBackend } from './call';

/** The module's functions (see `assembly/`). Pointers are byte offsets into the shared memory, sizes count floats; booleans are 0 or 1. */
type Fn = (...args: number[]) => void;
export type Assembly = Record<
  | 'activate'
  | 'activateGrad'
  | 'inputGradColumns'
  | 'columnSum'
  | 'conv'
  | 'copyRows'
  | 'dense'
  | 'denseGrad'
  | 'exp'
  | 'filterGradColumns'
  | 'filterGradDirect'
  | 'gather4'
  | 'gemm'
  | 'groupNorm'
  | 'groupNormGrad'
  | 'optimizerStep'
  | 'rotateFilter'
  | 'segmentSum'
  | 'siluGrad'
  | 'softmax'
  | 'sumPool2'
  | 'swapMiddle'
  | 'transposeBatch'
  | 'upsample2',
  Fn
>;

/** The instance of the current backend, and the memory it works in; set by `load`. */
export let simd: Assembly;
export let memory: WebAssembly.Memory;

/** Puts other functions that do the same in the place of some of the module's: native code, where a training has it. */
export function replaceSimd(functions: Partial<Assembly>): void {
  simd = { ...simd, ...functions };
}

/** Compiles the module against the memory that the backend's WebAssembly instance exports. */
export async function load(backend: WasmBackend): Promise<void> {
  const found = Object.values(backend.wasm.asm).find((x) => x instanceof WebAssembly.Memory);
  if (!found) throw new Error('The WASM backend exports no memory; the own kernels need tfjs-backend-wasm 4.22.');
  memory = found;
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (c) => c.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  simd = instance.exports as unknown as Assembly;
}

/** Where a tensor's data lies, in bytes. */
export const at = (backend: WasmBackend, info: tf.TensorInfo): number => backend.dataIdMap.get(info.dataId).memoryOffset;

/** Runs f with `floats` floats of scratch memory. */
export function withScratch(backend: WasmBackend, floats: number, f: (pointer: number) => void): void {
  const pointer = backend.wasm._malloc(floats * 4) >>> 0;
  if (pointer === 0) throw new Error(`Out of memory: ${floats * 4} bytes of scratch space.`);
  try {
    f(pointer);
  } finally {
    backend.wasm._free(pointer);
  }
}
