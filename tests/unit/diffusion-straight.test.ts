/** Straight paths: lines, Euler's method and detours against closed forms; and one network for all steps against four: sizes and ranges. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { experts, parametersOf, quarterOf, RANGES, rangeOf, stepsIn } from '../../app/models/diffusion/experts';
import * as plane from '../../app/models/diffusion/plane';
import { detour, lines, walk } from '../../app/models/diffusion/straight';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

beforeAll(initNode);

describe('lines', () => {
  const [x0, eps] = [createRng('x0').fillNormal(new Float32Array(128)), createRng('eps').fillNormal(new Float32Array(128))];
  const batch = lines(x0, eps, createRng('time'));

  it('lead from data to noise at one velocity: x_u ± what is left of the way are its ends', () => {
    for (let i = 0; i < 128; i++) {
      const u = batch.t[i >> 1] / 1000;
      expect(batch.xt[i] - u * batch.target[i]).toBeCloseTo(x0[i], 5);
      expect(batch.xt[i] + (1 - u) * batch.target[i]).toBeCloseTo(eps[i], 5);
    }
  });

  it('are met at times spread evenly', () => {
    const sorted = [...batch.t].sort((a, b) => a - b);
    for (let b = 1; b < 64; b++) expect(sorted[b] - sorted[b - 1]).toBeCloseTo(1000 / 64, 3);
  });
});

describe('walk', () => {
  // All weights 0 but the last bias: a velocity that is the same everywhere.
  const config = plane.defaults;
  const still = () => {
    const init = plane.init(createRng('net'), config);
    const values = Object.fromEntries(
      Object.entries(init).map(([name, { shape, values: v }]) => [
        name,
        tf.tensor(
          v.map(() => 0),
          [...shape],
        ),
      ]),
    );
    values['out.b'].dispose();
    values['out.b'] = tf.tensor1d([0.5, -2]);
    return values as Parameters<typeof walk>[0];
  };

  it.each([1, 3, 50])('%d steps at a constant velocity: x − û, exactly, on a straight path, and nothing is left behind', (steps) => {
    const before = tf.memory().numTensors;
    const params = still();
    const start = Float32Array.of(1, 1, -2, 0.5);
    const x1 = tf.tensor2d(start, [2, 2]);
    const places = [...start];
    for (const x of walk(params, x1, steps, config)) places.push(...x.dataSync());
    expect(places).toHaveLength(4 * (steps + 1));
    for (const [i, end] of [0.5, 3, -2.5, 2.5].entries()) expect(places.slice(-4)[i]).toBeCloseTo(end, 4);
    expect(detour(Float32Array.from(places), 2)).toBeCloseTo(1, 5);
    tf.dispose([x1, ...Object.values(params)]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('a detour over two sides of a square is √2, over half a circle π/2', () => {
    expect(detour(Float32Array.of(0, 0, 1, 0, 1, 1), 1)).toBeCloseTo(Math.SQRT2, 6);
    const circle = Float32Array.from({ length: 402 }, (_, i) => (i % 2 ? Math.sin : Math.cos)((Math.PI * Math.floor(i / 2)) / 200));
    expect(detour(circle, 1)).toBeCloseTo(Math.PI / 2, 3);
  });
});

describe('ranges', () => {
  it('cut T into equal quarters, and a range’s steps are its own, each as often', () => {
    const counts = new Array(RANGES).fill(0);
    for (let t = 1; t <= 1000; t++) counts[rangeOf(t, 1000)]++;
    expect(counts).toEqual([250, 250, 250, 250]);
    for (let r = 0; r < RANGES; r++) {
      const steps = [...stepsIn(r, 1000, 250, 0.3)];
      expect(new Set(steps).size).toBe(250);
      expect(steps.every((t) => rangeOf(t, 1000) === r)).toBe(true);
    }
  });

  it('the sizes are counted right; four small networks have as many parameters as the one, to 2%', () => {
    const count = (config: plane.Config) => Object.values(plane.init(createRng(1), config)).reduce((n, { values }) => n + values.length, 0);
    expect(parametersOf(plane.defaults)).toBe(count(plane.defaults));
    const quarter = quarterOf(plane.defaults);
    expect(parametersOf(quarter)).toBe(count(quarter));
    expect(RANGES * parametersOf(quarter)).toBeLessThanOrEqual(parametersOf(plane.defaults));
    expect(RANGES * parametersOf(quarter)).toBeGreaterThan(0.98 * parametersOf(plane.defaults));
  });

  it('whoever is in charge answers', () => {
    const all = Array.from({ length: RANGES }, (_, r) => {
      const init = plane.init(createRng(`expert ${r}`), plane.defaults);
      return Object.fromEntries(
        Object.entries(init).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
      ) as Parameters<typeof plane.predict>[0];
    });
    const x = tf.tensor2d([0.3, -0.7], [1, 2]);
    const model = experts(all, plane.defaults, 1000);
    for (const [t, r] of [
      [1, 0],
      [250, 0],
      [251, 1],
      [750, 2],
      [1000, 3],
    ])
      expect(model(x, t).modelOutput.dataSync()).toEqual(plane.predict(all[r], x, t, plane.defaults).modelOutput.dataSync());
  });
});
