/** 10,000 iterations of the plane GAN on WASM: tensor count and memory stay level; on the way it has learned the ring. */
import { beforeAll, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import type { ProgramContext } from '../../app/runtime/program';
import { minMaxDefaults } from '../../app/runtime/programs/gan/config';
import minmax from '../../app/runtime/programs/gan/minmax';

beforeAll(initNode);

const context: ProgramContext = {
  rng: (label) => createRng(1).fork(label),
  weights: () => Promise.reject(new Error('no weights here')),
  progress: () => {},
  redraw: () => {},
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
};

it('10,000 iterations leave tensors and bytes level, and the generated points within 3 floors of the data', async () => {
  const run = await minmax.start(minMaxDefaults, context);
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
