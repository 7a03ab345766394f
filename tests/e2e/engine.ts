/** Shared by the backend tests: the plane GAN trains on whatever backend the browser gives. */
import type { Locator, Page } from '@playwright/test';
import { expect, stepsOf } from './fixtures';

/** Opens the first GAN figure, trains it a little; resolves to the backend that did it. */
export async function trains(page: Page, query = ''): Promise<string | null> {
  await page.goto(`gan/?lang=en${query}#minmax`);
  const figure = page.locator('[data-figure="gan.minmax"]');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 120_000 });
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 90_000 }).toBeGreaterThan(3);
  await expect(figure.getByRole('alert')).toHaveCount(0);
  return page.locator('header [data-engine]').getAttribute('data-engine');
}

/** Trains a figure for a while, then harms its engine (the page was opened with `debug`); resolves to a number of steps that has been saved. */
export async function crash(page: Page, figure: Locator, harm: 'crashWorker' | 'loseDevice'): Promise<number> {
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 240_000 });
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 120_000 }).toBeGreaterThan(2);
  const seen = await stepsOf(figure);
  // Every two seconds, and less often where a save takes long.
  const saved = () => page.evaluate(() => Math.max(...(window as unknown as { __engine: { saved(): number[] } }).__engine.saved()));
  await expect.poll(saved, { timeout: 120_000 }).toBeGreaterThanOrEqual(seen);
  await page.evaluate((name) => (window as unknown as { __engine: Record<string, () => void> }).__engine[name](), harm);
  await expect(figure).toHaveAttribute('data-status', 'error', { timeout: 60_000 });
  return seen;
}
