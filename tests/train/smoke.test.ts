/** Every model trains: twenty steps from fresh weights lower its loss, leak no tensor, and can be saved and taken up again. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import type { Training } from '../../training/model';
import { modelNamed, models } from '../../training/models/index';
import { contextOf } from '../../training/runs';
import { learningRate } from '../../training/schedule';

const STEPS = 20;
const mean = (x: number[]) => x.reduce((a, b) => a + b) / x.length;

beforeAll(initNode);

function steps(run: Training, from: number, to: number, lr: number): number[] {
  const losses: number[] = [];
  for (let step = from; step < to; step++) {
    losses.push(Object.values(run.step({ step, share: step / STEPS, lr: learningRate(lr, step / STEPS) }))[0]);
  }
  return losses;
}

describe.each(Object.keys(models))('%s', (name) => {
  it('learns in twenty steps and leaks nothing', { timeout: 120_000 }, async () => {
    const model = await modelNamed(name);
    const run = await model.start(contextOf(name, 1));
    const losses = steps(run, 0, 3, model.lr);
    const before = tf.memory().numTensors;
    losses.push(...steps(run, 3, STEPS, model.lr));
    expect(tf.memory().numTensors).toBe(before);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(mean(losses.slice(-5))).toBeLessThan(mean(losses.slice(0, 5)));

    const saved = run.save();
    run.restore(saved);
    const again = run.save();
    for (const [key, { values }] of Object.entries(saved)) expect(again[key].values).toEqual(values);
    run.dispose();
  });
});
