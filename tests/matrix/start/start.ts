/**
 * The start of the engine, ladder, calibration and all, by a clock of the test's. The graphics card is WebAssembly under another name:
 * software graphics would be passed over, or take seconds to compile, and fast steps are what a coarse clock finds hardest.
 */
import { selectBackend } from '../../../app/runtime/backends';
import { measure } from '../../../app/runtime/calibrate';
import { browserDrivers } from '../../../app/runtime/drivers';
import { realClock } from '../../../app/runtime/scheduler';

const fine = performance.now.bind(performance);

self.onmessage = ({ data: tick }: MessageEvent<number>) => {
  start(tick).catch((error) => self.postMessage({ backend: String(error), timings: null }));
};

async function start(tick: number): Promise<void> {
  performance.now = () => Math.floor(fine() / tick) * tick;
  const clock = realClock();
  const drivers = browserDrivers({ lost: () => {}, outOfMemory: () => {} });
  const wasm = { ...drivers.wasm, stop: () => {} }; // it stands on two rungs, so stopping the one may not take it from the other
  const webgl = { ...wasm, probe: async () => ({ available: true, software: false, adapter: 'a card' }) };
  const none = { ...drivers.cpu, probe: async () => ({ available: false, software: false, adapter: '' }) };
  const wish = { force: null, avoid: [], kept: null, measure: (backend: Parameters<typeof measure>[0]) => measure(backend, clock) };
  const { backend, calibration } = await selectBackend({ ...drivers, webgpu: none, webgl, wasm }, wish);
  self.postMessage({ backend, timings: calibration?.timings ?? null });
}
