/**
 * `dataSync` and its kin return wrong values on WebGPU (`tests/e2e/canary.webgpu.spec.ts` shows it) and stop the worker on every backend:
 * nothing in the product reads synchronously.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const app = join(import.meta.dirname, '../../app');
const readsSynchronously = (file: string) => /\.(data|array|buffer|bytes|read)Sync\(/.test(readFileSync(file, 'utf8'));

test('no synchronous reads in the product', () => {
  const sources = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => readsSynchronously(join(app, file)))).toEqual([]);
});

test('they would be seen', () => expect(readsSynchronously(join(import.meta.dirname, '../grad/canary.test.ts'))).toBe(true));
