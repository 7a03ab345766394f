import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { type Config, forward, init, loss, nextImageToken, sampleToken } from '../../app/models/gpt';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

const c: Config = { textVocabulary: 12, codes: 8, textLength: 4, imageLength: 4, width: 16, heads: 2, blocks: 2 };
const values = init(createRng('gpt test'), c);
const layout = layoutOf(values);

/** START = 10, END = 11; picture token z is 12 + z in `ids`. */
function batchOf(rows: { text: number[]; image: number[] }[]) {
  const ids = rows.flatMap(({ text, image }) => [10, ...text.map((y) => y), ...image.slice(0, -1).map((z) => 12 + z)]);
  const onehot = (tokens: number[], size: number, pad: number) => {
    const out = new Float32Array(tokens.length * size);
    tokens.forEach((token, i) => {
      if (token !== pad) out[i * size + token] = 1;
    });
    return tf.tensor2d(out, [tokens.length, size]);
  };
  return {
    ids: tf.tensor2d(Int32Array.from(ids), [rows.length, 8], 'int32'),
    text: onehot(
      rows.flatMap((row) => row.text),
      12,
      -1,
    ),
    image: onehot(
      rows.flatMap((row) => row.image),
      8,
      -1,
    ),
  };
}
const rows = [
  { text: [1, 2, 3, 11], image: [0, 1, 2, 3] },
  { text: [4, 5, 11, 11], image: [7, 6, 5, 4] },
];

beforeAll(initNode);

describe('GPT', () => {
  it('never looks ahead', () => {
    const p = unflatten(tf.tensor1d(flatten(values)), layout);
    const ids = (last: number) => tf.tensor2d(Int32Array.from([10, 1, 2, 3, last]), [1, 5], 'int32');
    const [a, b] = [forward(p, ids(4), c), forward(p, ids(5), c)];
    const apart = tf.max(tf.abs(tf.sub(a, b)), 2).dataSync();
    for (let i = 0; i < 4; i++) expect(apart[i]).toBeLessThan(1e-6);
    expect(apart[4]).toBeGreaterThan(1e-3);
  });

  it('starts near the uniform guess', () => {
    const p = unflatten(tf.tensor1d(flatten(values)), layout);
    const { text, image } = loss(p, batchOf(rows), c);
    expect(Math.abs(text.dataSync()[0] - Math.log(12))).toBeLessThan(0.8);
    expect(Math.abs(image.dataSync()[0] - Math.log(8))).toBeLessThan(0.8);
  });

  it('learns two rows by heart and draws the picture that belongs to the text', () => {
    const adam = new Adam(flatten(values), { lr: 1e-2 });
    const batch = batchOf(rows);
    for (let i = 0; i < 120; i++) {
      const { value, grad } = valueAndGrad((p) => loss(p, batch, c).loss, adam.theta(), layout);
      adam.step(grad);
      tf.dispose([value, grad]);
    }
    const p = unflatten(adam.theta(), layout);
    for (const { text, image } of rows) {
      const ids = [10, ...text];
      const drawn: number[] = [];
      for (let j = 0; j < 4; j++) {
        const logits = nextImageToken(p, tf.tensor2d(Int32Array.from(ids), [1, ids.length], 'int32'), c).dataSync();
        const z = sampleToken(logits, 1, 1, 0.5);
        drawn.push(z);
        ids.push(12 + z);
      }
      expect(drawn).toEqual(image);
    }
  });

  it('draws tokens with their probabilities, the hotter the flatter, of the k most likely', () => {
    const logits = [Math.log(0.5), Math.log(0.3), Math.log(0.2)];
    expect([0, 0.49, 0.51, 0.79, 0.81, 0.999].map((u) => sampleToken(logits, 1, 3, u))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(sampleToken(logits, 1, 2, 0.999)).toBe(1);
    expect(sampleToken(logits, 0, 3, 0.999)).toBe(0);
    expect(sampleToken(logits, 100, 3, 0.34)).toBe(1); // nearly uniform
  });
});
