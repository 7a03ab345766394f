/** The models' samplers: the loop of `sample` is the arithmetic of `step` over and over, can be entered anywhere, and leaves nothing behind however it ends. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { exampleNoise, startNoise } from '../../app/models/diffusion/noise';
import { type Denoiser, inpaintStep, type SampleOptions, type Step, sample, sampled, step } from '../../app/models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../app/models/diffusion/schedule';
import { flatten, layoutOf, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import * as prior from '../../app/models/vae/prior';
import { exampleOf, startOf } from '../../app/pages/diffusion/noising';
import { answered, walked } from '../../app/runtime/drain';
import { initNode } from '../../app/runtime/kernels/node';
import { drained } from '../../training/drain';

beforeAll(initNode);

const N = 6;
const normals = (label: string) => createRng(label).fillNormal(new Float32Array(N));
/** Something that depends on x and on t, as a network's answer does. */
const model: Denoiser = (x, t) => ({ modelOutput: tf.sin(tf.add(x, t / 300)), v: tf.sigmoid(x) });
const noise = (index: number) => tf.tensor1d(normals(`z ${index}`));
const timesteps = subsequence(faceSchedule.T, 7);
const schedule = faceSchedule;

/** Algorithm 2 written out, with arrays between its steps. */
function byHand(options: Omit<SampleOptions, 'schedule'>, quiet: boolean): Float32Array[] {
  let x = normals('x_T');
  return timesteps.slice(0, -1).map((t, index) => {
    const next = tf.tidy(() => {
      const xt = tf.tensor1d(x);
      const { modelOutput, v } = model(xt, t);
      const out = step(schedule, xt, modelOutput, t, timesteps[index + 1], quiet ? null : noise(index), { ...options, v });
      return options.after ? options.after(out.next, timesteps[index + 1], index) : out.next;
    });
    x = next.dataSync().slice() as Float32Array;
    next.dispose();
    return x;
  });
}

const mask = () => tf.tensor1d([1, 1, 1, 0, 0, 0]);
const known = () => tf.tensor1d(normals('known'));
const cases: [string, Omit<SampleOptions, 'schedule'>, boolean][] = [
  ['DDPM', { eta: 1, clip: 1 }, false],
  ['DDIM', { eta: 0, clip: 1 }, true],
  ['between', { eta: 0.4 }, false],
  ['σ² = β', { variance: 'beta' }, false],
  ['a learned variance', { variance: 'learned', target: 'x0' }, false],
  [
    'inpainting from the third step on',
    { after: (x, s, i) => (i < 2 ? x : inpaintStep(schedule, x, known(), mask(), s, noise(100 + i))) },
    false,
  ],
];

