/** A graphics device that is lost while a figure trains on it: the figure says so, and one click goes on with another backend. */
import { test } from '@playwright/test';
import { crash } from './engine';
import { expect, stepsOf } from './fixtures';

test('a lost device: the figure says so, one click goes on from the last saved step on WASM', async ({ page }) => {
  test.setTimeout(400_000);
  await page.goto('embed/gan/minmax?lang=en&backend=webgpu&debug');
  const figure = page.locator('[data-figure="gan.minmax"]');
  const saved = await crash(page, figure, 'loseDevice');
  await expect(figure.getByRole('alert')).toContainText('The graphics device (WebGPU) was lost');
  await figure.getByRole('button', { name: 'Go on' }).click();
  await expect(figure).toHaveAttribute('data-status', 'running', { timeout: 120_000 });
  expect(await stepsOf(figure)).toBeGreaterThanOrEqual(saved);
  expect(await page.evaluate(() => (window as unknown as { __engine: { info(): { backend: string } } }).__engine.info().backend)).toBe(
    'wasm',
  );
});
