/**
 * Launching WGSL of our own beside tfjs's kernels: in the same command encoder and over the same buffers, with as many outputs as the device
 * allows (tfjs's own way has one). Numbers that never change for a shape are sent to the device once, not at every launch.
 */
import * as tf from '../../../models/tf';

/** What of tfjs's `WebGPUBackend` is used. */
export interface WebGpuBackend extends tf.KernelBackend {
  readonly device: GPUDevice;
  readonly commandQueueOwnedIds: WeakSet<object>;
  computePassEncoder: GPUComputePassEncoder | null;
  commandEncoder: GPUCommandEncoder;
  dispatchCountInPass: number;
  makeTensorInfo(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  uploadToGPU(dataId: object): void;
  tensorToBinding(tensor: tf.TensorInfo): GPUBufferBinding;
  makeUniforms(numbers: { type: string; data: number[] }[]): GPUBufferBinding;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

export interface KernelArgs {
  readonly inputs: Record<string, tf.TensorInfo>;
  readonly backend: WebGpuBackend;
  readonly attrs: Record<string, unknown>;
}
export type Kernel = (args: KernelArgs) => tf.TensorInfo | tf.TensorInfo[];

/** Buffers that one shader may be given: what every WebGPU device has, and tfjs asks for no more. */
export const MOST_BUFFERS = 8;
/** Groups along one dimension of a launch. */
const MOST_GROUPS = 32_768;

export interface Launch {
  /** Names the code: the same key, the same text. */
  readonly key: string;
  /**
   * The body, run by every thread: `block` is the number of its group, `lane` its place in the group, `index` = block · threads + lane. `numbers`
   * are `u.name`; inputs and outputs arrays of f32 (or i32) by name.
   */
  readonly body: string;
  /** Declarations before the function. */
  readonly head?: string;
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly outputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly numbers: Readonly<Record<string, { readonly i32: number } | { readonly f32: number }>>;
  /** The numbers follow from shapes: sent once. Default true. */
  readonly lasting?: boolean;
  readonly groups: number;
  /** Threads of a group. Default 64. */
  readonly threads?: number;
  /** Inputs and outputs are arrays of vec4<f32>: their sizes must be multiples of 4. */
  readonly inFours?: boolean;
}

interface Made {
  readonly pipelines: Map<string, GPUComputePipeline>;
  readonly numbers: Map<string, GPUBufferBinding>;
}
const made = new WeakMap<GPUDevice, Made>();

export const size = (info: tf.TensorInfo): number => tf.util.sizeFromShape(info.shape);
export const fresh = (backend: WebGpuBackend, shape: readonly number[]): tf.TensorInfo => backend.makeTensorInfo([...shape], 'float32');
export const i32 = (value: number) => ({ i32: value });
export const f32 = (value: number) => ({ f32: value });

/** Runs one of tfjs's kernels for 'webgpu'. What it returns is the caller's to release. */
export function call(name: string, inputs: Record<string, tf.TensorInfo>, backend: WebGpuBackend, attrs: object = {}): tf.TensorInfo {
  return tf.getKernel(name, 'webgpu').kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
}

/** Frees what `call` returned. */
export function release(backend: WebGpuBackend, ...infos: tf.TensorInfo[]): void {
  for (const info of infos) backend.disposeData(info.dataId);
}

/** Records one launch. The outputs are filled when the device comes to it. */
export function launch(backend: WebGpuBackend, work: Launch): void {
  const { device } = backend;
  let of = made.get(device);
  if (!of) {
    of = { pipelines: new Map(), numbers: new Map() };
    made.set(device, of);
  }
  const tensors = [...Object.values(work.outputs), ...Object.values(work.inputs)];
  for (const tensor of tensors) backend.uploadToGPU(tensor.dataId);
  let pipeline = of.pipelines.get(work.key);
  if (!pipeline) {
    const module = device.createShaderModule({ code: source(work), label: work.key });
    pipeline = device.createComputePipeline({ compute: { module, entryPoint: 'main' }, layout: 'auto', label: work.key });
    of.pipelines.set(work.key, pipeline);
  }
  const bindings = tensors.map((tensor) => backend.tensorToBinding(tensor));
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [...bindings, numbersOf(backend, of, work)].map((resource, binding) => ({ binding, resource })),
  });
  // A buffer that a recorded launch uses must not be used again before it is submitted.
  for (const { dataId } of tensors) backend.commandQueueOwnedIds.add(dataId);
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder.beginComputePass();
  backend.computePassEncoder.setPipeline(pipeline);
  backend.computePassEncoder.setBindGroup(0, group);
  backend.computePassEncoder.dispatchWorkgroups(Math.min(work.groups, MOST_GROUPS), Math.ceil(work.groups / MOST_GROUPS));
  backend.dispatchCountInPass++;
  if ((tf.env().get('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE') as number) <= backend.dispatchCountInPass) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

function numbersOf(backend: WebGpuBackend, of: Made, { numbers, lasting = true }: Launch): GPUBufferBinding {
  const values = Object.values(numbers);
  if (!lasting)
    return backend.makeUniforms(values.map((v) => ('i32' in v ? { type: 'int32', data: [v.i32] } : { type: 'float32', data: [v.f32] })));
  const bytes = new ArrayBuffer(4 * values.length);
  values.forEach((v, i) => {
    if ('i32' in v) new Int32Array(bytes)[i] = v.i32;
    else new Float32Array(bytes)[i] = v.f32;
  });
  const key = new Uint32Array(bytes).join();
  let binding = of.numbers.get(key);
  if (!binding) {
    const buffer = backend.device.createBuffer({ size: bytes.byteLength, usage: GPUBufferUsage.UNIFORM, mappedAtCreation: true });
    new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(bytes));
    buffer.unmap();
    binding = { buffer, offset: 0, size: bytes.byteLength };
    of.numbers.set(key, binding);
  }
  return binding;
}

function source({ body, head = '', inputs, outputs, numbers, threads = 64, inFours }: Launch): string {
  let binding = 0;
  const array =
    (access: string) =>
    ([name, { dtype }]: [string, tf.TensorInfo]) => {
      const number = dtype === 'int32' ? 'i32' : 'f32';
      return `@group(0) @binding(${binding++}) var<storage, ${access}> ${name} : array<${inFours ? `vec4<${number}>` : number}>;`;
    };
  return `
    ${Object.entries(outputs).map(array('read_write')).join('\n')}
    ${Object.entries(inputs).map(array('read')).join('\n')}
    struct Numbers { ${Object.entries(numbers)
      .map(([name, v]) => `${name} : ${'i32' in v ? 'i32' : 'f32'},`)
      .join(' ')} }
    @group(0) @binding(${binding}) var<uniform> u : Numbers;
    ${head}
    @compute @workgroup_size(${threads})
    fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>, @builtin(local_invocation_index) thread : u32) {
      let block = i32(group.x + group.y * groups.x);
      let lane = i32(thread);
      let index = block * ${threads} + lane;
      ${body}
    }`;
}

/**
 * Sums over the lanes of a group, for the head of a shader: `total(value, lane)` gives every lane the sum. All lanes must come to it.
 */
export const totals = (threads: number): string => `
  var<workgroup> partial : array<f32, ${threads}>;
  fn total(value : f32, lane : i32) -> f32 {
    partial[lane] = value;
    workgroupBarrier();
    for (var half = ${threads / 2}; half > 0; half = half / 2) {
      if (lane < half) { partial[lane] = partial[lane] + partial[lane + half]; }
      workgroupBarrier();
    }
    let sum = partial[0];
    workgroupBarrier();
    return sum;
  }`;