describe('sample', () => {
  const start = () => tf.tensor1d(normals('x_T'));
  const begin = (xT: tf.Tensor, options: Omit<SampleOptions, 'schedule'>, quiet = false) =>
    sample(model, xT, timesteps, quiet ? () => null : noise, { schedule, ...options });

  it.each(cases)('%s: bit for bit what its steps are, one after the other', (_, options, quiet) => {
    const xT = start();
    const before = tf.memory().numTensors;
    const expected = byHand(options, quiet);
    const got: Step[] = [];
    const values: Float32Array[] = [];
    let from = normals('x_T');
    for (const one of begin(xT, options, quiet)) {
      expect(one.x.dataSync()).toEqual(from);
      from = one.next.dataSync().slice() as Float32Array;
      values.push(from);
      got.push(one);
    }
    expect(got.map(({ index, t, s }) => [index, t, s])).toEqual(timesteps.slice(0, -1).map((t, i) => [i, t, timesteps[i + 1]]));
    expect(values).toEqual(expected);
    expect(tf.memory().numTensors).toBe(before);
    const end = sampled(begin(xT, options, quiet));
    expect(end.dataSync()).toEqual(expected.at(-1));
    tf.dispose([xT, end]);
  });

  it('goes on from any of its steps as if it had walked there', () => {
    const whole = byHand({ eta: 1 }, false);
    const x3 = tf.tensor1d(whole[2]);
    const end = sampled(begin(x3, { eta: 1, from: 3 }));
    expect(end.dataSync()).toEqual(whole.at(-1));
    tf.dispose([x3, end]);
  });

  it('holds one step at a time, and frees it when it is left', () => {
    const xT = start();
    const before = tf.memory().numTensors;
    const steps = begin(xT, {});
    steps.next();
    const held = tf.memory().numTensors;
    steps.next();
    steps.next();
    expect(tf.memory().numTensors).toBe(held);
    steps.return();
    expect(tf.memory().numTensors).toBe(before);
    expect(xT.isDisposed).toBe(false);
    xT.dispose();
  });

  it('can be walked with others in between, and stopped', async () => {
    const xT = start();
    const before = tf.memory().numTensors;
    let breaths = 0;
    const stop = new AbortController();
    const ctx = { signal: stop.signal, breathe: async () => void breaths++ };
    expect(await walked(begin(xT, {}), ({ next }) => next, ctx)).toEqual(byHand({}, false).at(-1));
    expect(breaths).toBe(timesteps.length - 1);
    const half = { ...ctx, breathe: async () => stop.abort() };
    expect(await walked(begin(xT, {}), ({ next }) => next, half)).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
    xT.dispose();
  });
});

describe('the prior’s sampler', () => {
  const config: prior.Config = { codes: 11, places: 6, width: 8, heads: 2, blocks: 1 };
  const init = prior.init(createRng('prior'), config);
  const uniform = (place: number, row: number) => createRng(`${place} ${row}`).uniform();
  let p: Params;
  beforeAll(() => {
    p = tf.tidy(() => {
      const cut = unflatten(tf.tensor1d(flatten(init)), layoutOf(init));
      return Object.fromEntries(Object.entries(cut).map(([name, t]) => [name, tf.keep(t.clone())]));
    });
  });

  /** Every row by itself, token after token. */
  const byHand = (n: number, options: prior.SampleOptions) =>
    Array.from({ length: n }, (_, i) => {
      const row: number[] = [];
      for (let place = 0; place < config.places; place++) {
        const chances = tf.tidy(() =>
          prior.nextProbabilities(p, tf.tensor2d(row, [1, place], 'int32'), config, options.temperature).dataSync(),
        );
        row.push(prior.draw(chances, options.topK ?? config.codes, uniform(place, i)));
      }
      return row;
    });

  it.each([{}, { temperature: 0.6, topK: 3 }])('draws what each row draws alone: %j', (options) => {
    const before = tf.memory().numTensors;
    const rows = drained(prior.sample(p, [[], [], []], uniform, config, options), (s) => s.probabilities);
    expect(rows).toEqual(byHand(3, options));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes on from rows that are begun, and leaves them as they are; driven slowly it draws the same, stopped it leaves nothing', async () => {
    const [whole] = byHand(1, {});
    const begun = [whole.slice(0, 2)];
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    const ctx = { signal: stop.signal, breathe: async () => {} };
    expect(await answered(prior.sample(p, begun, uniform, config), (s) => s.probabilities, ctx)).toEqual([whole]);
    expect(begun[0]).toHaveLength(2);
    const half = { ...ctx, breathe: async () => stop.abort() };
    expect(await answered(prior.sample(p, [[]], uniform, config), (s) => s.probabilities, half)).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('the page shows the noise that the worker computes with', () => {
  expect(exampleOf(3, 400, 9).eps).toEqual(exampleNoise(9));
  expect(exampleNoise(9)).not.toEqual(exampleNoise(10));
  expect(startOf(5)).toEqual(startNoise((label) => createRng(5).fork(label), 16));
  expect(startNoise((label) => createRng(5).fork(label), 1)).toEqual(startOf(5).slice(0, 768));
});
