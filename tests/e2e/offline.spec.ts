/** Without network after one visit; what is kept is told and can be taken away; a broken cache heals. */
import type { Page } from '@playwright/test';
import { expect, NOTES, PAGES, test } from './fixtures';

test.use({ serviceWorkers: 'allow' });

const line = (page: Page) => page.locator('[data-keeping]');

/** Opens a page and has everything kept. */
async function keep(page: Page, url = '?lang=en&backend=wasm'): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: 'Keep everything' }).click({ timeout: 60_000 });
  await expect(line(page)).toHaveAttribute('data-keeping', 'all', { timeout: 120_000 });
}
const megabytes = async (page: Page) => Number(/\((\d+\.\d) MB\)/.exec((await line(page).textContent()) ?? '')?.[1]);
const figureWorks = async (page: Page, figure: string) => {
  await page.goto(`embed/${figure}/?lang=en&backend=wasm`);
  await expect(page.locator('[data-figure]')).toHaveAttribute('data-status', /ready|paused|running|done/, { timeout: 120_000 });
};
const weightsKept = (page: Page) =>
  page.evaluate(async () => (await (await caches.open('notes-weights')).keys()).map(({ url }) => new URL(url).pathname));

test('after one visit the texts of all pages and what was used work without network; the other models wait to be asked for', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await page.goto('gan/?lang=en&backend=wasm#faces');
  await expect(page.locator('[data-figure="gan.faces"]')).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 120_000 });
  await expect(line(page)).toHaveAttribute('data-keeping', 'used', { timeout: 120_000 });
  await expect.poll(async () => (await weightsKept(page)).some((path) => path.includes('/gan-latent/'))).toBe(true);
  expect((await weightsKept(page)).some((path) => path.includes('/gpt/'))).toBe(false);
  const more = Number(/(\d+\.\d) MB more/.exec((await line(page).textContent()) ?? '')?.[1]);
  expect(more).toBeGreaterThan(5);
  expect(await megabytes(page)).toBeGreaterThan(5);

  await context.setOffline(true);
  for (const path of PAGES) {
    await page.goto(`${path}${path && '/'}?lang=zh&backend=wasm`);
    await expect(page.locator('h1')).toBeVisible();
  }
  await figureWorks(page, 'gan/faces');
});

test('on the reader’s word everything is kept: every page, every embed, every model; then it is taken away', async ({ page, context }) => {
  test.setTimeout(400_000);
  await keep(page);
  await expect(line(page)).toContainText(/works without network/);
  expect(await megabytes(page)).toBeGreaterThan(10);
  expect(await megabytes(page)).toBeLessThan(40);

  await context.setOffline(true);
  for (const path of PAGES) {
    await page.goto(`${path}${path && '/'}?lang=zh&backend=wasm`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.locator('h1')).toBeVisible();
  }
  await page.goto('zh/vae/');
  await expect(page.locator('h1')).toBeVisible();
  // Figures with weights of their own, one a page.
  for (const figure of ['gan/faces', 'vae/codebook', 'dalle/stream', 'diffusion/backward', 'unet/inside']) await figureWorks(page, figure);
  for (const note of NOTES) {
    await page.goto(`${note}/?lang=en&lecture=1&backend=wasm`);
    await expect(page.locator('[data-stage] [data-figure]').first()).toBeVisible();
  }

  await page.goto('?lang=en');
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(line(page)).toHaveAttribute('data-keeping', 'none');
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await context.setOffline(false);
  await page.reload();
  await expect(line(page)).toHaveAttribute('data-keeping', 'none');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('a cache with a hole and a wrong file heals', async ({ page }) => {
  test.setTimeout(300_000);
  await keep(page);
  const broken = await page.evaluate(async () => {
    const names = await caches.keys();
    const code = await caches.open(names.find((name) => name.includes('precache')) as string);
    const hole = (await code.keys()).find(({ url }) => new URL(url).pathname === '/gan/index.html');
    if (hole) await code.delete(hole);
    const weights = await caches.open('notes-weights');
    const wrong = (await weights.keys()).find(({ url }) => /\/gan-latent\/model\.safetensors/.test(url));
    if (wrong) await weights.put(wrong, new Response(new Uint8Array(100)));
    return [hole?.url, wrong?.url];
  });
  expect(broken.every(Boolean)).toBe(true);
  await page.goto('gan/?lang=en&backend=wasm');
  await expect(page.locator('h1')).toBeVisible();
  // The hole is filled, with what this build was made of.
  const filled = () => page.evaluate(async (url) => (await (await caches.match(url))?.text())?.includes('<h1'), broken[0] as string);
  await expect.poll(filled).toBe(true);
  await page.goto('embed/gan/faces/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure]');
  await expect(figure.getByRole('alert')).toContainText('100 bytes', { timeout: 60_000 });
  await figure.getByRole('button', { name: 'Go on' }).click();
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  await page.reload(); // and it is the right one that is kept now
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
});
