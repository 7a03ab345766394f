import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { CONDITION, conditionRows, type Discriminator, lossD, lossG, slopePenalty } from '../../app/models/gan/faceGame';
import { type Config, defaults, discriminate, generate, initD, initG } from '../../app/models/gan/pixelGan';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const c: Config = { ...defaults, latent: 8, channels: [16, 8, 8] };
const rng = createRng('gan of faces test');
const paramsOf = (values: ParamInit): Params => unflatten(tf.tensor1d(flatten(values)), layoutOf(values));
const noise = (shape: number[], label: string) =>
  tf.tensor(rng.fork(label).fillNormal(new Float32Array(shape.reduce((a, b) => a * b))), shape);
/** n times the same wish. */
const wish = (n: number) => tf.tensor2d(conditionRows(Array(n).fill([1, 2, 3, 1, 0, 0, 0, 0, 2, 0]).flat()), [n, CONDITION]);
const discriminator =
  (d: Params, config = c): Discriminator =>
  (x) =>
    discriminate(d, x as tf.Tensor4D, wish(x.shape[0]), config);
const faces = (n: number, label: string) => tf.mul(0.5, noise([n, 16, 16, 3], label)) as tf.Tensor4D;

beforeAll(initNode);

describe('GAN of faces', () => {
  it('paints pictures within the range of the data, other ones for other noise', () => {
    const g = paramsOf(initG(rng, c));
    const x = generate(g, noise([2, 8], 'z') as tf.Tensor2D, wish(2), c);
    expect(x.shape).toEqual([2, 16, 16, 3]);
    expect(tf.max(tf.abs(x)).dataSync()[0]).toBeLessThan(1);
    const [a, b] = tf.unstack(x);
    expect(tf.mean(tf.abs(tf.sub(a, b))).dataSync()[0]).toBeGreaterThan(0.01);
  });

  it('lets D see whether a batch repeats itself', () => {
    const d = paramsOf(initD(rng, c));
    const one = faces(1, 'one');
    const alone = discriminate(d, tf.concat([one, one, one, one]), wish(4), c).dataSync()[0];
    const among = discriminate(d, tf.concat([one, faces(3, 'others')]), wish(4), c).dataSync()[0];
    expect(Math.abs(alone - among)).toBeGreaterThan(1e-4);
  });

  it('has the losses of a coin toss where D cannot tell', () => {
    const blind = paramsOf(
      Object.fromEntries(Object.entries(initD(rng, c)).map(([name, { shape, values }]) => [name, { shape, values: values.map(() => 0) }])),
    );
    const g = paramsOf(initG(rng, c));
    const plain = { ...c, paired: false };
    const loss = (config: Config) => [
      lossD(discriminator(blind, config), faces(2, 'r'), faces(2, 'f'), config).dataSync()[0],
      lossG(discriminator(blind, config), faces(2, 'r'), generate(g, noise([2, 8], 'z') as tf.Tensor2D, wish(2), c), config).dataSync()[0],
    ];
    expect(loss(plain)[0]).toBeCloseTo(2 * Math.log(2), 5);
    expect(loss(plain)[1]).toBeCloseTo(Math.log(2), 5);
    for (const value of loss(c)) expect(value).toBeCloseTo(Math.log(2), 5);
  });

  it('judges pairs: what is added to D everywhere changes nothing', () => {
    const values = initD(rng, c);
    const [d, shifted] = [paramsOf(values), paramsOf({ ...values, 'd.out.b': { shape: [1], values: Float32Array.of(3) } })];
    const [real, painted] = [faces(3, 'real'), faces(3, 'painted')];
    expect(lossD(discriminator(shifted), real, painted, c).dataSync()[0]).toBeCloseTo(
      lossD(discriminator(d), real, painted, c).dataSync()[0],
      5,
    );
    const one = tf.sub(discriminate(d, painted, wish(3), c), discriminate(d, real, wish(3), c)).dataSync() as Float32Array;
    const byHand = one.reduce((sum, a) => sum + Math.log1p(Math.exp(a)), 0) / 3;
    expect(lossD(discriminator(d), real, painted, c).dataSync()[0]).toBeCloseTo(byHand, 5);
  });

  it('measures the slope of D: finite differences equal γ/2 ‖∇D‖² on average', () => {
    const d = paramsOf(initD(rng, c));
    const x = faces(64, 'one'); // many noises, so that the average is near
    const same = tf.tile(tf.slice(x, [0, 0, 0, 0], [1, 16, 16, 3]), [64, 1, 1, 1]) as tf.Tensor4D;
    const slope = tf.grad((at: tf.Tensor) => tf.sum(discriminate(d, at as tf.Tensor4D, wish(64), c)))(same);
    const exact = (0.5 * tf.sum(tf.square(slope)).dataSync()[0]) / 64;
    const config = { ...c, gamma: 1, sigma: 1e-3 };
    let sum = 0;
    for (let i = 0; i < 8; i++)
      sum += slopePenalty(discriminator(d), same, noise([64, 16, 16, 3], `v${i}`) as tf.Tensor4D, config).dataSync()[0] / 8;
    expect(sum / exact).toBeGreaterThan(0.7);
    expect(sum / exact).toBeLessThan(1.4);
  });

  it('gives D a gradient that tells two batches apart', () => {
    const values = initD(rng, c);
    const layout = layoutOf(values);
    const adam = new Adam(flatten(values), { lr: 3e-3, beta1: 0 });
    const [real, painted] = [faces(4, 'real'), tf.add(faces(4, 'painted'), 0.5) as tf.Tensor4D];
    for (let i = 0; i < 25; i++) {
      const { value, grad } = valueAndGrad((p) => lossD(discriminator(p), real, painted, c), adam.theta(), layout);
      adam.step(grad);
      tf.dispose([value, grad]);
    }
    const d = unflatten(adam.theta(), layout);
    expect(Math.min(...discriminate(d, real, wish(4), c).dataSync())).toBeGreaterThan(
      Math.max(...discriminate(d, painted, wish(4), c).dataSync()),
    );
  });
});
