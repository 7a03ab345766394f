import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { CLASSES, type Config, forward, gradient, init, loss } from '../../app/models/diffusion/noisyClassifier';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const c: Config = { channels: [8, 8, 8], hidden: 16 };
const rng = createRng('noisy classifier test');
const values = init(rng, c);
const layout = layoutOf(values);
const pictures = (n: number) => tf.tensor4d(createRng('pictures').fillNormal(new Float32Array(n * 768)), [n, 16, 16, 3]);
/** One-hot of class `k[i]` for the first attribute, nothing asked of the others. */
const firstIs = (k: number[]) =>
  CLASSES.map((count, a) =>
    tf.tensor2d(
      k.flatMap((one) => Array.from({ length: count }, (_, i) => (a === 0 && i === one ? 1 : 0))),
      [k.length, count],
    ),
  );

beforeAll(initNode);

describe('classifier of noised faces', () => {
  it('says something of every attribute, and other things at another t', () => {
    const p = unflatten(tf.tensor1d(flatten(values)), layout);
    const logits = forward(p, pictures(2), Float32Array.of(0, 0));
    expect(logits.map((one) => one.shape)).toEqual(CLASSES.map((count) => [2, count]));
    expect(logits[0].dataSync()).not.toEqual(forward(p, pictures(2), Float32Array.of(900, 900))[0].dataSync());
  });

  it('pushes along the slope of the log-likelihood asked for', () => {
    const p = unflatten(tf.tensor1d(flatten(values)), layout);
    const x = pictures(1);
    const t = Float32Array.of(200);
    const { gradient: push, says } = gradient(p, x, t, firstIs([1]));
    expect(push.shape).toEqual([1, 16, 16, 3]);
    const at = (h: number) => -loss(p, tf.add(x, tf.mul(h, push)), t, firstIs([1])).dataSync()[0];
    expect(says?.dataSync()[0]).toBeCloseTo(at(0), 5); // log p of what is asked, beside attributes of which nothing is
    const expected = tf.sum(tf.square(push)).dataSync()[0];
    const h = 0.02 / Math.sqrt(expected);
    expect((at(h) - at(-h)) / (2 * h) / expected).toBeCloseTo(1, 1);
  });

  it('pushes nowhere when nothing is asked', () => {
    const p = unflatten(tf.tensor1d(flatten(values)), layout);
    const most = (rows: Parameters<typeof gradient>[3]) =>
      tf.max(tf.abs(gradient(p, pictures(1), Float32Array.of(200), rows).gradient)).dataSync()[0];
    expect(most(firstIs([-1]))).toBe(0);
    expect(most(CLASSES.map(() => null))).toBe(0);
  });

  it('pushes the same whether what nobody asks is left out or asked of no face', () => {
    const p = unflatten(tf.tensor1d(flatten(values)), layout);
    const [x, t] = [pictures(2), Float32Array.of(200, 700)];
    const rows = firstIs([1, -1]);
    const [all, few] = [gradient(p, x, t, rows), gradient(p, x, t, [rows[0], ...rows.slice(1).map(() => null)])];
    expect(few.says?.shape).toEqual([2, 1]);
    expect(Math.max(...Array.from(tf.abs(tf.sub(all.gradient, few.gradient)).dataSync()))).toBeLessThan(1e-6);
    expect(tf.max(tf.abs(tf.slice(few.gradient, [1, 0, 0, 0], [1, 16, 16, 3]))).dataSync()[0]).toBe(0);
  });

  it('learns two pictures by heart', () => {
    const adam = new Adam(flatten(values), { lr: 5e-3 });
    const x = pictures(2);
    for (let i = 0; i < 25; i++) {
      const { value, grad } = valueAndGrad((p) => loss(p, x, Float32Array.of(0, 400), firstIs([0, 2])), adam.theta(), layout);
      adam.step(grad);
      tf.dispose([value, grad]);
    }
    const best = tf.argMax(forward(unflatten(adam.theta(), layout), x, Float32Array.of(0, 400))[0], 1).dataSync();
    expect(Array.from(best)).toEqual([0, 2]);
  });
});
