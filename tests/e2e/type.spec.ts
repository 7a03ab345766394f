/** Whatever size the reader's letters have (browser type, zoom of text alone, zoom of the page, a small screen): nothing scrolls sideways, the bar gives way. */
import type { Page } from '@playwright/test';
import { expect, LANGS, PAGES, test } from './fixtures';

interface Reader {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Type size of the browser, in CSS pixels. */
  readonly type?: number;
  /** Zoom of text alone, as a browser's or a reader's style sheet does it. */
  readonly text?: number;
}

const READERS: readonly Reader[] = [
  { name: '320 px wide', width: 320, height: 640 },
  { name: 'text at 150%', width: 1280, height: 900, text: 1.5 },
  { name: 'text at 200%', width: 1280, height: 900, text: 2 },
  { name: 'browser type of 32 px', width: 1280, height: 900, type: 32 },
  { name: 'a phone with type of 32 px', width: 390, height: 844, type: 32 },
  { name: 'page at 400%', width: 320, height: 225 },
];

/** What lies to the right of the window and cannot be scrolled to inside something smaller. */
const beyond = (page: Page) =>
  page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolls = (e: Element | null): boolean =>
      Boolean(e) && (/auto|scroll|hidden|clip/.test(getComputedStyle(e as Element).overflowX) || scrolls((e as Element).parentElement));
    return [...document.querySelectorAll('main *, header *, footer *')]
      .filter((e) => e.getBoundingClientRect().right > limit + 1 && !scrolls(e) && !e.closest('.visually-hidden, .katex-mathml'))
      .map((e) => `${e.tagName}.${e.getAttribute('class')}`.slice(0, 80));
  });

for (const reader of READERS)
  test(`${reader.name}: no page scrolls sideways, and the bar takes a fifth of the window at most`, async ({ page, context }) => {
    test.slow();
    await page.setViewportSize(reader);
    if (reader.type) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Page.setFontSizes', { fontSizes: { standard: reader.type, fixed: reader.type } });
    }
    for (const path of PAGES)
      for (const lang of LANGS) {
        await page.goto(`${path}${path && '/'}?lang=${lang}&backend=cpu`);
        await expect(page.locator('h1')).toBeVisible();
        if (reader.text)
          await page.evaluate((factor) => {
            const root = document.documentElement;
            root.style.fontSize = `${Number.parseFloat(getComputedStyle(root).fontSize) * factor}px`;
          }, reader.text);
        // Who enlarges letters has moved, and what lies far below is laid out too.
        await page.keyboard.press('Shift');
        await expect(page.locator('article > [data-later]')).toHaveCount(0);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(200);
        const where = `/${path} ${lang}`;
        // Letters that grow under a page are noticed in its next frame, which a busy page draws late.
        const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        await expect.poll(sideways, { message: where }).toBe(0);
        expect(await beyond(page), where).toEqual([]);
        await page.evaluate(() => window.scrollTo({ top: 600, behavior: 'instant' }));
        const kept = await page.evaluate(() => Math.max(0, document.querySelector('header')?.getBoundingClientRect().bottom ?? 0));
        expect(kept / reader.height, where).toBeLessThanOrEqual(0.2);
      }
  });

test('letters grow with the type size the browser is set to', async ({ page, context }) => {
  await page.goto('gan/?lang=en');
  await expect(page.locator('h2').first()).toBeVisible();
  const size = () =>
    page
      .locator('main p')
      .first()
      .evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize));
  const before = await size();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await expect.poll(size).toBeCloseTo(2 * before, 0);
});

for (const figure of ['gan/minmax', 'diffusion/backward', 'vae/gaussian', 'diffusion/predictNoise'])
  test(`${figure} on a phone: what moves the picture is in reach while the picture is in view`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`embed/${figure}/?lang=en&backend=wasm`);
    const box = page.locator(`[data-figure="${figure.replace('/', '.')}"]`);
    await expect(box).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
    const hero = box.locator('[data-body]').locator('canvas, svg').first();
    await hero.evaluate((e) => e.scrollIntoView({ block: 'start', behavior: 'instant' }));
    const dock = box.locator('[data-dock]');
    const first = [
      dock.getByRole('button', { name: /^(Play|Pause)$/ }),
      dock.getByRole('button', { name: 'One step' }),
      dock.getByRole('group', { name: 'Settings' }).locator('[role=slider], select, button, input').first(),
    ];
    for (const control of first) if (await control.count()) await expect(control.first()).toBeInViewport({ ratio: 0.9 });
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
    await expect(dock).toBeInViewport({ ratio: 0.9 });
  });

test('at 320 px every choice can be read, and the transport takes one row', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto('embed/diffusion/backward/?lang=zh&backend=wasm');
  const figure = page.locator('[data-figure="diffusion.backward"]');
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  const cut = await figure
    .locator('fieldset label')
    .evaluateAll((labels) =>
      labels
        .filter((e) => e.getBoundingClientRect().right > (e.closest('fieldset')?.getBoundingClientRect().right ?? 0) + 1)
        .map((e) => e.textContent),
    );
  expect(cut).toEqual([]);
  const rows = await figure
    .locator('[data-dock] [role=group]')
    .first()
    .locator('> button, > label')
    .evaluateAll((all) => new Set(all.map((e) => Math.round(e.getBoundingClientRect().top / 8))).size);
  expect(rows).toBe(1);
});
