/** Parts that do not arrive: the prose stands whatever fails, "Try again" works, and a tab left over from an older deployment is told so. */
import type { Page } from '@playwright/test';
import { test as plain } from '@playwright/test';
import { expect, withoutApp } from './fixtures';

const test = plain;
const prose = (page: Page) => page.locator('main p').first();

/** Answers 404, as a server does that no longer has the file, as long as `gone()` is true. Counts the asking. */
async function lose(page: Page, chunk: RegExp, gone: () => boolean = () => true): Promise<() => number> {
  let asked = 0;
  await page.route(chunk, (route) => {
    asked++;
    return gone() ? route.fulfill({ status: 404, contentType: 'text/html', body: 'no' }) : route.continue();
  });
  return () => asked;
}

for (const chunk of ['EnginePanel', 'PopBody'])
  test(`${chunk} that does not come: the note stands, one sentence says so, and trying again brings it`, async ({ page }) => {
    let gone = true;
    await lose(page, new RegExp(`/assets/${chunk}-[^/]*\\.js`), () => gone);
    await page.goto('dalle/?lang=en');
    await page.locator('header [data-engine]').click();
    const failure = page.getByRole('alert');
    await expect(failure).toContainText('could not be loaded');
    await expect(prose(page)).toBeVisible();
    await expect(page.locator('h1')).toBeVisible();
    gone = false;
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect(failure).toHaveCount(0);
    await expect(page.getByRole('dialog', { name: 'Engine' })).toBeVisible();
  });

test('a button pressed before its script has come does its work once it has', async ({ page }) => {
  const come = await withoutApp(page);
  await page.goto('dalle/?lang=en', { waitUntil: 'commit' });
  await page.locator('header [data-engine]').click();
  come();
  await expect(page.getByRole('dialog', { name: 'Engine' })).toBeVisible();
});

test('a page that does not come is tried again by its button, and forgotten on another page', async ({ page }) => {
  let gone = true;
  await lose(page, /\/assets\/diffusion-[^/]*\.js/, () => gone);
  await page.goto('dalle/?lang=en');
  const failure = page.getByRole('main').getByRole('alert');
  await page.getByRole('link', { name: 'Diffusion', exact: true }).click();
  await expect(failure).toContainText('could not be loaded');
  await page.getByRole('link', { name: 'U-Net', exact: true }).click();
  await expect(page.locator('h1')).toContainText('U-Net');
  await expect(failure).toHaveCount(0);
  await page.getByRole('link', { name: 'Diffusion', exact: true }).click();
  await expect(failure).toContainText('could not be loaded');
  gone = false;
  await failure.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('h1')).toContainText('Diffusion');
});

test('figures that do not come leave the note; trying again brings each', async ({ page }) => {
  let gone = true;
  await lose(page, /\/assets\/ganFigures-[^/]*\.js/, () => gone);
  await page.goto('gan/?lang=en&backend=wasm#optimal');
  const place = page.locator('[data-fig=optimal]');
  await expect(place.getByRole('alert')).toContainText('could not be loaded');
  await expect(page.locator('main h1')).toBeVisible();
  gone = false;
  await place.getByRole('button', { name: 'Try again' }).click();
  await expect(place.locator('[data-figure="gan.optimal"]')).toBeVisible();
});

test('the code panel that does not come leaves its figure running', async ({ page }) => {
  let gone = true;
  await lose(page, /\/assets\/CodePanel-[^/]*\.js/, () => gone);
  await page.goto('embed/gan/dirac/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.dirac"]');
  await figure.getByRole('button', { name: 'Code', exact: true }).click();
  await expect(figure.getByRole('alert')).toContainText('could not be loaded');
  await expect(figure.locator('canvas').first()).toBeVisible();
  gone = false;
  await figure.getByRole('button', { name: 'Try again' }).click();
  await expect(figure.getByRole('region', { name: /\.ts$/ })).toContainText(/export|import/);
});

test('what makes pictures does not come: the figure says so and goes on', async ({ page }) => {
  await lose(page, /\/assets\/(picture|Take)-[^/]*\.js/); // as after a new deployment: all that makes files
  await page.goto('embed/gan/dirac/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.dirac"]');
  await figure.getByRole('button', { name: 'Save picture' }).click();
  await page.getByRole('button', { name: 'As PNG' }).click();
  await expect(figure.getByRole('status').filter({ hasText: 'could not be loaded' })).toBeVisible();
});

for (const [lang, sentence, reload] of [
  ['en', 'have been renewed since this tab was opened', 'Reload the page'],
  ['zh', '网站更新过了', '重新载入页面'],
] as const)
  test(`a tab left over from an older deployment is told so in a sentence, with a button that reloads (${lang})`, async ({ page }) => {
    await page.goto(`dalle/?lang=${lang}`);
    await expect(page.locator('h1')).toBeVisible();
    await expect(page.locator('header [data-engine]')).toBeVisible();
    // The new deployment: other names for everything, the old files gone.
    let deployed = true;
    await page.route(
      (url) => url.pathname === '/' && deployed,
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace(/assets\/index-[^"]*\.js/, 'assets/index-another.js') });
      },
    );
    await lose(page, /\/assets\/(vae|note)[^/]*\.js/, () => deployed);
    await page.getByRole('link', { name: 'VAE', exact: true }).click();
    const failure = page.getByRole('main').getByRole('alert');
    await expect(failure).toContainText(sentence);
    deployed = false;
    await failure.getByRole('button', { name: reload }).click();
    await expect(page.locator('h1')).toContainText('VAE');
    await expect(failure).toHaveCount(0);
  });

test('without a line the sentence says that the server does not answer', async ({ page, context }) => {
  await page.goto('dalle/?lang=en');
  await expect(page.locator('header [data-engine]')).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Diffusion', exact: true }).click();
  const failure = page.getByRole('main').getByRole('alert');
  await expect(failure).toContainText('the server does not answer');
  await page.getByRole('link', { name: 'DALL·E', exact: true }).click();
  await expect(page.locator('h1')).toContainText('DALL·E');
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Diffusion', exact: true }).click();
  await expect(page.locator('h1')).toContainText('Diffusion');
});
