/** How each backend is looked for, loaded and hooked, in a worker. */
import * as tf from '../models/tf';
import type { Driver, Probe } from './backends';
import { OutOfMemoryError } from './faults';
import { registerKernels } from './kernels';
import { fetchCode } from './kernels/wasm/module';
import type { BackendName } from './protocol';

/** Told by a device that is gone, or whose memory is full. */
export interface DeviceEvents {
  lost(backend: BackendName, reason: string): void;
  outOfMemory(): void;
}

const NOWHERE: Probe = { available: false, software: false, adapter: '' };
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;
const PROBE_PATIENCE_MS = 5_000;

/** Every rung of the ladder. */
export function browserDrivers(events: DeviceEvents): Record<BackendName, Driver> {
  return { webgpu: webgpu(events), webgl: webgl(events), wasm: wasm(), cpu: cpu() };
}

/** Makes the current backend's device fail for real; false where there is none that could. */
export function loseDevice(): boolean {
  const backend = tf.backend() as { device?: GPUDevice; gpgpu?: { gl: WebGL2RenderingContext } };
  if (backend.device) backend.device.destroy();
  else if (backend.gpgpu) backend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
  else return false;
  return true;
}

function webgpu(events: DeviceEvents): Driver {
  return {
    async probe() {
      if (!navigator.gpu) return NOWHERE;
      const adapter = await Promise.race([
        navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }),
        new Promise<null>((resolve) => setTimeout(resolve, PROBE_PATIENCE_MS, null)),
      ]);
      if (!adapter) return NOWHERE;
      const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
      const name = description || [vendor, architecture, device].filter(Boolean).join(' ');
      return {
        available: true,
        software: isFallbackAdapter || SOFTWARE.test([name, vendor, architecture].join(' ')),
        adapter: name || 'WebGPU',
      };
    },
    async start() {
      await import('@tensorflow/tfjs-backend-webgpu');
      await makeCurrent('webgpu');
      const { device } = tf.backend() as unknown as { device: GPUDevice };
      nudgeWhileWaiting(device);
      void device.lost.then((info) => events.lost('webgpu', info.message));
      device.addEventListener('uncapturederror', (event) => {
        if (event.error instanceof GPUOutOfMemoryError) events.outOfMemory();
      });
    },
    stop: () => tf.removeBackend('webgpu'),
  };
}

/**
 * Firefox looks whether the device has finished when something is submitted, and else every 100 ms. So while anybody waits for a
 * buffer, nothing is submitted, often.
 */
function nudgeWhileWaiting(device: GPUDevice): void {
  let waiting = 0;
  let timer: ReturnType<typeof setInterval>;
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const mapAsync = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = async (...range) => {
      if (waiting++ === 0) timer = setInterval(() => device.queue.submit([]), 1);
      try {
        return await mapAsync(...range);
      } finally {
        if (--waiting === 0) clearInterval(timer);
      }
    };
    return buffer;
  };
}

function webgl(events: DeviceEvents): Driver {
  return {
    async probe() {
      const gl = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('webgl2');
      if (!gl?.getExtension('EXT_color_buffer_float')) return NOWHERE;
      const info = gl.getExtension('WEBGL_debug_renderer_info');
      const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      return { available: true, software: SOFTWARE.test(name), adapter: name };
    },
    async start() {
      await import('@tensorflow/tfjs-backend-webgl');
      tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', 512 * 2 ** 20); // by default unused textures are never given back
      await makeCurrent('webgl');
      const { gpgpu } = tf.backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
      gpgpu.gl.canvas.addEventListener('webglcontextlost', () => events.lost('webgl', 'context lost'));
    },
    stop: () => tf.removeBackend('webgl'),
  };
}

function wasm(): Driver {
  return {
    probe: async () => ({ available: typeof WebAssembly !== 'undefined' && hasSimd(), software: false, adapter: 'SIMD' }),
    async start() {
      fetchCode().catch(() => {}); // comes beside the backend's own code; `registerKernels` says so where it does not
      const [{ setWasmPaths }, { default: url }] = await Promise.all([
        import('@tensorflow/tfjs-backend-wasm'),
        import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
      ]);
      // One thread: the threaded build breaks under minification, and would need headers a static host does not send.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      setWasmPaths({ 'tfjs-backend-wasm.wasm': url, 'tfjs-backend-wasm-simd.wasm': url, 'tfjs-backend-wasm-threaded-simd.wasm': url });
      await makeCurrent('wasm');
      failWhenFull((tf.backend() as unknown as { wasm: { _malloc(bytes: number): number } }).wasm);
    },
    stop: () => tf.removeBackend('wasm'),
  };
}

function cpu(): Driver {
  return {
    probe: async () => ({ available: true, software: false, adapter: 'JavaScript' }),
    async start() {
      await import('@tensorflow/tfjs-backend-cpu');
      await makeCurrent('cpu');
    },
    stop: () => tf.removeBackend('cpu'),
  };
}

async function makeCurrent(backend: BackendName): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} could not be initialized`);
  await registerKernels(backend);
}

/** A module that adds two vectors of bytes: valid only where WebAssembly has SIMD. */
function hasSimd(): boolean {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  return WebAssembly.validate(new Uint8Array(bytes));
}

/** tfjs takes a failed allocation (address 0) for memory and writes over the module's own data; this stops before. */
function failWhenFull(module: { _malloc(bytes: number): number }): void {
  const malloc = module._malloc;
  module._malloc = (bytes) => {
    const address = malloc(bytes);
    if (address === 0 && bytes > 0) throw new OutOfMemoryError();
    return address;
  };
}
