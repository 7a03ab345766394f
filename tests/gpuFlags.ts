/**
 * Command line of a browser for benchmarks and tests of WebGPU. NOTES_GPU=hardware: WebGPU and pages on the machine's own graphics card, over Vulkan; NOTES_GPU may
 * also be a command line. Left out: WebGPU on a software adapter. NOTES_BACKEND: the backend that pages are asked for, else WASM.
 */
const quiet = ['--no-sandbox', '--no-first-run', '--disable-quic'];
const software = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];
const hardware = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--ignore-gpu-blocklist',
  '--use-angle=vulkan',
  '--disable-vulkan-surface',
];
const asked = process.env.NOTES_GPU;

/** Whether the adapter is meant to be a real one. */
export const onHardware = asked !== undefined;
/** For WebGPU. */
export const gpuArgs = [...quiet, ...(asked === undefined ? software : asked === 'hardware' ? hardware : asked.split(' '))];
/** For benchmarks of pages, which run on WASM unless told otherwise. */
export const pageArgs = onHardware ? gpuArgs : quiet;
export const pageBackend = process.env.NOTES_BACKEND ?? 'wasm';
