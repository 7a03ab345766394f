/** Muon: its directions against the singular values they promise, its Adam half against Adam, and rounds that begin from weights. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { Adam } from '../../app/models/nn/adam';
import { flatten, layoutOf, type ParamInit } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { gradientTraining } from '../../training/model';
import { inMuonOrder, Muon, orthogonalised } from '../../training/muon';

beforeAll(initNode);

const rng = createRng('muon');
const random = (...shape: number[]) => rng.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1)));
const init: ParamInit = {
  bias: { shape: [5], values: random(5) },
  a: { shape: [3, 3, 2, 4], values: random(3, 3, 2, 4) },
  b: { shape: [4, 4], values: random(4, 4) },
  c: { shape: [18, 4], values: random(18, 4) },
};
const takes = (name: string) => 'abc'.includes(name);
const cfg = { lr: 1e-2, ema: 0.9, clipNorm: 1 };

describe.each([
  [40, 6],
  [6, 40],
  [12, 12],
])('the direction of a matrix %i × %i', (rows, columns) => {
  it('has singular values near 1 and turns nothing: XᵀG is symmetric and positive', () => {
    tf.tidy(() => {
      const g = tf.tensor3d(random(2, rows, columns), [2, rows, columns]);
      const x = orthogonalised(g);
      for (let k = 0; k < 2; k++) {
        const [X, G] = [x, g].map((t) => tf.reshape(tf.slice(t, [k, 0, 0], [1, rows, columns]), [rows, columns]));
        const wide = rows < columns;
        // ‖X·v‖ for many unit v of the short side lies between the smallest and the largest singular value
        const v = tf.randomNormal([Math.min(rows, columns), 200], 0, 1, 'float32', 7) as tf.Tensor2D;
        const lengths = tf.norm(tf.matMul(X, tf.div(v, tf.norm(v, 2, 0)), wide), 2, 0).dataSync();
        expect(Math.min(...lengths)).toBeGreaterThan(0.6);
        expect(Math.max(...lengths)).toBeLessThan(1.25);
        const both = tf.matMul(X, G, !wide, wide); // XᵀG, or XGᵀ where that is the smaller one
        expect(tf.max(tf.abs(tf.sub(both, tf.transpose(both)))).dataSync()[0]).toBeLessThan(1e-3);
        const forms = tf.sum(tf.mul(v, tf.matMul(both, v)), 0).dataSync();
        expect(Math.min(...forms)).toBeGreaterThan(0);
      }
    });
  });
});

it('puts matrices of one shape side by side and what is Adam’s last', () => {
  expect(Object.keys(inMuonOrder(init, takes))).toEqual(['a', 'c', 'b', 'bias']);
});

it('steps as far as it says, averages, and leaves the rest to Adam', () => {
  const ordered = inMuonOrder(init, takes);
  const theta = flatten(ordered);
  const grad = tf.tensor1d(random(theta.length));
  const muon = new Muon(ordered, takes, cfg);
  muon.step(grad, 0.01);
  const after = muon.theta().dataSync();
  for (const { name, offset, size } of layoutOf(ordered).entries.slice(0, 3)) {
    let moved = 0;
    for (let i = offset; i < offset + size; i++) moved += (after[i] - theta[i]) ** 2;
    const [long, short] = name === 'b' ? [4, 4] : [18, 4];
    const length = Math.sqrt(moved / short) / (0.01 * 0.2 * Math.sqrt(long)); // root mean square of the singular values
    expect(length).toBeGreaterThan(0.7);
    expect(length).toBeLessThan(1.2);
  }
  const adam = new Adam(theta.slice(-5), cfg);
  adam.step(tf.slice(grad, theta.length - 5), 0.01);
  expect([...after.slice(-5)]).toEqual([...adam.theta().dataSync()]);
  const average = muon.ema().dataSync();
  average.forEach((v, i) => {
    expect(v).toBeCloseTo(0.9 * theta[i] + 0.1 * after[i], 6);
  });
  const tensors = tf.memory().numTensors;
  muon.step(grad, 0.01);
  expect(tf.memory().numTensors).toBe(tensors);
  muon.dispose();
  adam.dispose();
  grad.dispose();
});

it('a round that begins from weights gives them back before its first step, under the names and in the order of init, and is taken up as it was', () => {
  const weights = Object.fromEntries(
    Object.entries(init).map(([name, { shape, values }]) => [name, { shape, values: values.map((v) => v + 1) }]),
  );
  const training = (from: ParamInit) =>
    gradientTraining({
      init: from,
      batch: () => ({ x: tf.ones([1]) }),
      loss: (p) => tf.add(tf.sum(tf.square(p.a)), tf.sum(tf.square(p.bias))) as tf.Scalar,
      adam: cfg,
      muon: takes,
    });
  const run = training(init);
  run.begin?.(weights);
  expect(Object.keys(run.params())).toEqual(Object.keys(init));
  for (const [name, { values }] of Object.entries(run.params())) expect([...values]).toEqual([...weights[name].values]);
  const { loss } = run.step({ step: 0, share: 0, lr: 0.01 });
  expect(run.step({ step: 1, share: 0, lr: 0.01 }).loss).toBeLessThan(loss);

  const resumed = training(
    Object.fromEntries(Object.entries(init).map(([name, { shape, values }]) => [name, { shape, values: values.map((v) => -v) }])),
  );
  resumed.restore(run.save()); // another process, whose fresh weights are other ones
  expect(resumed.params()).toEqual(run.params());
  run.dispose();
  resumed.dispose();
});
