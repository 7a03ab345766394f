/** Inversion against cases with a known answer, the nearest of several descents against sorting, and the program on the weights that ship. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { inversionStep, keepNearest, nearest, onShell, rowDistances } from '../../app/models/gan/inversion';
import { Adam } from '../../app/models/nn/adam';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import density, { type DensityConfig } from '../../app/runtime/programs/gan/density';
import { FACES, LOOKED } from '../../app/runtime/programs/gan/densitySettings';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';

beforeAll(initNode);

const descend = async (start: Float32Array, paint: (z: tf.Tensor2D) => tf.Tensor, target: tf.Tensor, latent: number, held: boolean) => {
  const noises = new Adam(start, { lr: 0.05, beta1: 0.9, beta2: 0.99 });
  for (let i = 0; i < 400; i++) tf.tidy(() => inversionStep(noises, paint, target, latent, held, 0.05 * (1 - i / 400)));
  const z = tf.tidy(() => onShell(tf.reshape(noises.theta(), [-1, latent]), held));
  const values = Float32Array.from(await z.data());
  tf.dispose(z);
  noises.dispose();
  return values;
};

describe('inversion', () => {
  it('of a turned and stretched plane finds the noise it was made from, every row its own', async () => {
    const w = tf.tensor2d([2, 1, -0.5, 1.5], [2, 2]);
    const truth = Float32Array.from([0.3, -1, 1.2, 0.4, -0.8, -0.9]);
    const paint = (z: tf.Tensor2D) => tf.matMul(z, w);
    const target = paint(tf.tensor2d(truth, [3, 2]));
    const found = await descend(new Float32Array([1, 1, 1, 1, 1, 1]), paint, target, 2, false);
    found.forEach((v, i) => {
      expect(v).toBeCloseTo(truth[i], 2);
    });
  });

  it('on the shell ends at the nearest point of the circle', async () => {
    const target = tf.tensor2d([3, 4], [1, 2]);
    const [x, y] = await descend(Float32Array.from([1, -1]), (z) => tf.clone(z), target, 2, true);
    expect(x).toBeCloseTo(0.6 * Math.SQRT2, 2);
    expect(y).toBeCloseTo(0.8 * Math.SQRT2, 2);
  });

  it('keeps rows as long as draws are, and leaves them alone when it shall', async () => {
    const u = tf.tensor2d(createRng('u').fillNormal(new Float32Array(5 * 64)), [5, 64]);
    for (const length of await tf.norm(onShell(u, true), 2, 1).data()) expect(length).toBeCloseTo(8, 4);
    expect(onShell(u, false)).toBe(u);
  });

  it('keeps the nearest of all that were drawn, face by face', () => {
    const rng = createRng('kept');
    const drawn = Array.from({ length: 7 }, () => ({
      z: rng.fillNormal(new Float32Array(2 * 3 * 2)),
      apart: rng.fillUniform(new Float32Array(2 * 3)),
    }));
    const kept = drawn.reduce((all, fresh) => keepNearest(all, fresh, 2), { z: new Float32Array(0), apart: new Float32Array(0) });
    for (const f of [0, 1]) {
      const all = drawn.flatMap(({ z, apart }) =>
        [0, 1, 2].map((k) => ({ d: apart[3 * f + k], z: [...z.slice(2 * (3 * f + k), 2 * (3 * f + k) + 2)] })),
      );
      const best = all.sort((a, b) => a.d - b.d).slice(0, 3);
      expect([...kept.apart.slice(3 * f, 3 * f + 3)]).toEqual(best.map(({ d }) => d));
      expect([...kept.z.slice(6 * f, 6 * f + 6)]).toEqual(best.flatMap(({ z }) => z));
    }
  });

  it('measures rows by themselves, and picks the nearest and the middle one', async () => {
    const [a, b] = [tf.tensor2d([0, 0, 1, 1], [2, 2]), tf.tensor2d([1, 3, 1, 2], [2, 2])];
    expect([...(await rowDistances(a, b).data())]).toEqual([5, 0.5]);
    const found = nearest(Float32Array.from([10, 11, 12, 13, 14, 15]), Float32Array.from([3, 1, 2, 5, 9, 4]), 3);
    expect([...found.which]).toEqual([1, 5]);
    expect([...found.apart]).toEqual([1, 4]);
    expect([...found.middle]).toEqual([2, 5]);
    expect([...found.pictures]).toEqual([11, 15]);
  });
});

describe('gan.density', () => {
  const shipped = async (path: string) => readFileSync(new URL(`../../public/weights/${path}`, import.meta.url));
  const ctx = { ...weightless('density'), weights: (model: string, file?: string) => loadWeights(model, file, shipped) };
  const config: DensityConfig = { generator: 'gan-latent', target: 'test', face: 7, own: true, held: true };
  const mean = (list: Float32Array) => list.reduce((sum, v) => sum + v / list.length, 0);

  it('comes nearer to the faces, keeps z as long as it was, goes on from what it saved, and leaves no tensors', async () => {
    const kept = tf.memory().numTensors;
    const run = await density.start(config, ctx);
    const before = await run.frame();
    for (let i = 0; i < 30; i++) run.step?.();
    const after = await run.frame();
    expect(after.step).toBe(30);
    expect(mean(after.apart.best)).toBeLessThan(0.8 * mean(before.apart.best));
    expect(mean(before.apart.best)).toBeLessThan(mean(before.apart.drawn));
    for (const length of after.length) expect(length).toBeCloseTo(8, 3);
    const again = await density.start(config, ctx, await run.save?.());
    expect((await again.frame()).best).toEqual(after.best);
    for (const each of [run, again]) each.dispose();
    expect(tf.memory().numTensors).toBe(kept);
  });

  it('what the note says: the healthy one comes within about a tenth of a draw’s distance; the collapsed twin’s draws leave all but its own faces far away', async () => {
    const middle = (list: Float32Array) => list.slice().sort()[list.length >> 1];
    for (const target of ['test', 'drawn'] as const) {
      const run = await density.start({ ...config, target }, ctx);
      while (!run.step?.());
      const { apart } = await run.frame();
      expect(middle(apart.best)).toBeLessThan(0.15 * middle(apart.drawn));
      run.dispose();
    }
    const first = async (target: 'test' | 'drawn') => {
      const run = await density.start({ ...config, generator: 'gan-collapsed', target }, ctx);
      const { apart } = await run.frame();
      run.dispose();
      return middle(apart.first) / middle(apart.drawn);
    };
    expect(await first('test')).toBeGreaterThan(0.6);
    expect(await first('drawn')).toBeLessThan(0.3);
  }, 240_000);

  it('looks up the nearest training face of draws and of test faces: all are faces, none is the same', async () => {
    const run = await density.start({ ...config, generator: 'gan' }, ctx);
    const found = await run.methods.neighbours({ seed: 3 }, ctx);
    if (!found) throw new Error('stopped');
    expect(found.ofDrawn.length).toBe(found.drawn.length);
    for (let i = 0; i < LOOKED; i++) {
      expect(found.apartTest[i]).toBeGreaterThan(0);
      let d = 0;
      for (let k = 0; k < 768; k++) d += (found.test[i * 768 + k] - found.ofTest[i * 768 + k]) ** 2 / 768;
      expect(d).toBeCloseTo(found.apartTest[i], 5);
    }
    expect((await run.frame()).faces.length).toBe(FACES * 768);
    run.dispose();
  });
});
