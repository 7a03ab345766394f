/** Sampling filters on distributions whose answer is known, and the draw against its frequencies. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { drawFrom, filtered, guided } from '../../app/models/dalle/sampling';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';

beforeAll(initNode);

const P = [0.4, 0.1, 0.3, 0.05, 0.15];
const logits = () => tf.tensor2d([P.map(Math.log)]);
const all = { temperature: 1, topK: 5, topP: 1 };
const near = (got: tf.Tensor2D, want: number[]) => {
  for (const [k, p] of got.arraySync()[0].entries()) expect(p).toBeCloseTo(want[k], 5);
};

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    return () => tf.setBackend('wasm');
  });

  it('leaves a distribution alone at temperature 1', () => near(filtered(logits(), all), P));

  it('sharpens by the power 1/T, and takes the most likely at 0', () => {
    const squared = P.map((p) => p * p);
    const sum = squared.reduce((a, b) => a + b);
    near(
      filtered(logits(), { ...all, temperature: 0.5 }),
      squared.map((p) => p / sum),
    );
    near(filtered(logits(), { ...all, temperature: 0 }), [1, 0, 0, 0, 0]);
  });

  it('keeps the k most likely, renormalised', () => {
    near(filtered(logits(), { ...all, topK: 2 }), [0.4 / 0.7, 0, 0.3 / 0.7, 0, 0]);
    near(filtered(logits(), { ...all, topK: 1 }), [1, 0, 0, 0, 0]);
  });

  it('keeps the fewest that together have p', () => {
    near(filtered(logits(), { ...all, topP: 0.39 }), [1, 0, 0, 0, 0]);
    near(filtered(logits(), { ...all, topP: 0.41 }), [0.4 / 0.7, 0, 0.3 / 0.7, 0, 0]);
    near(filtered(logits(), { ...all, topP: 0.84 }), [0.4 / 0.85, 0, 0.3 / 0.85, 0, 0.15 / 0.85]);
    near(filtered(logits(), { ...all, topP: 1e-9 }), [1, 0, 0, 0, 0]);
  });

  it('takes temperature, then k, then p', () => {
    const two = filtered(logits(), { temperature: 0.5, topK: 3, topP: 0.7 });
    const [a, b, c] = [0.16, 0.09, 0.0225].map((p) => p / 0.2725);
    expect(a + b).toBeGreaterThan(0.7); // of the three kept the first two suffice
    expect(a).toBeLessThan(0.7);
    expect(c).toBeGreaterThan(0);
    near(two, [a / (a + b), 0, b / (a + b), 0, 0]);
  });

  it('draws by the cumulative distribution, at its edges too, and never a code that may not be drawn', () => {
    const p = tf.tensor2d(Array(8).fill([0, 0.5, 0, 0.3, 0.2, 0]));
    const u = Float32Array.of(0, 0.25, 0.499, 0.501, 0.79, 0.81, 0.999, 1 - 2 ** -32);
    expect([...drawFrom(p, u).dataSync()]).toEqual([1, 1, 1, 3, 3, 4, 4, 4]);
  });

  it('draws each code as often as it should (χ² of 4 degrees below 23.5: one in ten thousand)', () => {
    const n = 4000;
    const rows = tf.tile(tf.tensor2d([P]), [n, 1]) as tf.Tensor2D;
    const counts = new Array(5).fill(0);
    for (const z of drawFrom(rows, createRng('draws').fillUniform(new Float32Array(n))).dataSync()) counts[z]++;
    expect(P.reduce((sum, p, k) => sum + (counts[k] - n * p) ** 2 / (n * p), 0)).toBeLessThan(23.5);
  });
});

it('guides away from what would be said without words', () => {
  const [said, unsaid] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[0, 3]])];
  expect(guided(said, unsaid, 0)).toBe(said);
  expect(guided(said, null, 1)).toBe(said);
  expect(guided(said, unsaid, 1).arraySync()).toEqual([[2, 1]]);
});
