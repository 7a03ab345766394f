/** Algorithms 1 and 2 line by line, and the two noises: places in the source, the lines' order, the arithmetic against chain and chance. */
import { beforeAll, describe, expect, it } from 'vitest';
import { faceValues } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import { correlation, ownShare, wholeNoise } from '../../app/models/diffusion/lastStep';
import { cosine, linear, qSample, qStep } from '../../app/models/diffusion/schedule';
import * as tf from '../../app/models/tf';
import { placesOfOne, placesOfTwo } from '../../app/pages/diffusion/algorithmLines';
import { initNode } from '../../app/runtime/kernels/node';
import algorithms from '../../app/runtime/programs/diffusion/algorithms';
import lastStep, { twoNoises } from '../../app/runtime/programs/diffusion/lastStep';
import { loadWeights } from '../../app/runtime/weights';
import { regionsOf } from '../../app/shell/regions';
import { readSource } from '../../app/shell/sources';
import { weightless } from '../program';
import { readShipped } from '../shipped';

beforeAll(initNode);
const ctx = { ...weightless('algorithms'), weights: (model: string, file?: string) => loadWeights(model, file, readShipped) };
const normals = (n: number, label: string) => createRng(label).fillNormal(new Float32Array(n));

describe.each([...Object.entries(placesOfOne), ...Object.entries(placesOfTwo)])('the line %s', (_, { file, region, line }) => {
  it('stands once in the region that is shown', async () => {
    const { default: source } = await readSource(file);
    const shown = regionsOf(source).filter((r) => r.name === region);
    expect(shown.flatMap((r) => r.code.split('\n')).filter((code) => code.includes(line))).toHaveLength(1);
  });
});

describe('walking through the algorithms', () => {
  it('a round of algorithm 1 draws, mixes, asks, and takes a step; the numbers agree with each other', { timeout: 60_000 }, async () => {
    const run = await algorithms.start({ alg: 'one', steps: 10 }, ctx);
    const before = tf.memory().numTensors;
    const lines: unknown[] = [];
    for (let i = 0; i < 8; i++) {
      run.step?.();
      const { one } = await run.frame();
      lines.push(one.line);
      if (!one.seen) throw new Error('nothing seen');
      const { t, x0, eps, xt, epsHat, errorV, errorEps } = one.seen;
      const mixed = qSample(cosine(), x0, t, eps);
      for (let k = 0; k < 768; k += 50) expect(xt[k]).toBeCloseTo(mixed[k], 4);
      const error = eps.reduce((sum, e, k) => sum + (e - epsHat[k]) ** 2 / 768, 0);
      expect(errorEps).toBeCloseTo(error, 4);
      expect(errorEps).toBeCloseTo(errorV * cosine().alphaBar[t], 5);
    }
    expect(lines).toEqual(['x0', 't', 'eps', 'xt', 'predict', 'loss', 'descend', 'x0']);
    const { one } = await run.frame();
    expect(one.round).toBe(2);
    expect(tf.memory().numTensors).toBeLessThan(before + 40); // the optimizer's, and what is kept until the next round
    run.dispose();
  });

  it('algorithm 2 goes through its lines at every step, ends with a face, and x_s is what the paper says', {
    timeout: 60_000,
  }, async () => {
    const run = await algorithms.start({ alg: 'two', steps: 10 }, ctx);
    const lines: string[] = [];
    for (let i = 0; i < 1 + 6 * 10 + 1; i++) {
      const done = run.step?.();
      const { two } = await run.frame();
      lines.push(String(two.line));
      if (two.line === 'next' && two.seen) {
        const { x0, mean, sigma, z, next, s } = two.seen;
        for (let k = 0; k < 768; k += 50) expect(next[k]).toBeCloseTo(mean[k] + sigma * z[k], 4);
        if (s === 0) for (let k = 0; k < 768; k += 50) expect(next[k]).toBeCloseTo(x0[k], 5);
      }
      expect(done === true).toBe(two.line === 'return');
    }
    expect(lines.slice(0, 8)).toEqual(['xT', 'for', 'z', 'predict', 'x0Hat', 'mean', 'next', 'for']);
    expect(lines.slice(-2)).toEqual(['next', 'return']);
    expect(run.ended?.()).toBe(true);
    run.configure?.({ alg: 'one', steps: 10 });
    expect(run.ended?.()).toBe(false);
    run.dispose();
  });
});

describe.each([
  ['linear', linear(1000)],
  ['cosine', cosine(1000)],
] as const)('the noise of the whole jump, %s schedule', (_, schedule) => {
  it('takes x₀ to the very x_t that the last step reaches', () => {
    const [x0, before, own] = [faceValues(3), normals(768, 'before'), normals(768, 'own')];
    for (const t of [1, 2, 50, 400, 1000]) {
      const jump = qSample(schedule, x0, t, wholeNoise(schedule, t, before, own));
      const step = qStep(schedule, qSample(schedule, x0, t - 1, before), t, own);
      for (let i = 0; i < 768; i++) expect(Math.abs(jump[i] - step[i])).toBeLessThan(2e-6);
    }
  });

  it('correlates √(β/(1 − ᾱ)) with the last step’s own: all of it at t = 1', () => {
    const [before, own] = [normals(40_000, 'many before'), normals(40_000, 'many own')];
    expect(ownShare(schedule, 1)).toBeCloseTo(1, 12);
    for (const t of [1, 2, 10, 100, 500, 990]) {
      const whole = wholeNoise(schedule, t, before, own);
      expect(Math.abs(correlation(whole, own) - ownShare(schedule, t))).toBeLessThan(0.015); // three standard errors
      expect(whole.reduce((sum, e) => sum + e * e, 0) / whole.length).toBeCloseTo(1, 1);
    }
  });
});

it('the network that ships names the jump’s noise; of the last step’s it knows the share that is in it, no more', {
  timeout: 120_000,
}, async () => {
  const run = await lastStep.start({}, ctx);
  const schedule = cosine();
  const sweep = await run.methods.sweep({ noise: 1 });
  sweep.t.forEach((t, k) => {
    // 4 faces × 768 numbers: four standard errors of a correlation are 0.07
    expect(Math.abs(sweep.own[k] - ownShare(schedule, t) * sweep.whole[k])).toBeLessThan(0.08);
    if (t >= 60) expect(sweep.whole[k]).toBeGreaterThan(0.9);
  });
  const one = await run.methods.ask({ face: 2, t: 250, noise: 1 });
  expect(one.difference).toBeLessThan(2e-6);
  expect(one.withWhole).toBeGreaterThan(0.9);
  expect(Math.abs(one.withOwn)).toBeLessThan(0.25);
  expect(twoNoises(2, 250, 1).eps).toEqual(one.eps);
  run.dispose();
});
