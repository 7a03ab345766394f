import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import {
  begin,
  type Cell,
  type Config,
  forward,
  imageLogits,
  init,
  loss,
  read,
  rewound,
  sample,
  sampleAll,
  tensorsUnderWay,
  textRow,
} from '../../app/models/dalle/gpt';
import { MASKS, mayLook } from '../../app/models/dalle/masks';
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
    const texts = rows.map(({ text }) => [10, ...text]);
    const begun = begin(p, texts, [0, 1], null, c);
    const tokens = sampleAll(p, begun, greedy, new Float32Array(8), c);
    expect(tokens.arraySync()).toEqual(rows.map(({ image }) => image));
    tf.dispose([tokens, ...tensorsUnderWay(begun)]);
  });
});

const greedy = { temperature: 0, topK: 8, topP: 1, w: 0 };
const TEXTS = [
  [10, 1, 2, 3, 11],
  [10, 4, 5, 11, 11],
];
const EMPTY = [10, 11, 11, 11, 11];

describe('a text row', () => {
  it('begins with START, is filled up with END, and is cut so that one END stays', () => {
    expect(textRow([1, 2], c)).toEqual([10, 1, 2, 11, 11]);
    expect(textRow([], c)).toEqual(EMPTY);
    expect(textRow([1, 2, 3, 4, 5, 6], c)).toEqual([10, 1, 2, 3, 11]);
  });
});

describe('what GPT remembers', () => {
  // A network far from its start: fresh ones attend nearly evenly.
  const loud = Object.fromEntries(
    Object.entries(values).map(([name, { shape, values: v }]) => [
      name,
      { shape, values: /w$|tokens|places/.test(name) ? v.map((a) => 2.5 * a) : v },
    ]),
  );
  const params = () => unflatten(tf.tensor1d(flatten(loud)), layout);
  /** Logits of every cell, the whole row read anew each time. */
  const anew = (p: ReturnType<typeof params>, text: number[], tokens: number[]) =>
    Array.from({ length: 4 }, (_, cell) => {
      const ids = [...text, ...tokens.slice(0, cell).map((z) => 12 + z)];
      return [...imageLogits(p, forward(p, tf.tensor2d(ids, [1, ids.length], 'int32'), c), c).dataSync()];
    });
  const close = (a: readonly number[], b: readonly number[]) => {
    for (const [i, v] of a.entries()) expect(Math.abs(v - b[i])).toBeLessThan(1e-4);
  };
  const u = (cell: number) => createRng(`u${cell}`).fillUniform(new Float32Array(3));
  const u2 = (cell: number) => u(cell).subarray(0, 2);
  const way = { temperature: 1, topK: 8, topP: 1, w: 1.5 };

  it.each(['wasm', 'cpu'])('gives the same logits as reading all anew, with and without the text, on %s', async (backend) => {
    await tf.setBackend(backend);
    const p = params();
    const begun = begin(p, TEXTS, [0, 0, 1], EMPTY, c);
    const writing = sample(p, begun, () => way, u, c);
    const said: number[][][] = [];
    const unsaid: number[][][] = [];
    let last: IteratorResult<Cell, tf.Tensor2D>;
    for (last = writing.next(); !last.done; last = writing.next()) {
      said.push(last.value.said.arraySync());
      unsaid.push(last.value.unsaid?.arraySync() ?? []);
    }
    const tokens = last.value.arraySync();
    for (let i = 0; i < 3; i++) {
      for (const [cell, logits] of anew(p, TEXTS[i === 2 ? 1 : 0], tokens[i]).entries()) close(said[cell][i], logits);
      for (const [cell, logits] of anew(p, EMPTY, tokens[i]).entries()) close(unsaid[cell][i], logits);
    }
    await tf.setBackend('wasm');
  });

  it('is right after a forced token, and after going back to an earlier cell', () => {
    const p = params();
    const begun = begin(p, TEXTS, [0, 1], EMPTY, c);
    const writing = sample(p, begun, () => way, u2, c);
    writing.next();
    writing.next(Int32Array.of(7, 6)); // forced at cell 0
    const third = writing.next(Int32Array.of(5, 4));
    if (third.done) throw new Error('ended early');
    expect(third.value.tokens.arraySync()).toEqual([
      [7, 5],
      [6, 4],
    ]);
    close([...third.value.said.dataSync()].slice(0, 8), anew(p, TEXTS[0], [7, 5])[2]);
    const back = rewound(third.value.memory, third.value.tokens, 1, 11, c);
    const start = rewound(third.value.memory, third.value.tokens, 0, 11, c);
    writing.return(tf.tensor2d([[0]]));
    const again = sample(p, back, () => way, u2, c).next();
    const first = sample(p, start, () => way, u2, c).next();
    if (again.done || first.done) throw new Error('ended early');
    expect(again.value.cell).toBe(1);
    close([...again.value.said.dataSync()].slice(0, 8), anew(p, TEXTS[0], [7])[1]);
    close([...(again.value.unsaid?.dataSync() ?? [])].slice(8), anew(p, EMPTY, [6])[1]);
    close([...first.value.said.dataSync()].slice(8), anew(p, TEXTS[1], [])[0]);
  });

  it('leaves nothing behind, whether it ends or is stopped', () => {
    const p = params();
    const count = () => tf.memory().numTensors;
    const before = count();
    const begun = begin(p, TEXTS, [0, 1], EMPTY, c);
    const tokens = sampleAll(p, begun, way, createRng(1).fillUniform(new Float32Array(8)), c);
    const stopped = sample(p, begun, () => way, u2, c);
    stopped.next();
    stopped.next();
    stopped.return(tokens);
    tf.dispose([tokens, ...tensorsUnderWay(begun)]);
    expect(count()).toBe(before);
  });

  it.each(MASKS)('attends with the %s mask to allowed places only, in rows that sum to 1', (mask) => {
    const p = params();
    const ids = tf.tensor2d([...TEXTS[0], 12, 13, 14], [1, 8], 'int32');
    const { attention } = read(p, ids, c, null, mask);
    expect(attention).toHaveLength(c.blocks);
    for (const block of attention) {
      const [heads] = block.arraySync();
      for (const head of heads)
        head.forEach((row, i) => {
          expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
          row.forEach((a, j) => {
            if (mayLook(mask, i, j, 5, 2)) expect(a).toBeGreaterThan(1e-12);
            else expect(a).toBeLessThan(1e-30); // the least a softmax kernel can say
          });
        });
    }
  });

  it.each(MASKS)('remembers under the %s mask too', (mask) => {
    const p = params();
    const ids = [...TEXTS[0], 12, 13, 14];
    const whole = read(p, tf.tensor2d(ids, [1, 8], 'int32'), c, null, mask).h.arraySync()[0];
    const begun = read(p, tf.tensor2d(ids.slice(0, 6), [1, 6], 'int32'), c, null, mask);
    const [seventh] = read(p, tf.tensor2d([ids[6]], [1, 1], 'int32'), c, begun.memory, mask).h.arraySync()[0];
    close(seventh, whole[6]);
  });
});
