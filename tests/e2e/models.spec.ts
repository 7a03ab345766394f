/** The models page: a card for everything that ships, and every generator draws in the page, from one seed, and is measured there. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { DIST, expect, picture, test } from './fixtures';

const shipped = readdirSync(`${DIST}/weights`);

/** The pixels of a row's faces. */
const pixels = (row: Locator) => picture(row.locator('canvas'));
const drawn = (row: Locator) => expect(row).toHaveAttribute('data-drawn', 'true', { timeout: 120_000 });

test('every model that ships has its card, and nothing is asked for that does not ship', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => response.status() >= 400 && missing.push(response.url()));
  await page.goto('models/?lang=en&backend=wasm');
  await page.locator('#cards').scrollIntoViewIfNeeded();
  await expect(page.locator('details[id^="card-"]')).toHaveCount(shipped.length);
  for (const name of shipped) {
    const card = page.locator(`[id="card-${name}"]`);
    await card.locator('summary').click();
    const { training } = JSON.parse(readFileSync(`${DIST}/weights/${name}/card.json`, 'utf8'));
    await expect(card).toContainText(training.command);
    if (training.where) await expect(card).toContainText(training.where.framework);
    await expect(card).toContainText('sha256');
    await expect(card.locator('tbody tr').first()).toBeVisible();
  }
  expect(missing).toEqual([]);
});

test('every generator draws when it comes into view, and again with new noise for all', async ({ page }) => {
  test.setTimeout(300_000);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('models/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="models.generators"]');
  const rows = figure.locator('[data-generator]');
  await rows.first().scrollIntoViewIfNeeded(); // the rows come after the cards, and may stand below what the figure had scrolled to
  await drawn(rows.first());
  const names = await rows.evaluateAll((list) => list.map((row) => (row as HTMLElement).dataset.generator ?? ''));
  expect(names[0]).toBe('real');
  expect(names.length).toBeGreaterThan(1);
  const last = names[names.length - 1];
  expect(fetched.filter((url) => url.includes(`weights/${last}/model`))).toEqual([]);

  const before: string[] = [];
  for (const name of names) {
    const row = figure.locator(`[data-generator="${name}"]`);
    await row.scrollIntoViewIfNeeded();
    await drawn(row);
    await expect(row).toContainText(/of these 10 pass/);
    before.push(await pixels(row));
  }
  expect(new Set(before).size).toBe(names.length);
  await expect(figure.locator('[data-generator="real"]')).toContainText('10 of these 10 pass');

  await figure.getByRole('button', { name: 'New noise for all' }).click();
  await expect(page).toHaveURL(/seed=\d/);
  for (const [i, name] of names.entries()) {
    const row = figure.locator(`[data-generator="${name}"]`);
    await drawn(row);
    expect(await pixels(row)).not.toBe(before[i]);
  }
});

test('a generator is measured in the page, beside the floor', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('models/?lang=zh&backend=wasm');
  const row = page.locator('[data-generator="vae2"]');
  await row.scrollIntoViewIfNeeded();
  await drawn(row);
  await row.getByRole('button', { name: '在这里测 200 张' }).click();
  await expect(row.getByText(/^此处/)).toHaveCount(4, { timeout: 180_000 });
  await expect(row.getByText(/^此处/).nth(0)).toHaveText(/^此处 [\d.]+%$/);
  const real = page.locator('[data-generator="real"]');
  await expect(real.getByText(/^(99|100)(\.\d)?%$/).first()).toBeVisible(); // fidelity of real faces
});

test('training time can be dragged: another snapshot draws from the same noise', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('models/?lang=en&backend=wasm');
  const row = page.locator('[data-generator="ddpm"]');
  await row.scrollIntoViewIfNeeded();
  await drawn(row);
  const finished = await pixels(row);
  const slider = row.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await drawn(row);
  expect(await pixels(row)).not.toBe(finished);
  await page.keyboard.press('End');
  await drawn(row);
  expect(await pixels(row)).toBe(finished);
});
