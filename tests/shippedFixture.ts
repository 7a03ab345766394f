/** The check that a shipped file does on the current backend what it did when it was packed; Node and the browser run it. */
import { expect } from 'vitest';
import type { Params } from '../app/models/nn/params';
import * as tf from '../app/models/tf';
import type { Card } from '../app/runtime/weights';
import { type Fixture, type Probed, probed } from '../training/fixture';
import { modelNamed } from '../training/models/index';

/** Files are halves or bytes, and the fixture was made from them: what is left is the backends' own rounding. */
const TOLERANCE = 2e-3;

function expectSame(got: Probed, stored: Probed | undefined, file: string): void {
  expect(stored, `${file} has no stored output: pack it again`).toBeDefined();
  if (!stored) return;
  expect(got.shape).toEqual(stored.shape);
  expect(got.values.length).toBe(stored.values.length);
  const usual = Math.sqrt(stored.values.reduce((sum, v) => sum + v * v, 0) / stored.values.length); // probabilities are small numbers all
  stored.values.forEach((value, i) => {
    expect(Math.abs(got.values[i] - value), `${file}, value ${i}`).toBeLessThan(TOLERANCE * Math.max(Math.abs(value), Math.min(1, usual)));
  });
}

/** Every file of a model: loads with size and hash checked, and reproduces what is stored of it. */
export async function expectReproduced(
  name: string,
  fixture: Fixture,
  load: (file: string) => Promise<{ params: Params; card: Card }>,
): Promise<void> {
  const model = await modelNamed(name);
  const { files } = await load('model.safetensors').then(({ params, card }) => {
    tf.dispose(params);
    return card;
  });
  for (const { file } of files) {
    const { params, card } = await load(file);
    expect(card.model).toBe(name);
    expect(card.architecture.config).toEqual(JSON.parse(JSON.stringify(model.config)));
    expectSame(await probed(name, model, params), file === 'model.safetensors' ? fixture : fixture.snapshots?.[file], `${name}/${file}`);
    tf.dispose(params);
  }
}
