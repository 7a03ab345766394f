/** The app takes over the text that the build wrote: its elements stay, and what the build could not know is drawn into them. (Mismatches are console errors, which fail every test.) */
import { expect, test, withoutApp } from './fixtures';

for (const [lang, address] of [
  ['en', 'vae/?lang=en&backend=wasm'],
  ['zh', 'zh/vae/?backend=wasm'],
])
  test(`the built note stays, element by element, and gets what is not in it (${lang})`, async ({ page }) => {
    const come = await withoutApp(page);
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

test('what is far below is laid out later: when the first figure lives, or at once when the reader moves', async ({ page }) => {
  const later = page.locator('article > [data-later]');
  const skipped = () =>
    page.locator('article > *').evaluateAll((all) => all.filter((e) => getComputedStyle(e).contentVisibility === 'auto').length);
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  await page.goto('gan/?lang=en&backend=wasm');
  expect(await skipped()).toBeGreaterThan(20);
  const guessed = await height();
  await page.mouse.wheel(0, 40);
  await expect(later).toHaveCount(0);
  expect(await skipped()).toBe(0);
  const whole = await height();
  expect(Math.abs(guessed / whole - 1)).toBeLessThan(0.2);

  // In a window so tall that the first figure is in view, it lives without a hand, and the rest follows.
  await page.setViewportSize({ width: 1280, height: 2400 });
  await page.goto('gan/?lang=en&backend=wasm');
  await expect(later).toHaveCount(0, { timeout: 30_000 });
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  expect(await height()).toBeGreaterThan(0.9 * whole);

  // From an anchor on: what is above it is whole, or it would be found in another place.
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('gan/?lang=en&backend=wasm#minmax');
  const before = page.locator('article > [data-later] ~ [data-fig=minmax]');
  await expect(before).toHaveCount(0);
  // As soon as it is there, without a change of the page's height that would say so.
  const place = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.getElementById('minmax')) await frame();
    await frame();
    await frame();
    return (document.getElementById('minmax') as HTMLElement).getBoundingClientRect().top / window.innerHeight;
  });
  expect(place).toBeGreaterThan(0);
  expect(place).toBeLessThan(0.5);
  await expect(later).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator('[data-figure="gan.minmax"]')).toBeInViewport();
  await page.reload();
  await expect(later).toHaveCount(0, { timeout: 1 });
});
