/**
 * Every file that ships is what its card says, fits the architecture in this repository, and reproduces on WASM and CPU the numbers stored
 * when it was packed (tests/browser does the same in a browser); and the card says all that a card must.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { readSafetensors } from '../../app/runtime/safetensors';
import { type Card, checkedBytes, loadWeights } from '../../app/runtime/weights';
import { modelNamed } from '../../training/models/index';
import { readShipped } from '../shipped';
import { expectReproduced } from '../shippedFixture';

const WEIGHTS = new URL('../../public/weights/', import.meta.url);
const FIXTURES = new URL('../fixtures/weights/', import.meta.url);
const shipped = readdirSync(WEIGHTS);
const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8'));

beforeAll(initNode);

it('all weights together are at most 16 MB', () => {
  const bytes = shipped.flatMap((model) =>
    readdirSync(new URL(`${model}/`, WEIGHTS)).map((file) => statSync(new URL(`${model}/${file}`, WEIGHTS)).size),
  );
  expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThan(16e6);
});

describe.each(shipped)('%s', (name) => {
  it.each(['wasm', 'cpu'])('loads on %s, and says what it said', { timeout: 120_000 }, async (backend) => {
    await tf.setBackend(backend);
    await expectReproduced(name, read(new URL(`${name}.json`, FIXTURES)), (file) => loadWeights(name, file, readShipped));
    await tf.setBackend('wasm');
  });

  it('has a card that says what it is, how it came to be, and how good it is', async () => {
    const model = await modelNamed(name);
    const card: Card = read(new URL(`${name}/card.json`, WEIGHTS));
    expect(card.title).toEqual(model.title);
    expect(card.data.name).not.toBe('');
    expect(card.data.licence).toMatch(/CC0.*MIT/);
    expect(card.data.size).toBe(65_536);
    if (card.training.where) expect(card.training.command).toMatch(/^python3 training\/torch\/train\.py /);
    else expect(card.training.command).toMatch(new RegExp(`^npm run train -- ${name} .*--seed ${card.training.seed}$`));
    expect(card.training.steps).toBeGreaterThan(0);
    expect(card.training.seconds).toBeGreaterThan(0);
    expect(Object.keys(card.metrics).length).toBeGreaterThan(0);
    for (const [key, metric] of Object.entries(card.metrics)) {
      expect(Number.isFinite(metric.value), key).toBe(true);
      expect(metric.n, `${key}: sample size`).toBeGreaterThan(0);
    }
    const { arrays } = readSafetensors(await checkedBytes(card, 'model.safetensors', readShipped));
    expect(card.architecture.parameters).toBe(Object.values(arrays).reduce((sum, { values }) => sum + values.length, 0));
    for (const { file, bytes, sha256 } of card.files) {
      expect(bytes).toBe(statSync(new URL(`${name}/${file}`, WEIGHTS)).size);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(card.architecture.hash).toMatch(/^[0-9a-f]{16}$/);
    for (const source of card.architecture.source) expect(existsSync(new URL(`../../app/${source}`, import.meta.url)), source).toBe(true);
  });
});
