/** Every file that ships loads in a browser on each backend, as a page loads it, and reproduces the numbers stored when it was packed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as tf from '../../app/models/tf';
import { browserDrivers } from '../../app/runtime/drivers';
import { loadWeights } from '../../app/runtime/weights';
import type { Fixture } from '../../training/fixture';
import { expectReproduced } from '../shippedFixture';

declare const SHIPPED_MODELS: readonly string[];

const fixtures = import.meta.glob<Fixture>('../fixtures/weights/*.json', { eager: true, import: 'default' });
const drivers = browserDrivers({ lost: () => {}, outOfMemory: () => {} });

describe.each(['wasm', 'webgl', 'webgpu', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(() => drivers[backend].start());
  afterAll(() => drivers[backend].stop());

  it.each(SHIPPED_MODELS)('%s', { timeout: 240_000 }, async (name) => {
    expect(tf.getBackend()).toBe(backend);
    await expectReproduced(name, fixtures[`../fixtures/weights/${name}.json`], (file) => loadWeights(name, file));
  });
});
