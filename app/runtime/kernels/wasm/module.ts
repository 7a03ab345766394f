/**
 * The SIMD module, instantiated on tfjs-wasm's own memory. There are two of the same sources: one for every browser with SIMD, and one
 * whose a·b + c is a single instruction, which only Chromium and Firefox accept (relaxed SIMD). Only the one that is taken is loaded.
 * Their results differ in the last bits.
 */
import type * as tf from '../../../models/tf';
import type { WasmBackend } from './call';

/** The module's functions (see `assembly/`). Pointers are byte offsets into the shared memory, sizes count floats; booleans are 0 or 1. */
type Fn = (...args: number[]) => void;
export type Assembly = Record<
  | 'activate'
  | 'activateGrad'
  | 'attention'
  | 'attentionGrad'
  | 'binaryCrossEntropy'
  | 'binaryCrossEntropyGrad'
  | 'inputGradColumns'
  | 'columnSum'
  | 'conv'
  | 'convWinograd'
  | 'copyRows'
  | 'dense'
  | 'denseGrad'
  | 'exp'
  | 'filterGradColumns'
  | 'filterGradDirect'
  | 'filterGradWinograd'
  | 'gather4'
  | 'gelu'
  | 'geluGrad'
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

/** A function that multiplies and adds in one instruction: valid only where WebAssembly has relaxed SIMD. */
export function hasFusedMultiplyAdd(): boolean {
  const head = [0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0];
  return WebAssembly.validate(new Uint8Array([...head, 10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11]));
}

/** The module's code; sent for once, however often it is asked for. */
export const fetchCode = (fused = hasFusedMultiplyAdd()) =>
  fused ? import('../assembly.fused.generated') : import('../assembly.generated');

/** Compiles the module against the memory that the backend's WebAssembly instance exports. */
export async function load(backend: WasmBackend, fused = hasFusedMultiplyAdd()): Promise<void> {
  const found = Object.values(backend.wasm.asm).find((x) => x instanceof WebAssembly.Memory);
  if (!found) throw new Error('The WASM backend exports no memory; the own kernels need tfjs-backend-wasm 4.22.');
  memory = found;
  const { KERNELS_BASE64 } = await fetchCode(fused);
  const bytes = Uint8Array.from(atob(KERNELS_BASE64), (c) => c.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  simd = instance.exports as unknown as Assembly;
}

/** Where a tensor's data lies, in bytes. */
export const at = (backend: WasmBackend, info: tf.TensorInfo): number => backend.dataIdMap.get(info.dataId).memoryOffset;

/** Floats that `gemm` packs at most, for C [m, n] = A·B with k products an element. */
export const packFloats = (n: number, k: number): number => Math.min(k, 256) * (n + 3) + 64 * 256;

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
