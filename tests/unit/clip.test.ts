import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { type Config, encodeImage, encodeText, init, loss, similarity } from '../../app/models/dalle/clip';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const c: Config = { shared: 8, channels: [8, 8, 16], vocabulary: 10, textLength: 5, width: 16, heads: 2, blocks: 1 };
const values = init(createRng('clip test'), c);
const layout = layoutOf(values);
const paramsOf = (theta: tf.Tensor1D): Params => unflatten(theta, layout);

const pictures = (n: number) => tf.tensor4d(createRng('pictures').fillNormal(new Float32Array(n * 768)), [n, 16, 16, 3]);
const captions = (rows: number[][]) => ({
  ids: tf.tensor2d(Int32Array.from(rows.flat()), [rows.length, 5], 'int32'),
  ends: tf.tensor2d(Float32Array.from(rows.flatMap((row) => row.map((token, i) => (token === 9 && row[i - 1] !== 9 ? 1 : 0)))), [
    rows.length,
    5,
  ]),
});
const texts = [
  [1, 2, 9, 9, 9],
  [3, 9, 9, 9, 9],
  [4, 5, 6, 9, 9],
  [7, 8, 9, 9, 9],
];

beforeAll(initNode);

describe('CLIP', () => {
  it('puts pictures and texts on one sphere', () => {
    const p = paramsOf(tf.tensor1d(flatten(values)));
    const { ids, ends } = captions(texts);
    for (const points of [encodeImage(p, pictures(4), new Float32Array(4)), encodeText(p, ids, ends, c)]) {
      expect(points.shape).toEqual([4, 8]);
      for (const length of tf.norm(points, 2, 1).dataSync()) expect(length).toBeCloseTo(1, 3);
    }
  });

  it('does not read what comes after END', () => {
    const p = paramsOf(tf.tensor1d(flatten(values)));
    const { ends } = captions([texts[0]]);
    const read = (row: number[]) => encodeText(p, tf.tensor2d(Int32Array.from(row), [1, 5], 'int32'), ends, c).dataSync();
    expect(read([1, 2, 9, 9, 9])).toEqual(read([1, 2, 9, 3, 4]));
    expect(read([1, 2, 9, 9, 9])).not.toEqual(read([2, 1, 9, 9, 9]));
  });

  it('is told t', () => {
    const p = paramsOf(tf.tensor1d(flatten(values)));
    expect(encodeImage(p, pictures(1), Float32Array.of(0)).dataSync()).not.toEqual(
      encodeImage(p, pictures(1), Float32Array.of(900)).dataSync(),
    );
  });

  it('has the loss of a guess when all pictures are one, and none when each is its own caption', () => {
    const p = paramsOf(tf.tensor1d(flatten(values)));
    const same = tf.tile(tf.tensor2d([[1, 0, 0, 0]]), [4, 1]) as tf.Tensor2D;
    expect(loss(p, same, same).dataSync()[0]).toBeCloseTo(Math.log(4), 4);
    expect(loss(p, tf.eye(4), tf.eye(4)).dataSync()[0]).toBeLessThan(1e-4);
  });

  it('learns which caption belongs to which picture', () => {
    const adam = new Adam(flatten(values), { lr: 3e-3 });
    const x = pictures(4);
    const { ids, ends } = captions(texts);
    const t = Float32Array.of(0, 50, 100, 0);
    for (let i = 0; i < 80; i++) {
      const { value, grad } = valueAndGrad((p) => loss(p, encodeImage(p, x, t), encodeText(p, ids, ends, c)), adam.theta(), layout);
      adam.step(grad);
      tf.dispose([value, grad]);
    }
    const p = paramsOf(adam.theta());
    const best = tf.argMax(similarity(encodeImage(p, x, t), encodeText(p, ids, ends, c)), 1).dataSync();
    expect(Array.from(best)).toEqual([0, 1, 2, 3]);
  });
});
