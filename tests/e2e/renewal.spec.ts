/** A new build is put on the server while a lecture is on: offered, never forced; the lecture goes on with its own. */
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { stages } from '../../app/pages/diffusion/stages';
import { serve } from '../../tools/serve.mjs';
import { DIST } from './fixtures';

test.use({ serviceWorkers: 'allow' });

/** A file in another's place at once: whoever asks meanwhile gets one of the two whole. */
function put(file: string, content: string): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

/** The build with another home page, and a service worker that knows it: what a deployment changes on a host. */
function renew(site: string): void {
  const page = join(site, 'index.html');
  const html = readFileSync(page, 'utf8').replace('<head>', '<head><meta name="build" content="2">');
  put(page, html);
  const hash = createHash('sha256').update(html).digest();
  const worker = join(site, 'sw.js');
  const entry = /url:[`"']index\.html[`"'],revision:[`"'](\w+)[`"'],bytes:[\de.]+,integrity:[`"'](sha256-[^`"']+)[`"']/.exec(
    readFileSync(worker, 'utf8'),
  );
  if (!entry) throw new Error('The service worker does not name the home page');
  const script = readFileSync(worker, 'utf8')
    .replace(entry[1], hash.toString('hex').slice(0, 16))
    .replace(entry[2], `sha256-${hash.toString('base64')}`);
  put(worker, script);
}

const build = (page: Page) => page.locator('meta[name=build]').count();
/** Lectures that are on, in any window: what the new version waits for. */
const lectures = (page: Page) =>
  page.evaluate(async () => ((await navigator.locks.query()).held ?? []).filter(({ name }) => name?.startsWith('notes.lecture.')).length);
const waits = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    return registration?.waiting?.state ?? null;
  });

test('a new version while a lecture is on waits until it is over, and then until it is let in', async ({ context }, info) => {
  test.setTimeout(240_000);
  const site = info.outputPath('site');
  cpSync(DIST, site, { recursive: true });
  const server = await serve(site, { compressed: false });
  try {
    const reader = await context.newPage();
    await reader.goto(`${server.url}?lang=en`);
    await reader.getByRole('button', { name: 'Keep everything' }).click({ timeout: 60_000 });
    await expect(reader.locator('[data-keeping]')).toHaveAttribute('data-keeping', /used|all/, { timeout: 120_000 });

    const hall = await context.newPage();
    await hall.goto(`${server.url}gan/?lang=en&backend=wasm&lecture=3`);
    await expect(hall.locator('[data-stage=optimal] [data-figure]')).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => lectures(reader)).toBe(1);
    renew(site);
    await expect.poll(() => waits(reader), { timeout: 60_000 }).toBe('installed');

    // Offered to the reader; not let in as long as the lecture is on, and the lecture is told nothing.
    const fresh = reader.getByText('There is a new version of these notes.');
    await expect(fresh).toBeVisible();
    await expect(hall.getByText('There is a new version')).toHaveCount(0);
    await reader.getByRole('button', { name: 'Load it' }).click();
    await expect(reader.getByText('A lecture is on in another window')).toBeVisible();
    expect(await waits(reader)).toBe('installed');
    await hall.keyboard.press('PageDown');
    await expect(hall.locator('[data-stage=circle] [data-figure="gan.dirac"]')).toBeVisible();

    // Over: the reader lets it in, and has it; so has the other window, from now on.
    await hall.keyboard.press('p');
    await expect(hall.locator('header nav')).toBeVisible();
    expect(await build(reader)).toBe(0);
    await expect.poll(() => lectures(reader)).toBe(0); // the lock goes a moment after the lecture
    await reader.getByRole('button', { name: 'Load it' }).click();
    await expect.poll(() => build(reader).catch(() => 0), { timeout: 60_000 }).toBe(1);
    await context.setOffline(true);
    await hall.goto(`${server.url}?lang=en`);
    expect(await build(hall)).toBe(1);
    await expect(hall.locator('h1')).toBeVisible();
  } finally {
    await context.setOffline(false);
    await server.close();
  }
});

test('a lecture has the models of its page ahead: a deployment that takes them away does not stop it', async ({ page }, info) => {
  test.setTimeout(240_000);
  const site = info.outputPath('site');
  cpSync(DIST, site, { recursive: true });
  const files: { url: string; of?: string[] }[] = JSON.parse(readFileSync(join(site, 'files.json'), 'utf8'));
  const own = files.filter(({ of }) => of?.includes('diffusion')).map(({ url }) => `/${url}`);
  expect(own.length).toBeGreaterThan(1);
  const server = await serve(site, { compressed: false });
  try {
    await page.goto(`${server.url}diffusion/?lang=en&backend=wasm&lecture=1`);
    await expect(page.locator('[data-stage] [data-figure]')).toBeVisible({ timeout: 60_000 });
    const kept = () =>
      page.evaluate(async () => (await (await caches.open('notes-weights')).keys()).map(({ url }) => new URL(url).pathname).sort());
    await expect.poll(kept, { timeout: 120_000 }).toEqual([...own].sort());

    renew(site);
    rmSync(join(site, 'weights'), { recursive: true });
    expect((await page.request.get(`${server.url}${own[0].slice(1)}`)).status()).toBe(404);
    const at = stages.findIndex(({ figure }) => figure === 'backward') + 1;
    await page.goto(`${server.url}diffusion/?lang=en&backend=wasm&lecture=${at}`);
    await expect(page.locator('[data-stage] [data-figure="diffusion.backward"]')).toHaveAttribute(
      'data-status',
      /ready|paused|running|done/,
      {
        timeout: 60_000,
      },
    );
  } finally {
    await server.close();
  }
});
