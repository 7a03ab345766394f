/**
 * Every model trains: twelve steps from fresh weights lower its loss, move every parameter, leak no tensor, and can be saved and taken up
 * again. And the command itself: what it writes, and that it goes on where it stopped.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import type { Training } from '../../training/model';
import { modelNamed, models } from '../../training/models/index';
import { contextOf, loadArrays } from '../../training/runs';
import { learningRate } from '../../training/schedule';

const STEPS = 12;
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
  it('learns in twelve steps and leaks nothing', { timeout: 600_000 }, async () => {
    const model = await modelNamed(name);
    const run = await model.start(contextOf(name, 1));
    const fresh = run.params();
    const losses = steps(run, 0, 3, model.lr);
    const before = tf.memory().numTensors;
    losses.push(...steps(run, 3, STEPS, model.lr));
    expect(tf.memory().numTensors).toBe(before);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(mean(losses.slice(-5))).toBeLessThan(0.98 * mean(losses.slice(0, 5)));
    const trained = run.params();
    expect(Object.keys(trained)).toEqual(Object.keys(fresh));
    const still = Object.keys(fresh).filter((key) => trained[key].values.every((v, i) => v === fresh[key].values[i]));
    expect(still.filter((key) => key !== 'bpe' && !key.startsWith('snap.'))).toEqual([]); // byte pairs and tables of colours were learned before

    const saved = run.save();
    steps(run, STEPS, STEPS + 2, model.lr);
    const further = run.save();
    const moved = Object.keys(saved).filter((key) => further[key].values.some((v, i) => v !== saved[key].values[i]));
    expect(moved.length).toBeGreaterThan(0); // all weights may lie in one array
    run.restore(saved);
    const again = run.save();
    expect(Object.keys(again)).toEqual(Object.keys(saved));
    for (const [key, { values }] of Object.entries(saved)) expect(again[key].values, key).toEqual(values);
    run.dispose();
  });
});

it('npm run train -- <model> --steps 20 leaves a checkpoint, weights, a log and sheets, and goes on from there', {
  timeout: 120_000,
}, () => {
  const runs = mkdtempSync(join(tmpdir(), 'runs-'));
  const train = (...args: string[]) =>
    execFileSync('npm', ['run', '--silent', 'train', '--', ...args], { env: { ...process.env, TRAINING_RUNS: runs }, encoding: 'utf8' });
  try {
    expect(train('ae2', '--steps', '20', '--seed', '3')).toMatch(/^ae2: 20 steps in /m);
    const info = (file: string) => loadArrays(join(runs, 'ae2', file))?.info;
    expect(info('weights.safetensors')).toMatchObject({ command: 'npm run train -- ae2 --steps 20 --seed 3', seed: 3, step: 20 });
    expect(
      readFileSync(join(runs, 'ae2', 'reconstructions.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(train('ae2', '--steps', '25', '--seed', '3')).toMatch(/^ae2: 25 steps in /m);
    expect(info('checkpoint.safetensors')?.step).toBe(25);
    expect(train('ae2', '--steps', '10', '--again')).toMatch(/^ae2: 10 steps in /m);
    expect(info('weights.safetensors')).toMatchObject({
      command: 'npm run train -- ae2 --steps 10 --again --seed 1',
      step: 35,
      before: [{ command: 'npm run train -- ae2 --steps 25 --seed 3', steps: 25 }],
    });
    expect(() => train('vae2', '--again')).toThrow(/no weights to go on from/);
    expect(() => train('nothing')).toThrow(/No model is called "nothing". There are: oracle, /);
  } finally {
    rmSync(runs, { recursive: true });
  }
});
