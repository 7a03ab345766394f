/** With the reader's own few colours (Windows contrast themes): states and data are still told apart. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';

test.use({ forcedColors: 'active', colorScheme: 'dark' } as object);

/** Number of different colours (4 bits a channel) in a canvas. */
const colours = (canvas: Locator) =>
  canvas.evaluate((c: HTMLCanvasElement) => {
    const { data } = (c.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, c.width, c.height);
    const found = new Set<number>();
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] > 40) found.add(((data[i] >> 4) << 8) | ((data[i + 1] >> 4) << 4) | (data[i + 2] >> 4));
    return found.size;
  });
const background = (locator: Locator) => locator.evaluate((e) => getComputedStyle(e).backgroundColor);

test('switches, choices, rails and what is pressed show their state', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.minmax"]');
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  const chip = figure.getByRole('switch').first();
  const off = await background(chip);
  await chip.click();
  expect(await background(chip)).not.toBe(off);
  const code = figure.getByRole('button', { name: 'Code', exact: true });
  const out = await background(code);
  await code.click();
  await expect.poll(() => background(code)).not.toBe(out);
  const rail = figure
    .getByRole('slider')
    .first()
    .locator('xpath=ancestor::*[@data-orientation][last()]')
    .locator('[data-orientation]')
    .first();
  expect(await rail.evaluate((e) => getComputedStyle(e).outlineStyle)).toBe('solid');
});

test('a choice shows which one it is', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/optimal/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure]');
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  await page.goto('embed/gan/variety/?lang=en&backend=wasm');
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  const more = figure.getByRole('button', { name: 'More' });
  if (await more.count()) await more.click();
  const chosen = figure.locator('input[type=radio]:checked + span').first();
  const other = figure.locator('input[type=radio]:not(:checked) + span').first();
  expect(await background(chosen)).not.toBe(await background(other));
});

test('drawn data keeps its colours on the reader’s paper', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm&theme=light');
  const figure = page.locator('[data-figure="gan.minmax"]');
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  expect(await colours(figure.locator('canvas').first())).toBeGreaterThan(12);
  // The reader's paper is dark, so the light colours are taken, though the light theme was asked for.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
