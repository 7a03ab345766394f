import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { cooled, decode, drawn, dvaeConfig, gumbel, init, kl, logits, loss, relaxed } from '../../app/models/dalle/dvae';
import { flatten, layoutOf, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { painted, readPaint, writePaint } from '../../app/pages/dalle/paint';
import { initNode } from '../../app/runtime/kernels/node';
import { cellErrors } from '../../app/runtime/programs/dalle/codes';
import { relativeNoise } from '../../app/runtime/programs/dalle/relax';

beforeAll(initNode);
const P = [0.5, 0.3, 0.2];
const rows = (n: number) => tf.tile(tf.reshape(tf.tensor1d(P.map(Math.log)), [1, 1, 1, 3]), [n, 1, 1, 1]);
const noise = (n: number) => tf.tensor4d(gumbel(createRng('g').fillUniform(new Float32Array(3 * n))), [n, 1, 1, 3]);

describe('the Gumbel-softmax', () => {
  it('draws each code with its softmax probability (χ² of 2 degrees below 18.4: one in ten thousand)', () => {
    const n = 6000;
    const counts = tf.sum(drawn(rows(n), noise(n)), [0, 1, 2]).dataSync();
    expect(P.reduce((sum, p, k) => sum + (counts[k] - n * p) ** 2 / (n * p), 0)).toBeLessThan(18.4);
  });

  it('nears the true draw as τ falls, and the even mixture as it rises; always sums to 1', () => {
    const [l, g] = [rows(50), noise(50)];
    const apart = (tau: number) => tf.mean(tf.abs(tf.sub(relaxed(l, g, tau), drawn(l, g)))).dataSync()[0];
    expect(apart(0.01)).toBeLessThan(0.01);
    expect(apart(1)).toBeGreaterThan(apart(0.1));
    for (const v of tf.reshape(relaxed(l, g, 1000), [-1]).dataSync()) expect(v).toBeCloseTo(1 / 3, 2);
    for (const v of tf.reshape(tf.sum(relaxed(l, g, 0.5), 3), [-1]).dataSync()) expect(v).toBeCloseTo(1, 5);
  });

  it('costs nothing where q is even, log K where it is sure', () => {
    expect(kl(tf.zeros([2, 4, 4, 8])).dataSync()[0]).toBeCloseTo(0, 5);
    expect(kl(tf.mul(tf.oneHot(tf.zeros([2, 4, 4], 'int32'), 8), 100)).dataSync()[0]).toBeCloseTo(Math.log(8), 4);
  });

  it('cools from 1 to 1/16, then stays', () => {
    expect([0, 50, 100, 500].map((step) => cooled(step, 100))).toEqual([1, 0.25, 1 / 16, 1 / 16]);
  });
});

describe('the discrete VAE', () => {
  it('has a gradient through the relaxation that finite differences confirm', () => {
    const values = init(createRng('dvae'), { codes: 4, dim: 3, width: 8 });
    const layout = layoutOf(values);
    const theta = flatten(values);
    const rng = createRng('x');
    const x = tf.tensor4d(rng.fillNormal(new Float32Array(768)), [1, 16, 16, 3]);
    const g = tf.tensor4d(gumbel(rng.fillUniform(new Float32Array(64))), [1, 4, 4, 4]);
    const f = (t: tf.Tensor) => loss(unflatten(t as tf.Tensor1D, layout), x, g, 0.7, 0.1).loss as tf.Tensor;
    const grad = tf.grad(f)(tf.tensor1d(theta)).dataSync();
    const at = (i: number, d: number) => f(tf.tensor1d(theta.map((v, k) => (k === i ? v + d : v)))).dataSync()[0];
    for (const { name, offset, size } of layout.entries) {
      const i = offset + Math.floor(size / 2);
      const slope = (at(i, 1e-2) - at(i, -1e-2)) / 2e-2;
      expect(Math.abs(grad[i] - slope), name).toBeLessThan(2e-3 + 0.05 * Math.abs(slope));
    }
  });

  it('takes pictures to logits of every cell, and weights back to pictures', () => {
    const p = unflatten(tf.tensor1d(flatten(init(createRng(1), dvaeConfig))), layoutOf(init(createRng(1), dvaeConfig)));
    expect(logits(p, tf.zeros([2, 16, 16, 3])).shape).toEqual([2, 4, 4, 32]);
    expect(decode(p, tf.zeros([2, 4, 4, 32])).shape).toEqual([2, 16, 16, 3]);
  });
});

it('the noise of a gradient over its mean: right where draws show the mean, and not held at √n where they hardly do', () => {
  const ratio = (sd: number, n: number) => {
    const rng = createRng(`noise ${sd}`);
    const D = 400;
    const sum = new Float64Array(D);
    let squares = 0;
    for (let draw = 0; draw < n; draw++)
      for (let d = 0; d < D; d++) {
        const v = 0.1 + sd * rng.normal();
        sum[d] += v;
        squares += v * v;
      }
    return relativeNoise(
      sum.reduce((all, v) => all + v * v, 0),
      squares,
      n,
    );
  };
  expect(ratio(0.05, 64)).toBeCloseTo(0.5, 1); // ‖noise‖ / ‖mean‖ = sd / 0.1
  expect(ratio(0.4, 64) / 4).toBeCloseTo(1, 1);
  expect(ratio(1.5, 64) / 15).toBeGreaterThan(0.7); // the plain ratio would end at 8
});

describe('what sixteen tokens keep', () => {
  it('is counted cell by cell', () => {
    const [a, b] = [new Float32Array(768), new Float32Array(768)];
    for (let y = 4; y < 8; y++) for (let x = 8; x < 12; x++) for (let c = 0; c < 3; c++) b[3 * (16 * y + x) + c] = 0.5;
    const errors = cellErrors(a, b);
    errors.forEach((v, cell) => {
      expect(v).toBeCloseTo(cell === 6 ? 0.25 : 0, 6);
    });
  });

  it('paints on a face what the address says', () => {
    const dabs = [
      { at: 0, colour: 3 },
      { at: 255, colour: 11 },
    ];
    expect(writePaint([{ at: 0, colour: 1 }, ...dabs])).toBe('003ffb');
    expect(readPaint('003ffb', 12)).toEqual(dabs);
    for (const bad of ['003f', 'zz1', '00c']) expect(readPaint(bad, 12)).toBeNull();
    const out = painted(new Float32Array(768), dabs, () => [255, 0, 127.5]);
    expect([...out.subarray(0, 4), ...out.subarray(765)]).toEqual([1, -1, 0, 0, 1, -1, 0]);
  });
});
