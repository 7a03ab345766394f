import { beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTES } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import { CONDITION_DIM, conditionRows, dropConditions, nullCondition } from '../../app/models/diffusion/condition';
import { guidedEps, loss, qSample } from '../../app/models/diffusion/faces';
import { alphaSigma, block, type Config, defaults, forward, init, network } from '../../app/models/diffusion/unet';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { conv2d, groupNormSilu } from '../../app/models/nn/layers';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const small: Config = { ...defaults, channels: [8, 16, 16], timeDim: 16, embedDim: 16, conditionDim: CONDITION_DIM };
const rng = createRng('unet test');
const noise = (shape: number[], label: string) =>
  tf.tensor(rng.fork(label).fillNormal(new Float32Array(shape.reduce((a, b) => a * b))), shape);
const picture = (n: number, label: string) => noise([n, 16, 16, 3], label) as tf.Tensor4D;
const nothing = (n: number) => tf.tensor2d(conditionRows(Array(n).fill(nullCondition)), [n, CONDITION_DIM]);
const difference = (a: tf.Tensor, b: tf.Tensor) => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0];

/** Every value drawn anew: `init` has zeros in it, behind which nothing could be seen. */
function shaken(values: ParamInit, std = 0.2): Params {
  const layout = layoutOf(values);
  const theta = rng
    .fork('shaken')
    .fillNormal(new Float32Array(layout.size))
    .map((a) => std * a);
  return unflatten(tf.tensor1d(theta), layout);
}
const paramsOf = (values: ParamInit): Params => unflatten(tf.tensor1d(flatten(values)), layoutOf(values));

beforeAll(initNode);

