/** One game in two spaces: both get the same time, each replays by itself, and what is shown of the finished ones is what ships. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import spaces, { type SpacesConfig } from '../../app/runtime/programs/gan/spaces';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';

beforeAll(initNode);

const shipped = async (path: string) => readFileSync(new URL(`../../public/weights/${path}`, import.meta.url));
const ctx = { ...weightless('spaces'), weights: (model: string, file?: string) => loadWeights(model, file, shipped) };
const config: SpacesConfig = { wide: 128, averaged: true, finished: false };

it('gives both the same time, goes on from what it saved, shows the finished ones, and leaves no tensors', async () => {
  const kept = tf.memory().numTensors;
  const run = await spaces.start(config, ctx);
  const before = await run.frame();
  // A round of each is timed before the clock starts, and counts.
  expect(before.codes.rounds).toBe(before.pixels.rounds);
  expect(before.codes.frechet).toBeGreaterThan(3 * before.floor);
  // Faces are measured anew only once both have had half a second more: rounds enough of a quick machine.
  let [after, played] = [before, 0];
  while (after.seconds === before.seconds) {
    for (let i = 0; i < 12; i++, played++) run.step?.();
    after = await run.frame();
  }
  expect(after.codes.rounds + after.pixels.rounds).toBe(before.codes.rounds + before.pixels.rounds + played);
  // The one that was behind plays: the cheaper one catches up first.
  const cheap = after.codes.cost < after.pixels.cost ? 'codes' : 'pixels';
  expect(after[cheap].rounds).toBeGreaterThan(before[cheap].rounds);
  const apart = (frame: typeof after) => Math.abs(frame.codes.seconds - frame.pixels.seconds);
  const oneRound = Math.max(after.codes.cost, after.pixels.cost);
  expect(apart(after)).toBeLessThan(Math.max(apart(before), oneRound) + 1e-9);
  expect(after.codes.seconds).toBeCloseTo(after.codes.rounds * after.codes.cost, 6);

  const again = await spaces.start(config, ctx, await run.save?.());
  const restored = await again.frame();
  expect(restored.codes.faces).toEqual((await run.frame()).codes.faces);
  expect(restored.pixels.rounds).toBe(after.pixels.rounds);

  expect(run.configure?.({ ...config, finished: true })).toBe(true);
  const finished = await run.frame();
  expect(finished.codes.clean).toBeGreaterThan(0.3); // 54% by its card
  expect(finished.pixels.clean).toBeLessThan(0.3); // 5% by its card
  expect(finished.codes.frechet).toBeLessThan(after.codes.frechet);
  for (const each of [run, again]) each.dispose();
  expect(tf.memory().numTensors).toBe(kept);
}, 240_000);
