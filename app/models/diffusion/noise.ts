/**
 * The noise that figures show, by seed. Page and worker both draw it, the page to show it at once and the worker to compute with it: through
 * these functions, so that it is one noise. Plain numbers, no tensors.
 */
import { createRng, type Rng } from '../../data/rng';
import { faceSchedule, qSample } from './schedule';

/** Numbers of one face: 16 × 16 pixels × RGB. */
const PIXELS = 768;

/** ε of a training example. [16 · 16 · 3] */
export const exampleNoise = (seed: number): Float32Array => createRng(`example ${seed}`).fillNormal(new Float32Array(PIXELS));

/** x_T of the first n faces of a run, of which `rng` gives the streams by label. [n · 16 · 16 · 3] */
export const startNoise = (rng: (label: string) => Rng, n: number): Float32Array => rng('x_T').fillNormal(new Float32Array(n * PIXELS));

/** What a run of n faces begins with: that noise, or one picture noised by each of them to t. [n · 16 · 16 · 3] */
export function startOf(rng: (label: string) => Rng, n: number, from?: { readonly x0: Float32Array; readonly t: number }): Float32Array {
  const eps = startNoise(rng, n);
  if (!from) return eps;
  const x0 = Float32Array.from(eps, (_, i) => from.x0[i % PIXELS]);
  return qSample(faceSchedule, x0, from.t, eps);
}
