/**
 * A row written token by token, in Chromium on WebGPU: a GPT's logits, keys, values and attention at every cell as those of tfjs's operations on
 * the CPU, what may be drawn with it, and the draw. Where codes are equally likely they share their fate.
 */
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { createRng } from '../../app/data/rng';
import { begin, type Config, init, sample, tensorsUnderWay, textRow } from '../../app/models/dalle/gpt';
import { drawFrom, filtered, guided } from '../../app/models/dalle/sampling';
import { has, own } from '../../app/models/nn/ops';
import * as tf from '../../app/models/tf';
import { browserDrivers } from '../../app/runtime/drivers';

const drivers = browserDrivers({ lost: () => {}, outOfMemory: () => {} });
const start = { webgpu: () => drivers.webgpu.start(), cpu: () => tf.setBackend('cpu') };
const numbers = async (x: tf.Tensor) => [...((await x.data()) as Float32Array)];

const c: Config = { textVocabulary: 9, codes: 70, textLength: 5, imageLength: 4, width: 24, heads: 3, blocks: 2 };
const TOKENS = [
  [3, 69],
  [17, 0],
  [64, 5],
];

/** Everything that two guided pictures give, cell by cell, when told what is drawn. */
async function written(): Promise<number[][]> {
  const rng = createRng('writing');
  const arrays = init(rng, c);
  const params = Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, values }]) => [
      name,
      tf.tensor(
        values.map((v) => v + 0.3 * rng.normal()),
        [...shape],
      ),
    ]),
  );
  const begun = begin(params, [textRow([1, 4], c), textRow([2], c)], [0, 1], textRow([], c), c);
  const writing = sample(
    params,
    begun,
    () => ({ temperature: 1, topK: 70, topP: 1, w: 1 }),
    () => new Float32Array(2),
    c,
  );
  const all: number[][] = [];
  for (let turn = writing.next(); !turn.done; turn = writing.next(Int32Array.from(TOKENS[turn.value.cell % 3]))) {
    const { said, unsaid, attention, memory } = turn.value;
    const parts = [said, unsaid as tf.Tensor2D, ...attention, ...memory.blocks.flatMap(({ k, v }) => [k, v])];
    for (const part of parts) all.push(await numbers(part));
  }
  tf.dispose([params, tensorsUnderWay(begun)]);
  return all;
}

test('a GPT writes the same on WebGPU, 2e-5 of the largest', async () => {
  await start.cpu();
  const expected = await written();
  await start.webgpu();
  expect([own.attendNext, own.draw, own.embed, own.filter, own.normDense].every(has)).toBe(true);
  const found = await written();
  expect(found.map((part) => part.length)).toEqual(expected.map((part) => part.length));
  for (const [i, part] of found.entries()) {
    const most = Math.max(...expected[i].map(Math.abs));
    for (const [j, v] of part.entries()) expect(Math.abs(v - expected[i][j])).toBeLessThan(2e-5 * most);
  }
});

/** What may be drawn of some rows, in every way, and the draws of it. */
async function drawn(): Promise<{ p: number[][]; codes: number[][] }> {
  const rng = createRng('draws');
  const [p, codes]: [number[][], number[][]] = [[], []];
  for (const K of [5, 70, 256, 1_000]) {
    const said = tf.tensor2d(
      rng.fillNormal(new Float32Array(6 * K)).map((v) => Math.round(2 * v) / 2), // many are equal
      [6, K],
    );
    const unsaid = tf.tensor2d(
      rng.fillNormal(new Float32Array(6 * K)).map((v) => Math.round(v)),
      [6, K],
    );
    for (const way of [
      { temperature: 1, topK: K, topP: 1 },
      { temperature: 0.5, topK: 3, topP: 1 },
      { temperature: 2, topK: K, topP: 0.61 },
      { temperature: 1, topK: Math.ceil(K / 2), topP: 0.33 },
      { temperature: 0, topK: K, topP: 1 },
    ]) {
      const may = filtered(guided(said, unsaid, 1.5), way);
      p.push(await numbers(may));
      codes.push(await numbers(drawFrom(may, Float32Array.of(0, 0.11, 0.37, 0.62, 0.93, 1 - 2 ** -32))));
    }
  }
  return { p, codes };
}

test('what may be drawn, and the draw, are those of sorting and summing', async () => {
  await start.cpu();
  const expected = await drawn();
  await start.webgpu();
  const found = await drawn();
  for (const [i, part] of found.p.entries()) {
    for (const [j, v] of part.entries()) expect(Math.abs(v - expected.p[i][j])).toBeLessThan(2e-6);
    expect(part.map((v) => v > 0)).toEqual(expected.p[i].map((v) => v > 0)); // the very same codes
  }
  expect(found.codes).toEqual(expected.codes);
});
