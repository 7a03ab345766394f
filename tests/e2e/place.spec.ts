/** Where the reader is stays where it is: when the bar takes the focus, when the language changes, when a note stands in a frame. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const SCREENS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const scrolled = (page: Page) => page.evaluate(() => Math.round(window.scrollY));

/** Opens a note and waits until it has stopped growing. */
async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.locator('header [data-engine]')).toBeVisible();
  let before = -1;
  await expect
    .poll(
      async () => {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const same = height === before;
        before = height;
        return same && (await page.locator('[data-fig]:not(:has(figure))').count()) === 0;
      },
      { intervals: [700], timeout: 60_000 },
    )
    .toBe(true);
}

/** Waits until the figures near the window live: one that comes above the reader changes where the window stands, not what it shows. */
async function still(page: Page): Promise<void> {
  const coming = () =>
    page.locator('figure[data-status=loading]').evaluateAll(
      (all) =>
        all.filter((e) => {
          const { top, bottom } = e.getBoundingClientRect();
          return bottom > -window.innerHeight / 2 && top < 1.5 * window.innerHeight;
        }).length,
    );
  await expect.poll(coming, { timeout: 60_000 }).toBe(0);
}

for (const [screen, size] of Object.entries(SCREENS)) {
  test(`focus in the bar never scrolls the page, ${screen}`, async ({ page }) => {
    test.slow();
    await page.setViewportSize(size);
    await settled(page, 'dalle/?lang=en');
    await page.evaluate(() => window.scrollTo({ top: 2000, behavior: 'instant' }));
    await still(page);
    const at = await scrolled(page);
    await page.locator('header a').first().focus();
    for (let i = 0; i < 8; i++) {
      expect(await scrolled(page)).toBe(at);
      await page.keyboard.press('Tab');
    }
    const badge = page.locator('header [data-engine]');
    await badge.click();
    const panel = page.getByRole('dialog', { name: 'Engine' });
    await expect(panel).toBeVisible();
    expect(await scrolled(page)).toBe(at);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(badge).toBeFocused();
    expect(await scrolled(page)).toBe(at);
  });

  for (const hand of ['mouse', 'keyboard'] as const)
    test(`after a change of language the same figure is where it was, ${screen}, by ${hand}`, async ({ page }) => {
      test.slow();
      await page.setViewportSize(size);
      await settled(page, 'gan/?lang=en&backend=wasm');
      const figure = page.locator('[data-fig=optimal]');
      await figure.evaluate((e) => window.scrollTo({ top: e.getBoundingClientRect().top + window.scrollY - 120, behavior: 'instant' }));
      await expect(figure.locator('figure')).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 60_000 });
      const top = async () => (await figure.boundingBox())?.y ?? Number.NaN;
      for (const name of ['中文', 'English']) {
        const before = await top();
        const button = page.getByRole('button', { name, exact: true });
        if (hand === 'mouse') await button.click();
        else {
          await button.focus();
          await page.keyboard.press('Enter');
        }
        await expect(page.locator('html')).toHaveAttribute('lang', name === 'English' ? 'en' : 'zh-CN');
        await expect(figure.locator('figure')).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 60_000 });
        await expect.poll(async () => Math.abs((await top()) - before), { timeout: 20_000 }).toBeLessThan(3);
        await page.waitForTimeout(1500);
        expect(Math.abs((await top()) - before)).toBeLessThan(3);
      }
    });
}

test('figures that come take the places kept for them: the note is as long as before', async ({ page }) => {
  test.slow();
  await page.setViewportSize(SCREENS.phone);
  await settled(page, 'dalle/?lang=en&backend=wasm');
  const long = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await long();
  for (const figure of await page.locator('[data-fig]').all()) {
    await figure.evaluate((e) => window.scrollTo({ top: e.getBoundingClientRect().top + window.scrollY - 120, behavior: 'instant' }));
    await still(page);
  }
  expect(Math.abs((await long()) / before - 1)).toBeLessThan(0.05);
});

test('an anchor is not covered by the bar', async ({ page }) => {
  await page.goto('dalle/?lang=en');
  const heading = page.locator('main h2[id]').nth(2);
  await page.goto(`dalle/?lang=en#${await heading.getAttribute('id')}`);
  await expect
    .poll(async () => (await heading.boundingBox())?.y ?? 0)
    .toBeGreaterThan((await page.locator('header').first().boundingBox())?.height ?? 0);
  await expect(heading).toBeInViewport();
});

test('focus that goes up through the page does not end under the bar', async ({ page }) => {
  await page.goto('dalle/?lang=en');
  await expect(page.locator('h1')).toBeVisible();
  const bar = (await page.locator('header').first().boundingBox())?.height ?? 0;
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await page.locator('footer').click();
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Shift+Tab');
    const top = await page.evaluate(() => {
      const e = document.activeElement;
      return e?.closest('main') && e.id !== 'main' ? e.getBoundingClientRect().top : null;
    });
    if (top !== null) expect(top).toBeGreaterThanOrEqual(bar - 1);
  }
});

test('a note with an anchor in a frame scrolls itself, not the page around it', async ({ page }) => {
  await page.goto('dalle/?lang=en');
  const id = await page.locator('main h2[id]').last().getAttribute('id');
  // The page around it: of the same origin, so that the browser would let the frame scroll it.
  await page.route('**/around.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<div style="height:3000px">text</div><iframe src="dalle/?lang=en#${id}" style="width:900px;height:600px"></iframe><div style="height:2000px"></div>`,
    }),
  );
  await page.goto('around.html');
  await expect(page.frameLocator('iframe').locator('main h2[id]').last()).toBeVisible();
  await expect.poll(() => page.frames()[1].evaluate(() => window.scrollY)).toBeGreaterThan(300);
  expect(await scrolled(page)).toBe(0);
});

test('the speed of a run is in its address, and comes back from it', async ({ page }) => {
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm');
  const speed = page.getByRole('group', { name: 'Play', exact: true }).getByRole('combobox');
  await expect(page.locator('[data-figure="gan.minmax"]')).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 60_000 });
  await speed.selectOption('10');
  await expect(page).toHaveURL(/minmax\.speed=10/);
  await page.reload();
  await expect(speed).toHaveValue('10');
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm&minmax.speed=fast');
  await expect(page.getByText(/minmax\.speed=fast/)).toBeVisible();
});
