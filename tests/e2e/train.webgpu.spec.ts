/** With a software WebGPU adapter: forced, it computes on it; left alone, it takes WASM and says why. */
import { onHardware } from '../gpuFlags';
import { trains } from './engine';
import { expect, test } from './fixtures';

test('forced, the GAN trains on WebGPU', async ({ page }) => {
  test.setTimeout(300_000);
  expect(await trains(page, '&backend=webgpu')).toBe('webgpu');
});

test('left alone, a real card is measured against WASM, and the badge says what came of it', async ({ page }) => {
  test.skip(!onHardware, 'needs a graphics card');
  test.setTimeout(300_000);
  expect(await trains(page)).toMatch(/^(webgpu|wasm)$/);
  await page.locator('header [data-engine]').click();
  await expect(page.getByRole('dialog', { name: 'Engine' })).toContainText('WebGPU');
});

test('left alone, a software adapter is passed over, and the badge says so', async ({ page }) => {
  test.skip(onHardware, 'the adapter is a real one');
  test.setTimeout(300_000);
  expect(await trains(page)).toBe('wasm');
  await page.locator('header [data-engine]').click();
  await expect(page.getByRole('dialog', { name: 'Engine' })).toContainText('WebGPU');
});
