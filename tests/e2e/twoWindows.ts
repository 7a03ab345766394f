/** A lecture's windows, as tests see them. */
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

/** The figure on stage. */
export const shown = (page: Page): Locator => page.locator('[data-standing]:not([hidden]) [data-figure]');

/** Opens the presenter's window of a lecture, and waits until both show their figure. */
export async function presenterOf(page: Page, context: BrowserContext): Promise<Page> {
  await expect(shown(page)).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 120_000 });
  const opened = context.waitForEvent('page');
  await page.keyboard.press('s');
  const presenter = await opened;
  await expect(presenter.getByText('The audience’s window follows.')).toBeVisible();
  await expect(shown(presenter)).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 60_000 });
  return presenter;
}
