/** With no graphics interface at all, the GAN trains on WASM, and on plain JavaScript when asked to. */
import { trains } from './engine';
import { expect, test } from './fixtures';

test('without WebGPU and WebGL the GAN trains on WASM', async ({ page }) => {
  test.setTimeout(200_000);
  expect(await trains(page)).toBe('wasm');
});

test('on plain JavaScript it trains too', async ({ page }) => {
  test.setTimeout(200_000);
  expect(await trains(page, '&backend=cpu')).toBe('cpu');
});
