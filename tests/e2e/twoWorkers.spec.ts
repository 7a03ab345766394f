/** Two figures of one page in training, each in a worker of its own where a core idles; `?workers=2` says that one does. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, stepsOf, test } from './fixtures';

test.use({ actionTimeout: 20_000, viewport: { width: 1280, height: 6_000 } });

const QUERY = 'lang=en&paused=1&backend=wasm';

async function json(page: Page, figure: Locator): Promise<Buffer> {
  await figure.getByRole('button', { name: 'Save picture' }).click();
  const menu = page.getByRole('dialog', { name: 'Save picture' });
  const [file] = await Promise.all([page.waitForEvent('download'), menu.getByRole('button', { name: 'Its numbers, as JSON' }).click()]);
  return readFile(await file.path());
}

test('the second training gets a worker of its own, and comes to the numbers that it has with one worker at the same step', async ({
  page,
  context,
}) => {
  test.slow();
  await page.goto(`gan/?${QUERY}&workers=2`);
  const [one, other] = ['minmax', 'optimal'].map((id) => page.locator(`[data-figure="gan.${id}"]`));
  for (const figure of [one, other]) await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await one.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(one), { timeout: 60_000 }).toBeGreaterThan(2);
  expect(page.workers()).toHaveLength(1);
  await other.getByRole('combobox').selectOption('60'); // few steps are to be made again
  await other.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(other), { timeout: 60_000 }).toBeGreaterThan(20);
  expect(page.workers()).toHaveLength(2);
  const before = await stepsOf(one);
  await expect.poll(() => stepsOf(one), { timeout: 60_000 }).toBeGreaterThan(before);
  await other.getByRole('button', { name: 'Pause', exact: true }).click();
  const file = await json(page, other);
  const { step } = JSON.parse(file.toString());
  expect(step).toBeGreaterThan(20);

  const alone = await context.newPage();
  await alone.goto(`embed/gan/optimal/?${QUERY}&workers=1`);
  const again = alone.locator('[data-figure="gan.optimal"]');
  await expect(again).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await again.getByRole('button', { name: 'Save picture' }).click();
  const back = alone.getByRole('dialog', { name: 'Save picture' }).locator('[data-take=back]');
  await back.locator('input[type=file]').setInputFiles({ name: 'figure.json', mimeType: '', buffer: file });
  await expect(back.getByRole('status')).toHaveText(/ again, with the numbers of the file\.$/, { timeout: 90_000 });
  expect(await stepsOf(again)).toBe(step);
  expect(alone.workers()).toHaveLength(1);
});