describe('U-Net', () => {
  it('starts by saying nothing', () => {
    const out = network(paramsOf(init(rng, small)), picture(2, 'x'), Float32Array.of(1, 900), nothing(2), small);
    expect(out.shape).toEqual([2, 16, 16, 3]);
    expect(tf.max(tf.abs(out)).dataSync()[0]).toBe(0);
  });

  it('turns what the last layer says, v, into ε', () => {
    const p = shaken(init(rng, small));
    const t = Float32Array.of(0, 250, 999.5, 1000);
    const x = picture(4, 'x');
    const { signal, noise: share } = alphaSigma(t);
    const [v, eps] = [network(p, x, t, nothing(4), small), forward(p, x, t, nothing(4), small)];
    // x_t = √ᾱ x₀ + √(1−ᾱ) ε and v = √ᾱ ε − √(1−ᾱ) x₀: with x₀ from both, the same
    const x0 = tf.sub(tf.mul(signal, x), tf.mul(share, v));
    expect(difference(tf.add(tf.mul(signal, x0), tf.mul(share, eps)), x)).toBeLessThan(1e-4);
    expect(difference(tf.add(tf.square(signal), tf.square(share)), tf.ones([4, 1, 1, 1]))).toBeLessThan(1e-6);
    const blind = { ...small, time: false };
    const q = shaken(init(rng, blind));
    expect(difference(network(q, x, t, nothing(4), blind), forward(q, x, t, nothing(4), blind))).toBe(0);
  });

  it('computes a convolution over [h; s] as a sum of two', () => {
    const p = shaken(init(rng, small));
    const h = noise([2, 8, 8, 16], 'h') as tf.Tensor4D;
    const s = noise([2, 8, 8, 16], 's') as tf.Tensor4D;
    const shift = noise([2, 16], 'e') as tf.Tensor2D;
    const of = (part: string) => p[`up1.${part}`];
    const normed = (x: tf.Tensor4D, part: string) => groupNormSilu(x, of(`${part}.scale`), of(`${part}.bias`), 8);
    // the same block as papers draw it: the two stacks of channels side by side, one convolution over both
    let a = conv2d(tf.concat([normed(h, 'norm1'), normed(s, 'normS')], 3), tf.concat([of('conv1.w'), of('convS.w')], 2), of('conv1.b'));
    a = tf.add(a, tf.reshape(shift, [2, 1, 1, 16]));
    a = conv2d(normed(a, 'norm2'), of('conv2.w'), of('conv2.b'));
    const straight = conv2d(tf.concat([h, s], 3), tf.concat([of('short.w'), of('shortS.w')], 2), of('short.b'));
    expect(difference(block(p, 'up1', h, shift, small, s), tf.add(straight, a))).toBeLessThan(1e-4);
  });

  it('reads x, t and y, and the skips', () => {
    const p = shaken(init(rng, small));
    const x = picture(1, 'x');
    const base = forward(p, x, Float32Array.of(100), nothing(1), small);
    const conditions = tf.tensor2d(conditionRows([ATTRIBUTES.map((_, i) => (i === 0 ? 1 : null))]), [1, CONDITION_DIM]);
    expect(difference(base, forward(p, picture(1, 'other'), Float32Array.of(100), nothing(1), small))).toBeGreaterThan(1e-3);
    expect(difference(base, forward(p, x, Float32Array.of(101), nothing(1), small))).toBeGreaterThan(1e-3);
    expect(difference(base, forward(p, x, Float32Array.of(100), conditions, small))).toBeGreaterThan(1e-3);
    const cut = forward(p, x, Float32Array.of(100), nothing(1), small, (name, h) => (name === 'skip0' ? tf.zerosLike(h) : h));
    expect(difference(base, cut)).toBeGreaterThan(1e-3);
  });

  it('can be built without skips and without time', () => {
    const blind: Config = { ...small, time: false, skips: false };
    const values = init(rng, blind);
    expect(Object.keys(values).filter((name) => /S\.|time/.test(name))).toEqual([]);
    const p = shaken(values);
    const x = picture(1, 'x');
    expect(difference(forward(p, x, Float32Array.of(1), nothing(1), blind), forward(p, x, Float32Array.of(999), nothing(1), blind))).toBe(
      0,
    );
  });

  it('shows its features on the way', () => {
    const seen: Record<string, number[]> = {};
    forward(paramsOf(init(rng, small)), picture(1, 'x'), Float32Array.of(5), nothing(1), small, (name, h) => {
      seen[name] = h.shape;
      return h;
    });
    expect(Object.keys(seen).filter((name) => name.startsWith('up1.'))).toEqual(
      ['norm1', 'conv1', 'normS', 'norm2', 'conv2'].map((part) => `up1.${part}`),
    );
    expect(seen).toMatchObject({
      'down1.conv1': [1, 8, 8, 16],
      'up0.norm1': [1, 16, 16, 16],
      down0: [1, 16, 16, 8],
      down1: [1, 8, 8, 16],
      down2: [1, 4, 4, 16],
      middle: [1, 4, 4, 16],
      skip2: [1, 4, 4, 16],
      skip1: [1, 8, 8, 16],
      skip0: [1, 16, 16, 8],
      up2: [1, 4, 4, 16],
      up1: [1, 8, 8, 16],
      up0: [1, 16, 16, 8],
    });
  });
});

