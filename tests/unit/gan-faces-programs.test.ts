/** The programs of the figures on GANs of faces, on the weights that ship. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import collapse from '../../app/runtime/programs/gan/collapse';
import { noisesOf, wishOf } from '../../app/runtime/programs/gan/draws';
import faces from '../../app/runtime/programs/gan/faces';
import training, { ALONE } from '../../app/runtime/programs/gan/facesTraining';
import type { FacesTrainingConfig, FacesTrainingFrame } from '../../app/runtime/programs/gan/facesTrainingSettings';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';

beforeAll(initNode);
const shipped = async (path: string) => readFileSync(new URL(`../../public/weights/${path}`, import.meta.url));
const ctx = { ...weightless('faces'), weights: (model: string, file?: string) => loadWeights(model, file, shipped) };
const plain = { snap: false, again: false };

describe('gan.faces', () => {
  it('paints one face for one z and y; snapping moves it a little, another wish a lot', async () => {
    const run = await faces.start({}, ctx);
    const ask = (wish: number, snap: boolean) =>
      run.methods.face({ z: noisesOf('one', 1), wish: wishOf(wish), ...plain, snap }, ctx) as Promise<Float32Array>;
    const apart = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / a.length;
    const [once, again, snapped, other] = [await ask(7, false), await ask(7, false), await ask(7, true), await ask(8, false)];
    expect(again).toEqual(once);
    expect(apart(once, snapped)).toBeGreaterThan(0);
    expect(apart(once, snapped)).toBeLessThan(0.02);
    expect(apart(once, other)).toBeGreaterThan(0.1);
    run.dispose();
  });
});

describe('gan.facesTraining', () => {
  const config: FacesTrainingConfig = {
    from: 'fresh',
    paired: true,
    penalty: true,
    spread: false,
    lead: 1,
    watched: 0,
    averaged: false,
    wish: 8,
  };
  const open = async (over: Partial<FacesTrainingConfig> = {}, saved?: unknown) => {
    const run = await training.start({ ...config, ...over }, ctx, saved);
    return run as Required<typeof run> & { frame(): Promise<FacesTrainingFrame> };
  };

  it('is the shipped generator when it starts from it, and G waits while D learns', async () => {
    const run = await open({ from: 'model' });
    const before = await run.frame();
    expect(before.clean).toBeGreaterThan(3); // of 16, no clean-up: 54% by its card
    expect(before.waiting).toBe(true);
    for (let i = 0; i < 9; i++) run.step();
    const after = await run.frame();
    expect(after.step).toBeLessThan(ALONE);
    expect(after.faces).toEqual(before.faces);
    expect(after.onReal).not.toEqual(before.onReal);
    run.dispose();
  });

  it('a D that is told the spread of a batch is another D: only a new run will do', async () => {
    const run = await open({ spread: true });
    expect(run.configure?.({ ...config, spread: true, paired: false })).toBe(true);
    expect(run.configure?.({ ...config, spread: false })).toBe(false);
    run.step();
    expect((await run.frame()).step).toBe(1);
    run.dispose();
  });

  it('from nothing both move, it replays, goes on from what it saved, and leaves no tensors', async () => {
    const kept = tf.memory().numTensors;
    const [one, two] = [await open(), await open()];
    for (let i = 0; i < 4; i++) one.step();
    for (let i = 0; i < 4; i++) two.step();
    const [a, b] = [await one.frame(), await two.frame()];
    expect(a.faces).toEqual(b.faces);
    expect(a.onPainted).toEqual(b.onPainted);
    const third = await open({}, await one.save());
    expect((await third.frame()).faces).toEqual(a.faces);
    expect((await third.frame()).step).toBe(4);
    const level = tf.memory().numTensors;
    one.step();
    one.step();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(level + 1);
    for (const run of [one, two, third]) run.dispose();
    expect(tf.memory().numTensors).toBe(kept);
  });
});

describe('gan.collapse', () => {
  it('draws the same number of each, keeps them when only the limit changes, and starts anew for another wish', async () => {
    const run = await collapse.start({ wish: 8, same: 0.01 }, ctx);
    for (let i = 0; i < 3; i++) run.step?.();
    const frame = await run.frame();
    expect(frame.n).toBe(48);
    expect(frame.kinds['gan-collapsed'].first).toBeLessThan(20);
    expect(frame.kinds['gan-collapsed'].pairs).toBeGreaterThan(20 * frame.kinds.real.pairs);
    expect(run.configure?.({ wish: 8, same: 0.001 })).toBe(true);
    const strict = await run.frame();
    expect(strict.n).toBe(48);
    expect(strict.kinds['gan-collapsed'].pairs).toBeLessThan(frame.kinds['gan-collapsed'].pairs);
    expect(run.configure?.({ wish: 9, same: 0.001 })).toBe(false);
    run.dispose();
  });
});
