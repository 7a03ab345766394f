/** Under a translator that keeps rewriting the page every figure goes on, and no number on the screen is an old one. */
import type { Locator, Page } from '@playwright/test';
import { createRng, type Rng } from '../../app/data/rng';
import { allFigures } from '../../app/figures';
import { expect, test } from './fixtures';
import { staleTexts, translatePage } from './translate';

/** One thing a reader may do to a figure: a button, a choice, a slider, a key. */
async function act(page: Page, figure: Locator, rng: Rng): Promise<void> {
  const all = figure.locator(
    'button:not(:disabled):not([aria-label*="picture"]):not([aria-label*="screen"]):not([aria-label*="Copy"]), select:not(:disabled), input[type=radio]:not(:disabled), [role=slider], [role=switch]',
  );
  const one = all.nth(rng.int(await all.count()));
  if (!(await one.isVisible().catch(() => false)) && !(await one.evaluate((e) => e.matches('input')).catch(() => false))) return;
  const kind = await one
    .evaluate((e) => (e.matches('select') ? 'select' : e.matches('[role=slider]') ? 'slider' : 'click'))
    .catch(() => null);
  if (kind === 'select')
    await one
      .evaluate((e: HTMLSelectElement, at) => {
        e.selectedIndex = at % e.options.length;
        e.dispatchEvent(new Event('change', { bubbles: true }));
      }, rng.int(20))
      .catch(() => {});
  else if (kind === 'slider')
    await one.press(['ArrowRight', 'ArrowLeft', 'PageUp', 'Home', 'End'][rng.int(5)], { timeout: 2000 }).catch(() => {});
  else if (kind) await one.dispatchEvent('click', {}, { timeout: 2000 }).catch(() => {});
  await page.keyboard.press('Escape');
}

for (const { id } of allFigures)
  test(`${id}, translated while it runs`, async ({ page, faults }) => {
    test.slow();
    const rng = createRng(`translated/${id}`);
    await page.goto(`embed/${id.replace('.', '/')}/?lang=en&backend=wasm`);
    const figure = page.locator(`[data-figure="${id}"]`);
    await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 60_000 });
    await translatePage(page);
    const more = figure.getByRole('button', { name: 'More', exact: true });
    if (await more.count()) await more.first().click();
    const play = figure.getByRole('button', { name: 'Play', exact: true });
    if (await play.count()) {
      await figure.getByLabel('Speed').selectOption('stage');
      await play.first().dispatchEvent('click');
    }
    for (let i = 0; i < 30; i++) {
      await act(page, figure, rng);
      await page.waitForTimeout(120);
    }
    await page.waitForTimeout(400);
    await expect(figure).toBeVisible();
    await expect(page.getByText('This part stopped working')).toHaveCount(0);
    expect(await staleTexts(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
