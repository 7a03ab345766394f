/** What a letter stands for is one step away from every formula: from the prose to the page's table, and in a figure's formula panel. */
import { expect, LANGS, NOTES, test } from './fixtures';

for (const lang of LANGS)
  test(`every note ends with its symbols, and every formula of its prose leads there, ${lang}`, async ({ page }) => {
    for (const note of NOTES) {
      await page.goto(`${note}/?lang=${lang}`);
      const table = page.locator('#symbols table');
      await expect(table.locator('tbody tr').nth(15)).toBeAttached(); // it comes after the first paint
      await expect(table.locator('td:first-child .katex')).toHaveCount(await table.locator('tbody tr').count());
      const links = page.locator('article > [data-formula] > a');
      await expect(links).toHaveCount(await page.locator('article > [data-formula]').count()); // they come with the table
      for (const link of await links.all()) expect(await link.getAttribute('href')).toBe('#symbols');
    }
    const formula = page.locator('article > [data-formula]').first();
    await formula.hover();
    await formula.locator('> a').click();
    await expect(page).toHaveURL(/#symbols$/);
    await expect(page.locator('#symbols h2')).toBeInViewport();
  });

test('a formula panel tells the letters of its own formulas, alone under its address too', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/dirac/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.dirac"]');
  await figure.getByRole('button', { name: 'Formula', exact: true }).click();
  await figure.getByText('What do the letters mean?').click();
  const rows = figure.locator('details[open] tbody tr');
  await expect(rows.filter({ hasText: 'in the Dirac-GAN: the only parameter of D, its slope' })).toBeVisible();
  await expect(rows.filter({ hasText: 'the wish' })).toHaveCount(0);
  await figure.getByRole('link', { name: 'all symbols of this page' }).click();
  await expect(page).toHaveURL(/\/gan\/?(\?.*)?#symbols$/);
  await expect(page.locator('#symbols')).toContainText('the wish');
});

test('a panel that would open under the window is brought into it, and one that is seen already is not', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 700 });
  await page.goto('embed/gan/dirac/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.dirac"]');
  await expect(figure).toHaveAttribute('data-status', 'ready');
  const panel = figure.locator('[data-panel]');
  const button = figure.getByRole('button', { name: 'Formula', exact: true });
  await button.click();
  await expect(panel.locator('.katex-display').first()).toBeInViewport();
  // In a window that holds both, nothing moves.
  await button.click();
  await expect(panel).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 2400 });
  await button.click();
  await expect(panel).toBeInViewport();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});
