/** With a software WebGPU adapter: forced, it computes on it; left alone, it takes WASM and says why. */
import { trains } from './engine';
import { expect, test } from './fixtures';

test('forced, the GAN trains on WebGPU', async ({ page }) => {
  test.setTimeout(300_000);
  expect(await trains(page, '&backend=webgpu')).toBe('webgpu');
});

test('left alone, a software adapter is passed over, and the badge says so', async ({ page }) => {
  test.setTimeout(300_000);
  expect(await trains(page)).toBe('wasm');
  await page.locator('header [data-engine]').click();
  await expect(page.getByRole('dialog', { name: 'Engine' })).toContainText('WebGPU');
});
