/** 10,000 iterations of the plane GAN on WASM: tensor count and memory stay level; on the way it has learned the ring. */
import { beforeAll, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { minMaxDefaults } from '../../app/runtime/programs/gan/config';
import minmax from '../../app/runtime/programs/gan/minmax';
import { weightless } from '../program';

beforeAll(initNode);

it('10,000 iterations leave tensors and bytes level, and the generated points within 3 floors of the data', async () => {
  const run = await minmax.start(minMaxDefaults, weightless());
  const memory = async () => {
    await run.frame();
    const { numTensors, numBytes } = tf.memory();
    return { numTensors, numBytes, heap: wasmBytes() };
  };
  for (let i = 0; i < 1000; i++) run.step?.();
  const burntIn = await memory();
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 9; k++) {
    for (let i = 0; i < 1000; i++) run.step?.();
    const { now, floor } = await run.frame();
    best = Math.min(best, now.swd / floor.swd);
  }
  const after = await memory();
  expect(after.numTensors).toBe(burntIn.numTensors);
  expect(after.numBytes).toBe(burntIn.numBytes);
  expect(after.heap).toBe(burntIn.heap);
  expect(best).toBeLessThan(3);
  run.dispose();
}, 600_000);

/** Size of the WebAssembly memory the backend lives in. */
function wasmBytes(): number {
  const backend = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  return backend.wasm.HEAPU8.buffer.byteLength;
}
