/** A fault of tfjs 4.22 that a bundler brings out. When an update of tfjs mends it this test fails, and the engine may use threads. */
import { expect, test } from '@playwright/test';
import { withCanary } from './canaryPage';

test('threads of WASM work as they come, and break when minified → drivers.ts starts WASM with one thread', async ({ page }) => {
  test.setTimeout(180_000);
  expect(await withCanary(page, false, ({ ask }) => ask('threads'))).toBe(64 ** 3);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // tfjs hands the source text of a function to the threads; minified, it names what is only outside of it.
  expect(await withCanary(page, true, ({ ask }) => ask('threads'))).toBe('no answer');
  expect(faults.join()).toMatch(/is not defined/);
});
