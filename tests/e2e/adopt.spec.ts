/** The app takes over the text that the build wrote: its elements stay, and what the build could not know is drawn into them. (Mismatches are console errors, which fail every test.) */
import { expect, test } from './fixtures';

for (const [lang, address] of [
  ['en', 'vae/?lang=en&backend=wasm'],
  ['zh', 'zh/vae/?backend=wasm'],
])
  test(`the built note stays, element by element, and gets what is not in it (${lang})`, async ({ page }) => {
    let come = () => {};
    const waits = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route(/\/assets\/index-[^/]*\.js/, async (route) => {
      await waits;
      await route.continue();
    });
    await page.addInitScript(() => localStorage.setItem('notes.theme', 'dark'));
    await page.goto(address, { waitUntil: 'commit' });
    await expect(page.locator('article .katex[role=math]').first()).toBeAttached();
    await page.waitForFunction(() => document.readyState !== 'loading');
    const marked = await page.evaluate(() => {
      const all = [...document.querySelectorAll('#root h1, #root article > *, #root article .katex, #root nav a')];
      for (const element of all) element.setAttribute('data-built-here', '');
      return all.length;
    });
    expect(marked).toBeGreaterThan(100);
    come();
    await expect(page.locator('[data-figure]').first()).toBeAttached();
    await expect(page.locator('article math').first()).toBeAttached();
    // Formulas are read aloud as MathML from now on, each once, and none is left out.
    await expect(page.locator('article .katex[role=math]')).toHaveCount(0);
    expect(await page.locator('article .katex:not(:has(> .katex-mathml))').count()).toBe(0);
    expect(await page.locator('article .katex:has(> .katex-mathml ~ .katex-mathml)').count()).toBe(0);
    expect(await page.locator('article [data-built-here]:is(.katex):not([data-tex])').count()).toBe(0);
    await expect(page.locator('[data-built-here]')).toHaveCount(marked);
    await expect(page.getByRole('button', { name: lang === 'en' ? 'Theme: dark' : '外观: 深色' })).toBeVisible();
    await expect(page.locator('header nav a[data-built-here]').nth(1)).toHaveAttribute('href', new RegExp(`/gan\\?.*lang=${lang}`));
  });

test('another language, a lecture and the teacher’s sheets take the place of what the build wrote', async ({ page }) => {
  for (const [address, sign] of [
    ['gan/?lang=zh', '生成对抗网络'],
    ['gan/?lang=en&lecture=2', 'GAN'],
    ['gan/?lang=en&teach', 'GAN'],
  ]) {
    await page.goto(address);
    await expect(page.getByRole('main')).toContainText(sign);
  }
});
