/** What a piece of work asks of a WebGPU device: counted where the browser's own functions are called, so nothing is left out. */

export interface Counts {
  /** Dispatches of compute shaders: launches. */
  dispatches: number;
  submits: number;
  /** Numbers sent to the device: writes to the queue and buffers handed over filled. */
  uploads: number;
  /** Copies between buffers, and buffers made. */
  copies: number;
  buffers: number;
  /** Buffers read by the page. */
  reads: number;
}

const fresh = (): Counts => ({ dispatches: 0, submits: 0, uploads: 0, copies: 0, buffers: 0, reads: 0 });
let now = fresh();
/** Dispatches by the label of their shader: our kernels' keys, the class names of tfjs's programs. */
let byShader: Record<string, number> = {};
let shader = '';
let counting = false;

/** Puts a counter before a method of a WebGPU class. */
function watch<T extends object, K extends keyof T>(prototype: T, method: K, what: (...args: unknown[]) => keyof Counts | null): void {
  const original = prototype[method] as (...args: unknown[]) => unknown;
  prototype[method] = function (this: T, ...args: unknown[]) {
    const which = what(...args);
    if (which) now[which]++;
    return original.apply(this, args);
  } as T[K];
}

/** Begins to count, once. Where there is no WebGPU nothing is counted. */
export function count(): void {
  if (counting || typeof GPUDevice === 'undefined') return;
  counting = true;
  watch(GPUComputePassEncoder.prototype, 'setPipeline', (pipeline) => {
    shader = (pipeline as GPUComputePipeline).label;
    return null;
  });
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => {
    byShader[shader] = (byShader[shader] ?? 0) + 1;
    return 'dispatches';
  });
  watch(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => 'dispatches');
  watch(GPUQueue.prototype, 'submit', (buffers) => ((buffers as unknown[]).length ? 'submits' : null));
  watch(GPUQueue.prototype, 'writeBuffer', () => 'uploads');
  watch(GPUCommandEncoder.prototype, 'copyBufferToBuffer', () => 'copies');
  watch(GPUDevice.prototype, 'createBuffer', () => 'buffers');
  watch(GPUDevice.prototype, 'createBuffer', (made) => ((made as GPUBufferDescriptor).mappedAtCreation ? 'uploads' : null));
  watch(GPUBuffer.prototype, 'mapAsync', (mode) => (mode === GPUMapMode.READ ? 'reads' : null));
}

/** What f asks for, without what `end` asks for; `shaders`: its launches by shader. */
export async function counted(f: () => void, end: () => Promise<void>): Promise<Counts & { shaders: Record<string, number> }> {
  await end();
  now = fresh();
  await end();
  const before = now;
  now = fresh();
  byShader = {};
  f();
  const shaders = { ...byShader };
  await end();
  const all = now;
  const asked = Object.fromEntries(Object.entries(all).map(([key, n]) => [key, n - before[key as keyof Counts]])) as unknown as Counts;
  return { ...asked, shaders };
}
