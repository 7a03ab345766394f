/** Every page, in both languages and both themes: it opens, says its name, fits its screen, and passes axe. */
import { axe, expect, LANGS, PAGES, picture, THEMES, test } from './fixtures';

for (const path of PAGES) {
  for (const lang of LANGS) {
    for (const theme of THEMES) {
      test(`/${path} ${lang} ${theme}`, async ({ page }) => {
        await page.goto(`${path}${path && '/'}?lang=${lang}&theme=${theme}`);
        await expect(page.locator('h1')).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'zh-CN' : 'en');
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        await expect(page.locator('main')).not.toContainText(/is not defined|没有定义/);
        if (path) await expect(page.getByRole('navigation').first().locator('[aria-current=page]')).toHaveCount(path === 'models' ? 0 : 1);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(sideways).toBe(0);
        // What is not colour is the same in both themes.
        const looks = theme === 'light' ? axe(page) : axe(page).withRules(['color-contrast', 'link-in-text-block']);
        const { violations } = await looks.analyze();
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
      });
    }
  }

  test(`/${path} on a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const lang of LANGS) {
      await page.goto(`${path}${path && '/'}?lang=${lang}`);
      await expect(page.locator('h1')).toBeVisible();
      await page.waitForTimeout(300);
      const wide = await page.evaluate(() => {
        const limit = document.documentElement.clientWidth;
        const scrolls = (e: Element | null): boolean =>
          Boolean(e) && (/auto|scroll|hidden|clip/.test(getComputedStyle(e as Element).overflowX) || scrolls((e as Element).parentElement));
        return [...document.querySelectorAll('main *, header *, footer *')]
          .filter((e) => e.getBoundingClientRect().right > limit + 1 && !scrolls(e) && !e.closest('.visually-hidden, .katex-mathml'))
          .map((e) => `${e.tagName}.${e.className}`.slice(0, 80));
      });
      expect(wide).toEqual([]);
    }
  });
}

test('the language follows the browser, the switch is remembered, the address is corrected', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL });
  const page = await context.newPage();
  await page.goto('');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.goto('gan/?lang=zh');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL(/lang=en/);
  await context.close();
});

test('the theme follows the system, can be chosen, and is remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('?lang=en');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(html).toHaveAttribute('data-theme', 'light');
  const button = page.getByRole('button', { name: /^Theme/ });
  await button.click();
  await button.click();
  await expect(button).toHaveAccessibleName('Theme: Dark');
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'dark');
});

test('by keyboard alone: skip link, pages, language', async ({ page }) => {
  await page.goto('?lang=en');
  await expect(page.locator('h1')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await page.goto('?lang=en');
  await expect(page.locator('h1')).toBeVisible();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    if (await page.getByRole('link', { name: 'VAE', exact: true }).evaluate((e) => e === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/vae\/?(\?|$)/);
  await expect(page.locator('h1')).toContainText('VAE');
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    if (await page.getByRole('button', { name: '中文' }).evaluate((e) => e === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('the faces on the first page answer the slider', async ({ page }) => {
  await page.goto('?lang=en');
  const faces = page.getByRole('img', { name: 'Noise over the faces' });
  const read = () => picture(faces);
  const slider = page.getByRole('slider', { name: 'Noise' });
  const before = await read();
  await slider.press('End');
  await expect.poll(read).not.toBe(before);
  await expect(slider).toHaveAttribute('aria-valuetext', '100%');
  const drowned = await read();
  await page.getByRole('button', { name: 'Other faces' }).click();
  await expect.poll(read).not.toBe(drowned);
});
