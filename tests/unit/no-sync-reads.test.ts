/**
 * `dataSync` and `arraySync` can return wrong values on WebGPU and stop the worker on every backend. The fault does not show on every adapter
 * (a software one reads right), so instead of a canary the rule itself is held: nothing in the product reads synchronously.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const app = join(import.meta.dirname, '../../app');

test('no synchronous reads in the product', () => {
  const sources = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => /\.(dataSync|arraySync)\(/.test(readFileSync(join(app, file), 'utf8')))).toEqual([]);
});
