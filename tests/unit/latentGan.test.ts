/** The GAN that paints with codes: what it draws is what the VQ-VAE makes of the nearest codes, and the game moves G to the data. */
import { beforeAll, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { CONDITION, conditionRows, lossD, lossG, slopePenalty } from '../../app/models/gan/faceGame';
import { type Config, defaults, discriminate, generate, initD, initG, paint, unitOf } from '../../app/models/gan/latentGan';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { decodeTokens, init as initVqvae, vqvaeConfig } from '../../app/models/vae/vqvae';
import { initNode } from '../../app/runtime/kernels/node';

const rng = createRng('gan in codes');
const paramsOf = (values: ParamInit): Params => unflatten(tf.tensor1d(flatten(values)), layoutOf(values));
/** n times the same wish. */
const wish = (n: number) => tf.tensor2d(conditionRows(Array(n).fill([1, 2, 3, 1, 0, 0, 0, 0, 2, 0]).flat()), [n, CONDITION]);
const normals = (n: number, size: number) => tf.tensor2d(rng.fillNormal(new Float32Array(n * size)), [n, size]);

beforeAll(initNode);

it('draws what the decoder makes of the codes nearest to G’s vectors', () => {
  const c: Config = { ...defaults, latent: 8, hidden: [16, 16] };
  const g = paramsOf(initG(rng, c));
  const vqvae = paramsOf(initVqvae(rng, vqvaeConfig(4, 256)));
  const codebook = vqvae.codebook.arraySync() as number[][];
  const unit = unitOf(vqvae.codebook).dataSync()[0];
  expect(unit).toBeCloseTo(Math.sqrt(codebook.flat().reduce((sum, v) => sum + v * v, 0) / codebook.flat().length), 5);

  const z = normals(3, 8);
  const vectors = tf.reshape(paint(g, z, wish(3)), [-1, 16]).arraySync() as number[][];
  const nearest = vectors.map((v) => {
    const distances = codebook.map((code) => code.reduce((sum, e, i) => sum + (unit * v[i] - e) ** 2, 0));
    return distances.indexOf(Math.min(...distances));
  });
  const byHand = decodeTokens(vqvae, tf.tensor(nearest, [3, 4, 4], 'int32'));
  const drawn = generate(g, vqvae, z, wish(3), c);
  expect(drawn.shape).toEqual([3, 16, 16, 3]);
  expect(tf.max(tf.abs(tf.sub(drawn, byHand))).dataSync()[0]).toBeLessThan(1e-5);
});

it('hears the wish: another one moves what G paints and what D says', () => {
  const [g, d] = [paramsOf(initG(rng, defaults)), paramsOf(initD(rng, defaults))];
  const z = normals(1, 64);
  const other = tf.tensor2d(conditionRows([0, 2, 3, 1, 0, 0, 0, 0, 2, 0]), [1, CONDITION]);
  const moved = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0];
  expect(moved(paint(g, z, wish(1)), paint(g, z, other))).toBeGreaterThan(0.05);
  const x = normals(1, 256);
  expect(moved(discriminate(d, x, wish(1)), discriminate(d, x, other))).toBeGreaterThan(1e-3);
  expect(conditionRows([0, 2, 3, 1, 0, 0, 0, 0, 2, 0]).reduce((sum, v) => sum + v, 0)).toBeCloseTo(15, 5); // ten columns of 1.5
});

it('D, made for it, hears how much a batch varies; otherwise it looks at every row by itself', () => {
  const [one, other] = [normals(1, 256), normals(7, 256)];
  const said = (spread: boolean) => {
    const d = paramsOf(initD(createRng('spread'), { ...defaults, spread }));
    const alone = (x: tf.Tensor) => discriminate(d, x, wish(x.shape[0])).dataSync()[0];
    return Math.abs(alone(tf.tile(one, [8, 1])) - alone(tf.concat([one, other], 0)));
  };
  expect(said(false)).toBeLessThan(1e-4);
  expect(said(true)).toBeGreaterThan(1e-3);
});

it('moves G to the data: after 400 steps it paints near four vectors, and not near one of them only', () => {
  const c: Config = { ...defaults, latent: 8, hidden: [32, 32], grid: 1 };
  const data = tf.mul(2, tf.sign(normals(4, 16))) as tf.Tensor2D;
  const [g0, d0] = [initG(rng, c), initD(rng, c)];
  const layout = { g: layoutOf(g0), d: layoutOf(d0) };
  const cfg = { lr: 3e-3, beta1: 0, beta2: 0.99 };
  const [g, d] = [new Adam(flatten(g0), cfg), new Adam(flatten(d0), cfg)];
  const discriminator = (p: Params) => (x: tf.Tensor) => discriminate(p, x, wish(x.shape[0]));
  /** Of 200 painted vectors: their mean squared distance to the nearest of the data, and how many of the data are nearest to some. */
  const state = () => {
    const painted = paint(unflatten(g.theta(), layout.g), normals(200, 8), wish(200)).arraySync() as number[][];
    const rows = data.arraySync() as number[][];
    const found = painted.map((v) => {
      const distances = rows.map((row) => row.reduce((sum, e, i) => sum + (v[i] - e) ** 2 / 16, 0));
      return { distance: Math.min(...distances), which: distances.indexOf(Math.min(...distances)) };
    });
    return { distance: found.reduce((sum, f) => sum + f.distance, 0) / 200, modes: new Set(found.map((f) => f.which)).size };
  };
  const before = state();
  for (let step = 0; step < 400; step++) {
    tf.tidy(() => {
      const real = () =>
        tf.gather(
          data,
          tf.tensor1d(
            Int32Array.from({ length: 32 }, () => rng.int(4)),
            'int32',
          ),
        );
      const painted = paint(unflatten(g.theta(), layout.g), normals(32, 8), wish(32));
      const x = real();
      const onD = valueAndGrad(
        (p) => tf.add(lossD(discriminator(p), x, painted, c), slopePenalty(discriminator(p), x, normals(32, 16), c)) as tf.Scalar,
        d.theta(),
        layout.d,
      );
      d.step(onD.grad);
      const held = discriminator(unflatten(d.theta(), layout.d));
      const [z, others] = [normals(32, 8), real()];
      g.step(valueAndGrad((p) => lossG(held, others, paint(p, z, wish(32)), c), g.theta(), layout.g).grad);
    });
  }
  const after = state();
  expect(before.distance).toBeGreaterThan(2);
  expect(after.distance).toBeLessThan(before.distance / 4);
  expect(after.modes).toBeGreaterThan(1);
});
