/** The programs of the DALL·E page, on the weights that ship. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import stream, { type StreamConfig } from '../../app/runtime/programs/dalle/stream';
import train from '../../app/runtime/programs/dalle/train';
import words from '../../app/runtime/programs/dalle/words';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';

const shipped = async (path: string) => readFileSync(new URL(`../../public/weights/${path}`, import.meta.url));
const ctx = { ...weightless('dalle'), weights: (model: string, file?: string) => loadWeights(model, file, shipped) };

beforeAll(initNode);

const config: StreamConfig = {
  prompts: ['a person with blue hair and glasses'],
  temperature: 1,
  topK: 256,
  topP: 1,
  w: 1,
  mask: 'causal',
  forced: [],
};

describe('one stream', () => {
  it('writes a picture that shows what is said, keeps all that was seen on the way, and goes on from a forced token', {
    timeout: 120_000,
  }, async () => {
    const run = await stream.start(config, ctx);
    const first = await run.frame();
    expect(first.tokens).toHaveLength(16);
    expect(first.classes[2]).toBe(4); // blue hair
    expect(first.classes[5]).toBeGreaterThan(0); // glasses
    expect(first.pictures).toHaveLength(17 * 768);
    for (let cell = 0; cell < 16; cell++) {
      const sum = (a: Float32Array) => a.subarray(cell * 256, (cell + 1) * 256).reduce((x, y) => x + y);
      expect(sum(first.plain)).toBeCloseTo(1, 4);
      expect(sum(first.drawn)).toBeCloseTo(1, 4);
      expect(first.drawn[cell * 256 + first.tokens[cell]]).toBeGreaterThan(0);
      for (let row = 0; row < 16; row++) {
        const at = (cell * 16 + row) * 41;
        const weights = first.attention.subarray(at, at + 41);
        expect(weights.reduce((x, y) => x + y)).toBeCloseTo(1, 4);
        expect(Math.max(0, ...weights.subarray(25 + cell))).toBe(0); // nothing of what is not written yet
      }
    }
    // another token in cell 5: the same before it, and all after it as if written from the start
    const forced = Array.from({ length: 16 }, (_, i) => (i === 5 ? 77 : -1));
    expect(run.configure?.({ ...config, forced })).toBe(true);
    const second = await run.frame();
    expect(second.wrote).toBe(11);
    expect([...second.tokens.subarray(0, 6)]).toEqual([...first.tokens.subarray(0, 5), 77]);
    const anew = await (await stream.start({ ...config, forced }, ctx)).frame();
    expect([...second.tokens]).toEqual([...anew.tokens]);
    second.logits.forEach((v, i) => {
      if (Math.abs(v - anew.logits[i]) > 1e-3) throw new Error(`logit ${i}: ${v}, ${anew.logits[i]}`);
    });
    // undone: as it was
    run.configure?.(config);
    expect([...(await run.frame()).tokens]).toEqual([...first.tokens]);
    run.dispose();
  });

  it('follows one number: the query with the keys gives the attention, the thought with the column the logit', {
    timeout: 60_000,
  }, async () => {
    const run = await stream.start({ ...config, prompts: ['戴墨镜的人', '戴帽子的人'], w: 0 }, ctx);
    const frame = await run.frame();
    const [picture, cell, block, head, code] = [1, 7, 2, 3, 100];
    const a = await run.methods.anatomy({ picture, cell, block, head, code });
    const d = a.query.length;
    const places = a.keys.length / d;
    expect(places).toBe(25 + cell);
    const scores = Array.from({ length: places }, (_, j) => a.query.reduce((s, q, i) => s + q * a.keys[j * d + i], 0) / Math.sqrt(d));
    const top = Math.max(...scores);
    const sum = scores.reduce((s, v) => s + Math.exp(v - top), 0);
    const at = (((cell * 4 + block) * 2 + picture) * 4 + head) * 41;
    for (const [j, v] of scores.entries()) expect(frame.attention[at + j]).toBeCloseTo(Math.exp(v - top) / sum, 4);
    const logit = a.thought.reduce((s, h, i) => s + h * a.column[i], a.bias);
    expect(frame.logits[(cell * 2 + picture) * 256 + code]).toBeCloseTo(logit, 3);
    run.dispose();
  });

  it('leaves nothing behind', { timeout: 60_000 }, async () => {
    const before = tf.memory().numTensors;
    const run = await stream.start(config, ctx);
    await run.frame();
    run.configure?.({ ...config, prompts: ['', '🙂 שלום'], mask: 'row' });
    run.configure?.({ ...config, prompts: ['', '🙂 שלום'], mask: 'row', forced: [3] });
    await run.frame();
    await run.methods.options({ picture: 1, cell: 3, codes: Int32Array.of(1, 2, 3) });
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('byte pairs', () => {
  it('learned in the page are those that ship, pair for pair, and save tokens in both languages', { timeout: 60_000 }, async () => {
    const run = await words.start({}, ctx);
    const frame = await run.frame();
    for (const model of ['gpt', 'clip']) {
      const { params } = await loadWeights(model, undefined, shipped);
      expect([...frame.merges]).toEqual([...(await params.bpe.data())]);
      tf.dispose(Object.values(params));
    }
    for (let i = 0; i < frame.counts.length; i++)
      for (let r = 0; r < 4; r++) expect(frame.rivalCounts[4 * i + r]).toBeLessThanOrEqual(frame.counts[i]);
    for (const lang of ['en', 'zh'] as const) {
      const y = frame.perCharacter[lang];
      for (let k = 1; k < y.length; k++) expect(y[k]).toBeLessThanOrEqual(y[k - 1]);
    }
    expect(frame.perCharacter.en[0]).toBeCloseTo(1, 2); // one byte a letter
    expect(frame.perCharacter.zh[0]).toBeGreaterThan(2.4); // three bytes a character, one a comma
    run.dispose();
  });
});

describe('training in the page', () => {
  it('begins at the even guess or at what ships, learns, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const prompts = ['a person with blue hair', '', '一个戴墨镜的人', '🙂'];
    for (const start of ['scratch', 'shipped'] as const) {
      const before = tf.memory().numTensors;
      const run = await train.start({ start, prompts, block: 3, head: 1 }, ctx);
      run.step?.();
      const first = await run.frame();
      if (start === 'scratch') expect(Math.abs(first.image - Math.log(256))).toBeLessThan(0.6);
      else expect(first.image).toBeLessThan(2.5);
      expect(first.pictures).toHaveLength(4 * 768);
      for (let i = 0; i < first.places; i++) {
        const row = first.attention.subarray(i * first.places, (i + 1) * first.places);
        expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
        expect(Math.max(0, ...row.subarray(i + 1))).toBeLessThan(1e-30);
      }
      if (start === 'scratch') {
        for (let i = 0; i < 40; i++) run.step?.();
        const later = await run.frame();
        expect(later.image).toBeLessThan(first.image - 0.2);
        expect(later.text).toBeLessThan(first.text - 1);
      }
      run.dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});
