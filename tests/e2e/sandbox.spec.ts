/** A frame that is kept apart (sandbox without allow-same-origin): no storage, no origin. What can run runs; where nothing can, a sentence says so. */
import { test } from '@playwright/test';
import { expect, stepsOf } from './fixtures';

const around = (src: string) => `<h1>A course</h1><iframe sandbox="allow-scripts" src="${src}" style="width:1000px;height:900px"></iframe>`;

test('a figure in a sandboxed frame trains, and keeps its settings for the visit', async ({ page }) => {
  test.slow();
  await page.route('**/around.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: around('embed/gan/minmax/?lang=en&backend=wasm') }),
  );
  await page.goto('around.html');
  const figure = page.frameLocator('iframe').locator('[data-figure="gan.minmax"]');
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 90_000 });
  expect(await page.frames()[1].evaluate(() => window.origin)).toBe('null');
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(20);
  await expect(figure.getByRole('alert')).toHaveCount(0);
  await figure.getByLabel('Data', { exact: true }).selectOption('moons');
  await expect(figure.getByLabel('Data', { exact: true })).toHaveValue('moons');
});

test('a sandboxed frame of a server that lets no other origin read is not blank: a sentence says why, with a link', async ({ page }) => {
  await page.route('**/around.html', (route) => route.fulfill({ contentType: 'text/html', body: around('gan/?lang=en') }));
  await page.route(/\/assets\//, (route) => route.abort());
  await page.goto('around.html');
  const sentence = page.frameLocator('iframe').getByText('could not be loaded here');
  await expect(sentence).toBeVisible({ timeout: 30_000 });
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Open it by itself' })).toBeVisible();
});

test('the sentence is gone where the program starts', async ({ page }) => {
  await page.goto('dalle/?lang=en');
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('#late')).toHaveCount(0);
});
