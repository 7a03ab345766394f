/** Every file that ships is what its card says, fits the architecture in this repository, and reproduces the numbers stored when it was packed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { loadWeights } from '../../app/runtime/weights';
import { modelNamed } from '../../training/models/index';
import { fixtureOf } from '../../training/pack';
import { contextOf } from '../../training/runs';
import { readShipped } from '../shipped';

const WEIGHTS = new URL('../../public/weights/', import.meta.url);
const FIXTURES = new URL('../fixtures/weights/', import.meta.url);
const shipped = readdirSync(WEIGHTS);

beforeAll(initNode);

it('all weights together are at most 12 MB', () => {
  const bytes = shipped.flatMap((model) =>
    readdirSync(new URL(`${model}/`, WEIGHTS)).map((file) => statSync(new URL(`${model}/${file}`, WEIGHTS)).size),
  );
  expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThan(12e6);
});

describe.each(shipped)('%s', (name) => {
  it('loads, and says what it said', { timeout: 60_000 }, async () => {
    const model = await modelNamed(name);
    const { params, card } = await loadWeights(name, undefined, readShipped);
    expect(card.model).toBe(name);
    expect(card.architecture.config).toEqual(JSON.parse(JSON.stringify(model.config)));
    const fixture = JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8'));
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      const onBackend = Object.fromEntries(Object.entries(params).map(([key, t]) => [key, tf.tensor(t.dataSync(), t.shape)]));
      const got = await fixtureOf(model, onBackend, contextOf(name, 0));
      expect(got.shape).toEqual(fixture.shape);
      got.values.forEach((value, i) => {
        expect(Math.abs(value - fixture.values[i])).toBeLessThan(2e-3 * Math.max(1, Math.abs(fixture.values[i])));
      });
    }
    await tf.setBackend('wasm');
    for (const { file } of card.files) tf.dispose((await loadWeights(name, file, readShipped)).params);
  });
});
