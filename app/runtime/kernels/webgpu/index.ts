/** The optimizer step on WebGPU: one dispatch, a thread for each parameter. (The norm, where gradients are clipped, takes two more.) */
import { own, type StepAttrs } from '../../../models/nn/ops';
import * as tf from '../../../models/tf';

/** What of tfjs's `WebGPUBackend` is used, and of its `WebGPUProgram`. */
interface WebGpuBackend extends tf.KernelBackend {
  runWebGPUProgram(
    program: OptimizerProgram,
    inputs: tf.TensorInfo[],
    dtype: tf.DataType,
    uniforms: { type: string; data: number[] }[],
  ): tf.TensorInfo;
}

const THREADS = 64;
const NUMBERS = ['lr', 'beta1', 'beta2', 'eps', 'correct1', 'correct2', 'clipNorm', 'ema', 'rest1', 'rest2', 'restEma'] as const;

class OptimizerProgram {
  readonly outputShape: number[];
  readonly variableNames: string[];
  readonly uniforms = `n : i32, ${NUMBERS.map((name) => `${name} : f32`).join(', ')},`;
  readonly workgroupSize: [number, number, number] = [THREADS, 1, 1];
  readonly dispatchLayout = { x: [0, 1] };
  readonly shaderKey: string;
  readonly size = false;
  /** Replaced by tfjs when there are more groups than one dimension holds. */
  dispatch: [number, number, number];

  constructor(
    n: number,
    private readonly kind: StepAttrs['kind'],
    private readonly clip: boolean,
  ) {
    this.outputShape = [4, n];
    this.variableNames = clip ? ['state', 'grad', 'squared'] : ['state', 'grad'];
    this.dispatch = [Math.ceil(n / THREADS), 1, 1];
    this.shaderKey = `own_optimizer_${kind}_${clip}`;
  }

  getUserCode(): string {
    const moments = {
      sgd: 'm = uniforms.beta1 * m + g; let delta = m;',
      rmsprop: `v = uniforms.beta2 * v + uniforms.rest2 * g * g;
        let delta = g / (sqrt(v * uniforms.correct2) + uniforms.eps);`,
      adam: `m = uniforms.beta1 * m + uniforms.rest1 * g;
        v = uniforms.beta2 * v + uniforms.rest2 * g * g;
        let delta = m * uniforms.correct1 / (sqrt(v * uniforms.correct2) + uniforms.eps);`,
    }[this.kind];
    return `
      fn main(index : i32) {
        let n = uniforms.n;
        if (index >= n) { return; }
        var g = grad[index];
        ${this.clip ? 'g = g * min(1.0, uniforms.clipNorm / (sqrt(squared[0]) + 1e-12));' : ''}
        var m = state[index + n];
        var v = state[index + 2 * n];
        ${moments}
        let theta = state[index] - uniforms.lr * delta;
        setOutputAtIndex(index, theta);
        setOutputAtIndex(index + n, m);
        setOutputAtIndex(index + 2 * n, v);
        setOutputAtIndex(index + 3 * n, uniforms.ema * state[index + 3 * n] + uniforms.restEma * theta);
      }
    `;
  }
}

/** state [4, N], grad [N] → [state [4, N]]; θ is cut out by whoever asks for it. */
function step(args: { inputs: Record<string, tf.TensorInfo>; backend: unknown; attrs?: unknown }): tf.TensorInfo[] {
  const { state, grad } = args.inputs;
  const backend = args.backend as WebGpuBackend;
  const a = args.attrs as StepAttrs;
  const n = state.shape[1];
  if (tf.util.sizeFromShape(grad.shape) !== n) throw new Error(`Optimizer: a gradient of ${grad.shape} numbers for ${n} parameters.`);
  const clip = a.clipNorm > 0;
  const run = (name: string, inputs: Record<string, tf.TensorInfo>, attrs: object) =>
    tf.getKernel(name, 'webgpu').kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
  const squares = clip ? run('Square', { x: grad }, {}) : null;
  const squared = squares ? run('Sum', { x: squares }, { axis: [0], keepDims: true }) : null; // [1]
  // 1 − β in 64 bits: 1 − 0.999 in 32 is off by 1e-5.
  const numbers = { ...a, rest1: 1 - a.beta1, rest2: 1 - a.beta2, restEma: 1 - a.ema };
  const uniforms = [{ type: 'int32', data: [n] }, ...NUMBERS.map((name) => ({ type: 'float32', data: [numbers[name]] }))];
  const program = new OptimizerProgram(n, a.kind, clip);
  const next = backend.runWebGPUProgram(program, squared ? [state, grad, squared] : [state, grad], 'float32', uniforms);
  for (const used of [squares, squared]) if (used) backend.disposeData(used.dataId);
  return [next];
}

export function registerWebGpuKernels(): void {
  if (tf.getKernel(own.step, 'webgpu')) return;
  tf.registerKernel({ kernelName: own.step, backendName: 'webgpu', kernelFunc: step as unknown as tf.KernelFunc });
}
