/** The forward chain of one picture on the page's own thread: the noise of every step, drawn once, and what the chain makes of it. */
import { faceValues } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { createRng } from '../../data/rng';
import { exampleNoise, startOf as start } from '../../models/diffusion/noise';
import { faceSchedule, qSample, qStep, type Schedule } from '../../models/diffusion/schedule';
import { breath } from '../../shell/afterFirstPaint';

/** Numbers of one face picture. */
export const PIXELS = 768;
const T = 1_000;

let drawn: { seed: number; steps: Float32Array[] } | null = null;

const drawing = (seed: number): (() => Float32Array) => {
  const rng = createRng(`forward ${seed}`);
  return () => rng.fillNormal(new Float32Array(PIXELS));
};

/** ε_1 … ε_T of a seed, each [PIXELS]. Kept until another seed is asked for. */
export function noiseOf(seed: number): readonly Float32Array[] {
  if (drawn?.seed !== seed) drawn = { seed, steps: Array.from({ length: T }, drawing(seed)) };
  return drawn.steps;
}

/** The same beforehand and in pieces, between which the page answers. */
export async function drawNoise(seed: number): Promise<void> {
  const [draw, steps] = [drawing(seed), [] as Float32Array[]];
  while (steps.length < T) {
    for (let i = 0; i < 200; i++) steps.push(draw());
    await breath();
  }
  drawn = { seed, steps };
}

export interface Noised {
  /** x_t after t steps of the chain. */
  readonly chain: Float32Array;
  /** The one noise that does the same in a single jump: Σ of what the chain added, scaled to variance 1. */
  readonly eps: Float32Array;
  /** x_t by the jump. */
  readonly jump: Float32Array;
  /** Largest difference between the two. */
  readonly difference: number;
}

/** Steps between the places of a chain that are kept, so that any t is at most this far from one. */
const STRIDE = 50;

/** A chain walked once from 0 to T, with resting places from which any t is near. */
export interface Chain {
  readonly schedule: Schedule;
  readonly x0: Float32Array;
  readonly steps: readonly Float32Array[];
  /** x_t, and the sum of all noise in it, at t = 0, STRIDE, 2 · STRIDE … */
  readonly places: readonly { readonly x: Float32Array; readonly added: Float32Array }[];
}

export function chainOf(schedule: Schedule, x0: Float32Array, steps: readonly Float32Array[]): Chain {
  const x = Float32Array.from(x0);
  const added = new Float32Array(PIXELS);
  const places = [{ x: x.slice(), added: added.slice() }];
  for (let s = 1; s <= T; s++) {
    qStep(schedule, x, s, steps[s - 1], x);
    qStep(schedule, added, s, steps[s - 1], added);
    if (s % STRIDE === 0) places.push({ x: x.slice(), added: added.slice() });
  }
  return { schedule, x0, steps, places };
}

/** x_t both ways, with the same noise. */
export function noised({ schedule, x0, steps, places }: Chain, t: number): Noised {
  const from = Math.floor(t / STRIDE);
  const chain = places[from].x.slice();
  const added = places[from].added.slice();
  for (let s = from * STRIDE + 1; s <= t; s++) {
    qStep(schedule, chain, s, steps[s - 1], chain);
    qStep(schedule, added, s, steps[s - 1], added);
  }
  const spread = Math.sqrt(1 - schedule.alphaBar[t]);
  const eps = t === 0 ? Float32Array.from(steps[0]) : added.map((v) => v / spread);
  const jump = qSample(schedule, x0, t, eps);
  let difference = 0;
  for (let i = 0; i < PIXELS; i++) difference = Math.max(difference, Math.abs(jump[i] - chain[i]));
  return { chain, eps, jump, difference };
}

/** x_t of a chain at each of these times, side by side [times · PIXELS]. */
export function filmOf(chain: Chain, times: readonly number[]): Float32Array {
  const out = new Float32Array(times.length * PIXELS);
  for (const [i, t] of times.entries()) out.set(noised(chain, t).jump, i * PIXELS);
  return out;
}

/** Pixels of n faces, each noised to step t by a jump of its own: their distribution is what the histogram shows. [n · PIXELS], good until the next call. */
export function crowdOf(n: number, seed: number): (schedule: Schedule, t: number) => Float32Array {
  const x0 = new Float32Array(n * PIXELS);
  for (let i = 0; i < n; i++) x0.set(faceValues(i), i * PIXELS);
  const eps = createRng(`crowd ${seed}`).fillNormal(new Float32Array(n * PIXELS));
  const pixels = new Float32Array(n * PIXELS);
  return (schedule, t) => qSample(schedule, x0, t, eps, pixels);
}

export const standardNormal = (v: number): number => Math.exp(-0.5 * v * v) / Math.sqrt(2 * Math.PI);

/** One training example as the worker makes it: clean face (or the reader's own picture), noise, and their mixture at step t. Shown at once, before any network answers. */
export function exampleOf(face: number, t: number, noise: number, mine = ''): { x0: Float32Array; eps: Float32Array; xt: Float32Array } {
  const x0 = pictureOf(face, mine);
  const eps = exampleNoise(noise);
  return { x0, eps, xt: qSample(faceSchedule, x0, t, eps) };
}

/** What a run of sixteen faces starts from, as the worker makes it: noise, or a picture noised to t by each. */
export const startOf = (seed: number, from?: { readonly x0: Float32Array; readonly t: number }): Float32Array =>
  start((label) => createRng(seed).fork(label), 16, from);
