/** Shared by the backend tests: the plane GAN trains on whatever backend the browser gives. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Opens the first GAN figure, trains it a little; resolves to the backend that did it. */
export async function trains(page: Page, query = ''): Promise<string | null> {
  await page.goto(`gan/?lang=en${query}#minmax`);
  const figure = page.locator('[data-figure="gan.minmax"]');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 120_000 });
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play' }).click();
  const steps = async () => Number((await figure.locator('[data-steps]').textContent())?.replaceAll(',', ''));
  await expect.poll(steps, { timeout: 90_000 }).toBeGreaterThan(3);
  await expect(figure.getByRole('alert')).toHaveCount(0);
  return page.locator('header [data-engine]').getAttribute('data-engine');
}
