/** The models page: what it lists, how it names the numbers of cards, and that every kind of generator draws faces, from weights of any age. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { FACE_BYTES } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import { type Config as GptConfig, init as initGpt } from '../../app/models/dalle/gpt';
import * as tf from '../../app/models/tf';
import { howOf } from '../../app/pages/models/how';
import { GENERATORS, MODELS } from '../../app/pages/models/list';
import { metricWords } from '../../app/pages/models/metrics';
import { initNode } from '../../app/runtime/kernels/node';
import type { ProgramContext } from '../../app/runtime/program';
import { bestGuidance, generatorsAmong, needsOf, ordered } from '../../app/runtime/programs/models/modelRegistry';
import { drawSamples, SAMPLERS } from '../../app/runtime/programs/models/samplers';
import type { Card } from '../../app/runtime/weights';
import { bpeArrays, captionBpe } from '../../training/captions';
import { type Arrays, type TrainedModel, tensorsOf } from '../../training/model';
import { modelNamed, models } from '../../training/models';
import { contextOf } from '../../training/runs';

const WEIGHTS = new URL('../../public/weights/', import.meta.url);
const shipped = readdirSync(WEIGHTS);
const cardOf = (name: string): Card => JSON.parse(readFileSync(new URL(`${name}/card.json`, WEIGHTS), 'utf8'));

beforeAll(initNode);

describe('the list', () => {
  it('is what ships, in the order of the notes, whatever that is', () => {
    expect([...MODELS].sort()).toEqual([...shipped].sort());
    expect(ordered(['oracle', 'new', 'ddpm', 'gan'])).toEqual(['gan', 'ddpm', 'oracle', 'new']);
  });

  it('has every model that can be trained, and a way to draw for each that makes faces', () => {
    const all = ordered(Object.keys(models));
    expect(all).toEqual(ordered([...all].reverse())); // none is unknown
    expect(generatorsAmong(all).sort()).toEqual(Object.keys(SAMPLERS).sort());
    expect(GENERATORS.every((name) => shipped.includes(name))).toBe(true);
  });

  it('leaves out a generator that lacks what it needs', () => {
    expect(generatorsAmong(['prior4', 'gpt', 'gan'])).toEqual(['gan']);
    expect(generatorsAmong(['prior4', 'vqvae4'])).toEqual(['prior4']);
  });

  it('says of every generator how it draws, in both languages', () => {
    for (const name of ['real', ...Object.keys(SAMPLERS)]) {
      const card = name === 'real' ? null : ({ metrics: {} } as Card);
      const [en, zh] = [howOf(name, card, 'en'), howOf(name, card, 'zh')];
      expect(en.length).toBeGreaterThan(10);
      expect(zh).toMatch(/[一-鿿]/);
    }
  });
});

describe('numbers of cards', () => {
  it('have a name and a meaning in both languages, every one that ships', () => {
    for (const name of shipped)
      for (const key of Object.keys(cardOf(name).metrics)) {
        const [en, zh] = [metricWords(key, 'en'), metricWords(key, 'zh')];
        expect(en.meaning, `${name}: ${key}`).not.toBeNull();
        expect(zh.meaning).not.toBeNull();
      }
    expect(metricWords('accuracy.clean.hat', 'zh').name).toBe('准确率（干净的脸，帽子）');
    expect(metricWords('unconditional.fidelity', 'en').name).toBe('fidelity (nothing asked)');
    expect(metricWords('asked.w0.5', 'en').name).toBe('attributes asked for (w = 0.5)');
    expect(metricWords('loss.t450', 'en').name).toBe('loss (t = 450)');
    expect(metricWords('something.else', 'en')).toEqual({ name: 'something.else', meaning: null });
  });

  it('say which guidance had the cleanest faces', () => {
    const metrics = {
      'fidelity.w0': { value: 0.5 },
      'fidelity.w1.5': { value: 0.8 },
      'fidelity.w4': { value: 0.7 },
      fidelity: { value: 0.9 },
    };
    expect(bestGuidance({ metrics } as unknown as Card)).toBe(1.5);
    expect(bestGuidance({ metrics: {} } as Card)).toBe(0);
  });
});

/** Weights before the first step. GPT's training begins by encoding every face, which is not wanted here. */
async function freshArrays(model: string, config: object, start: TrainedModel['start']): Promise<Arrays> {
  if (model === 'gpt') return { ...initGpt(createRng('gpt'), config as GptConfig), ...bpeArrays(captionBpe()) };
  const run = await start(contextOf(model, 1));
  const params = run.params();
  run.dispose();
  return params;
}

describe.each(Object.keys(SAMPLERS))('%s', (name) => {
  it('draws faces from fresh weights, the same from the same seed, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const cards = new Map<string, Readonly<Record<string, unknown>>>();
    const arrays = new Map<string, Arrays>();
    for (const model of [name, ...needsOf(name)]) {
      const { config, start } = await modelNamed(model);
      arrays.set(model, await freshArrays(model, config, start));
      cards.set(model, { metrics: {}, architecture: { config: JSON.parse(JSON.stringify(config)) } });
    }
    const asked: string[] = [];
    const shares: number[] = [];
    const ctx = {
      signal: new AbortController().signal,
      breathe: async () => {},
      weights: async (model: string) => {
        asked.push(model);
        return { params: tensorsOf(arrays.get(model) ?? {}), card: cards.get(model) ?? {} };
      },
    } as unknown as ProgramContext;
    const drawn = async (seed: string, n: number) =>
      (await drawSamples(name, n, createRng(seed), ctx, { share: (share) => shares.push(share) })).pictures;
    const before = tf.memory().numTensors;
    const one = await drawn('a', 2);
    expect(tf.memory().numTensors).toBe(before);
    expect(asked).toEqual([name, ...needsOf(name)]);
    expect(one.length).toBe(2 * FACE_BYTES);
    expect(one.every(Number.isFinite)).toBe(true);
    expect(Math.max(...one) - Math.min(...one)).toBeGreaterThan(0.1); // something is on them
    expect(await drawn('a', 2)).toEqual(one);
    expect(await drawn('b', 2)).not.toEqual(one);
    expect(shares.at(-1)).toBeGreaterThanOrEqual(1);
  });
});
