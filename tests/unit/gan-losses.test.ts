/** GAN losses and penalties against plain numbers; second-order gradients against finite differences; V(D*, G) = 2 JS − log 4. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { DATA_1D, GRID, gridX } from '../../app/models/gan/line';
import { type Critic, gradientPenalty, lossD, lossG, r1Penalty, valueFunction } from '../../app/models/gan/losses';
import { density1D, js1D, optimalD, value1D } from '../../app/models/gan/optimalD';
import { discriminate, initD } from '../../app/models/gan/plane';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const real = [2.1, -0.3, 0.7, 5];
const fake = [-1.2, 0.4, 0.1, -30];
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const log = (a: number) => -Math.log1p(Math.exp(-a)); // log σ(a)
const column = (values: readonly number[]) => tf.tensor2d([...values], [values.length, 1]);

beforeAll(initNode);

async function value(f: () => tf.Scalar): Promise<number> {
  const t = tf.tidy(f);
  const [v] = await t.data();
  t.dispose();
  return v;
}

describe('losses', () => {
  const V = mean(real.map(log)) + mean(fake.map((b) => log(-b)));
  const cases: Record<string, [number, number]> = {
    saturating: [-V, mean(fake.map((b) => log(-b)))],
    nonSaturating: [-V, -mean(fake.map(log))],
    leastSquares: [
      0.5 * mean(real.map((a) => (a - 1) ** 2)) + 0.5 * mean(fake.map((b) => b * b)),
      0.5 * mean(fake.map((b) => (b - 1) ** 2)),
    ],
    hinge: [mean(real.map((a) => Math.max(0, 1 - a))) + mean(fake.map((b) => Math.max(0, 1 + b))), -mean(fake)],
    wganGp: [mean(fake) - mean(real), -mean(fake)],
  };
  it('V(D, G) is the sum of the two log-likelihoods, also where the logit is large', async () => {
    expect(await value(() => valueFunction(column(real), column(fake)))).toBeCloseTo(V, 5);
    expect(await value(() => valueFunction(column([0]), column([0])))).toBeCloseTo(-Math.log(4), 6);
    expect(await value(() => valueFunction(column([-200]), column([0])))).toBeCloseTo(-200 - Math.log(2), 3);
  });
  it.each(Object.keys(cases) as (keyof typeof cases)[])('%s: D and G', async (kind) => {
    expect(await value(() => lossD(column(real), column(fake), kind as never))).toBeCloseTo(cases[kind][0], 4);
    expect(await value(() => lossG(column(fake), kind as never))).toBeCloseTo(cases[kind][1], 4);
  });
  it('the saturating loss gives G almost no gradient where D is sure, the non-saturating one almost all of it', async () => {
    const slope = async (kind: 'saturating' | 'nonSaturating') => {
      const g = tf.tidy(() => tf.grad((a: tf.Tensor) => lossG(a, kind))(column([-8])));
      return (await g.data())[0];
    };
    expect(Math.abs(await slope('saturating'))).toBeLessThan(1e-3);
    expect(await slope('nonSaturating')).toBeCloseTo(-1, 2);
  });
});

describe('penalties on the slope of D', () => {
  const line: Critic = (x) => tf.matMul(x, tf.tensor2d([3, 4], [2, 1])) as tf.Tensor2D; // slope 5 everywhere
  const x = () => tf.tensor2d([0.3, -1, 2, 0.5, -0.7, 0.1], [3, 2]);
  const y = () => tf.tensor2d([1, 1, 0, 0, -1, 0.4], [3, 2]);
  it('of a plane of slope 5: R1 = γ/2 · 25, WGAN-GP = λ · 16', async () => {
    expect(await value(() => r1Penalty(line, x(), 0.2))).toBeCloseTo(2.5, 5);
    expect(await value(() => gradientPenalty(line, x(), y(), tf.tensor2d([0.1, 0.5, 0.9], [3, 1]), 10))).toBeCloseTo(160, 3);
  });

  const shape = { dataDim: 2, noiseDim: 2, g: { layers: 1, width: 2 }, d: { layers: 2, width: 5 } } as const;
  const init = initD(createRng(3), shape);
  const layout = layoutOf(init);
  const theta = flatten(init).map((v, i) => v + 0.1 * Math.sin(i)); // biases away from 0
  const u = () => tf.tensor2d([0.2, 0.6, 0.9], [3, 1]);
  const penalties = {
    r1: (c: Critic) => r1Penalty(c, x(), 1),
    gradientPenalty: (c: Critic) => gradientPenalty(c, x(), y(), u(), 1),
  };
  it.each(Object.keys(penalties) as (keyof typeof penalties)[])(
    '%s: its gradient in the parameters (a gradient of a gradient) agrees with differences',
    async (name) => {
      const at = (v: Float32Array) =>
        value(() => {
          const p = unflatten(tf.tensor1d(v), layout);
          return penalties[name]((points) => discriminate(p, points, shape));
        });
      const grad = tf.tidy(
        () => valueAndGrad((p) => penalties[name]((points) => discriminate(p, points, shape)), tf.tensor1d(theta), layout).grad,
      );
      const got = await grad.data();
      const e = 1e-2;
      let far = 0;
      for (let i = 0; i < theta.length; i++) {
        const shifted = (by: number) => theta.map((v, k) => (k === i ? v + by : v));
        const numeric = ((await at(shifted(e))) - (await at(shifted(-e)))) / (2 * e);
        far = Math.max(far, Math.abs(numeric - got[i]) / Math.max(0.05, Math.abs(numeric)));
      }
      expect(got.some((g) => Math.abs(g) > 1e-3)).toBe(true);
      expect(far).toBeLessThan(0.02);
    },
  );
});

describe('the optimal discriminator on a line', () => {
  const xs = gridX();
  const q = xs.map((v) => density1D({ weights: [1], means: [0.5], sigmas: [0.9] }, v));
  it.each(Object.keys(DATA_1D) as (keyof typeof DATA_1D)[])('%s: V(D*, G) = 2 JS − log 4, and no other D does better', (key) => {
    const p = xs.map((v) => density1D(DATA_1D[key], v));
    expect(p.reduce((a, b) => a + b, 0) * GRID.dx).toBeCloseTo(1, 3);
    const best = p.map((v, i) => optimalD(v, q[i]));
    const top = value1D(p, q, best, GRID.dx);
    expect(top).toBeCloseTo(2 * js1D(p, q, GRID.dx) - Math.log(4), 3);
    const rng = createRng(1);
    for (let k = 0; k < 50; k++) {
      const other = best.map((d) => Math.min(0.999, Math.max(0.001, d + 0.2 * rng.normal())));
      expect(value1D(p, q, other, GRID.dx)).toBeLessThan(top);
    }
  });
  it('equal densities: D* = ½, JS = 0, V = −log 4; disjoint ones: JS → log 2, V → 0', () => {
    expect(optimalD(0.3, 0.3)).toBe(0.5);
    expect(optimalD(0, 0)).toBe(0.5);
    expect(js1D(q, q, GRID.dx)).toBe(0);
    const [left, right] = [-3, 3].map((m) => xs.map((v) => density1D({ weights: [1], means: [m], sigmas: [0.2] }, v)));
    expect(js1D(left, right, GRID.dx)).toBeCloseTo(Math.LN2, 4);
  });
});