describe('diffusion on faces', () => {
  const batch = (n: number) => {
    const t = new Float32Array(n).fill(300);
    return { x0: picture(n, 'x0'), t, alphaBar: tf.square(alphaSigma(t).signal) as tf.Tensor4D, y: nothing(n) };
  };

  it('mixes signal and noise so that unit variance stays unit', () => {
    const xt = qSample(picture(64, 'a'), tf.fill([64, 1, 1, 1], 0.3) as tf.Tensor4D, picture(64, 'b'));
    expect(tf.moments(xt).variance.dataSync()[0]).toBeCloseTo(1, 1);
    expect(difference(qSample(picture(1, 'a'), tf.ones([1, 1, 1, 1]), picture(1, 'b')), picture(1, 'a'))).toBe(0);
  });

  it('has the error in ε as its loss, weighted by 1/ᾱ', () => {
    const [p, data, eps] = [shaken(init(rng, small)), batch(4), picture(4, 'eps')];
    const xt = qSample(data.x0, data.alphaBar, eps);
    const inEps = tf.mean(tf.square(tf.sub(eps, forward(p, xt, data.t, data.y, small)))).dataSync()[0];
    expect(loss(p, data, eps, small).dataSync()[0] / (inEps / data.alphaBar.dataSync()[0])).toBeCloseTo(1, 3);
  });

  it('has ε itself as ground truth where t is not told', () => {
    const blind = { ...small, time: false };
    const eps = picture(8, 'eps');
    expect(loss(paramsOf(init(rng, blind)), batch(8), eps, blind).dataSync()[0]).toBeCloseTo(tf.mean(tf.square(eps)).dataSync()[0], 5);
  });

  it('has the gradient that finite differences see', () => {
    const values = init(rng, small);
    const layout = layoutOf(values);
    const theta = rng
      .fork('theta')
      .fillNormal(new Float32Array(layout.size))
      .map((a) => 0.2 * a);
    const direction = rng.fork('direction').fillNormal(new Float32Array(layout.size));
    const data = batch(2);
    const eps = picture(2, 'eps');
    const at = (h: number) =>
      loss(unflatten(tf.tensor1d(theta.map((a, i) => a + h * direction[i])), layout), data, eps, small).dataSync()[0];
    const { grad } = valueAndGrad((p) => loss(p, data, eps, small), tf.tensor1d(theta), layout);
    const slope = tf.sum(tf.mul(grad, tf.tensor1d(direction))).dataSync()[0];
    expect((at(1e-3) - at(-1e-3)) / 2e-3 / slope).toBeCloseTo(1, 1);
  });

  it('learns one small batch by heart', () => {
    const values = init(rng, small);
    const layout = layoutOf(values);
    const adam = new Adam(flatten(values), { lr: 5e-3, clipNorm: 1 });
    const data = batch(2);
    const eps = picture(2, 'eps');
    let last = 1;
    for (let i = 0; i < 150; i++) {
      const { value, grad } = valueAndGrad((p) => loss(p, data, eps, small), adam.theta(), layout);
      last = value.dataSync()[0];
      adam.step(grad);
      tf.dispose([value, grad]);
    }
    expect(last).toBeLessThan(0.2);
  });

  it('marks one class or the null class of every attribute', () => {
    const rows = conditionRows([nullCondition, ATTRIBUTES.map(() => 0)]);
    const sum = (n: number) => rows.subarray(n * CONDITION_DIM, (n + 1) * CONDITION_DIM).reduce((a, b) => a + b);
    expect([sum(0), sum(1)]).toEqual([ATTRIBUTES.length, ATTRIBUTES.length]);
    expect(rows[ATTRIBUTES[0].classes.length]).toBe(1);
    expect(rows[CONDITION_DIM]).toBe(1);
  });

  it('forgets conditions as often as it says', () => {
    const drops = rng.fork('drops');
    const rows = Array.from({ length: 4000 }, () =>
      dropConditions(
        ATTRIBUTES.map(() => 0),
        drops,
      ),
    );
    const all = rows.filter((row) => row === nullCondition).length / rows.length;
    const first =
      rows.filter((row) => row !== nullCondition && row[0] === null).length / rows.filter((row) => row !== nullCondition).length;
    expect(all).toBeGreaterThan(0.1);
    expect(all).toBeLessThan(0.14);
    expect(first).toBeGreaterThan(0.27);
    expect(first).toBeLessThan(0.33);
  });

  it('guides along the difference between asked and not asked', () => {
    const p = shaken(init(rng, small));
    const x = picture(2, 'x');
    const t = Float32Array.of(200, 700);
    const conditions = [ATTRIBUTES.map(() => 0), ATTRIBUTES.map((_, i) => (i === 1 ? 1 : null))];
    const at = (w: number) => guidedEps(p, x, t, conditions, w, small);
    const expected = tf.add(at(0), tf.mul(3, tf.sub(at(0), at(-1))));
    expect(difference(at(3), expected)).toBeLessThan(1e-4);
    expect(difference(at(-1), forward(p, x, t, nothing(2), small))).toBe(0);
  });
});
