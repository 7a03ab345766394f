/** Puts the own WASM kernels in the place of tfjs's and adds the fused ones. */
import * as tf from '../../../models/tf';
import type { KernelArgs, WasmBackend } from './call';
import { load } from './module';
import { ownKernels } from './own';
import { replacements } from './replaced';

type Outputs = tf.TensorInfo | tf.TensorInfo[];

let loadedFor: tf.KernelBackend | undefined;
let registered = false;

/** The 'wasm' backend must be initialised and current. Called again after the backend was made anew, it moves to its memory. */
export async function registerWasmKernels(): Promise<void> {
  const backend = tf.backend() as WasmBackend;
  if (loadedFor !== backend) await load(backend);
  loadedFor = backend;
  if (registered) return;
  registered = true;
  for (const [name, replacement] of Object.entries(replacements)) {
    const original = tf.getKernel(name, 'wasm');
    if (original) tf.unregisterKernel(name, 'wasm');
    const plain = (args: KernelArgs) => original.kernelFunc(args as unknown as Parameters<tf.KernelFunc>[0]) as Outputs;
    register(name, replacement(plain), original?.setupFunc);
  }
  for (const [name, kernel] of Object.entries(ownKernels)) register(name, kernel);
}

/** The set-up of the kernel replaced goes along: a backend made anew runs it again. */
function register(kernelName: string, kernel: (args: KernelArgs) => Outputs, setupFunc?: tf.KernelSetupFunc): void {
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernel as unknown as tf.KernelFunc, setupFunc });
}
