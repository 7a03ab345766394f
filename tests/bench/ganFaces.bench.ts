/**
 * The GANs of faces on one core: 64 faces by each that ships, on WASM in Node, by processor time; and from the hand to the picture in a real
 * browser: a slider of z in the figure of faces, until the face is on the screen (see slider.ts).
 * Run: node --import ./training/register.mjs tests/bench/ganFaces.bench.ts
 */
import { readFileSync } from 'node:fs';
import { createRng } from '../../app/data/rng';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { LATENT, wishOf } from '../../app/runtime/programs/gan/draws';
import { loadInCodes, loadInPixels, repeated } from '../../app/runtime/programs/gan/faceGenerators';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';
import { rate } from './rate';
import { benchSlider } from './slider';

const N = 64;
await initNode();
const shipped = async (path: string) => readFileSync(new URL(`../../public/weights/${path}`, import.meta.url));
const ctx = { ...weightless('bench'), weights: (model: string, file?: string) => loadWeights(model, file, shipped) };
const z = createRng('bench').fillNormal(new Float32Array(N * LATENT));
const wishes = repeated(wishOf(7), N);
for (const [name, painter] of [
  ['in codes', await loadInCodes(ctx)],
  ['in pixels', await loadInPixels(ctx, 'gan')],
] as const) {
  const once = () => tf.tidy(() => painter.paint(z, wishes).dataSync());
  once();
  console.log(`${N} faces, ${name}: ${(1000 / rate(once, 3)).toFixed(1)} ms`);
}
await benchSlider({ page: 'gan', figure: 'faces', canvas: 'The generated face', slider: 0 });
