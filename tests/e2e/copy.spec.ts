/** A lecture taken home: the zip, unpacked, on a plain static server, in a fresh profile, with no way to where it came from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import serveStatic from 'serve-static';
import { expect, stepsOf, test } from './fixtures';

/** What any static server does, nothing more. */
async function plain(folder: string): Promise<{ url: string; close: () => void }> {
  const files = serveStatic(folder);
  const server = createServer((request, response) => files(request, response, () => response.writeHead(404).end()));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

test('a lecture as a zip: its figures run from a plain server, its models are there, others say that they are not', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  await page.goto('gan/?lang=en');
  const line = page.locator('[data-take-home]');
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    line.getByRole('button', { name: 'Download this lecture' }).click({ timeout: 60_000 }),
  ]);
  expect(download.suggestedFilename()).toBe('playable-notes-gan.zip');
  const zip = readFileSync(await download.path());
  expect(zip.length).toBeLessThan(14e6);
  const files = unzipSync(zip);
  const names = Object.keys(files);
  expect(names.every((name) => name.startsWith('playable-notes-gan/'))).toBe(true);
  expect(names).toContain('playable-notes-gan/weights/gan-latent/at-10.safetensors');
  expect(names.some((name) => name.includes('/weights/gpt/'))).toBe(false);
  const readMe = new TextDecoder().decode(files['playable-notes-gan/README.txt']);
  expect(readMe).toMatch(/python3 -m http\.server 8000[\s\S]*file:\/\/[\s\S]*python3 -m http\.server 8000[\s\S]*file:\/\//);

  const folder = mkdtempSync(join(tmpdir(), 'notes-copy-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const home = join(folder, 'playable-notes-gan');
  const server = await plain(home);
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  try {
    const elsewhere: string[] = [];
    await context.route(
      (url) => url.protocol.startsWith('http') && url.origin !== new URL(server.url).origin,
      (route) => {
        elsewhere.push(route.request().url());
        return route.abort();
      },
    );
    const copy = await context.newPage();
    const faults: string[] = [];
    copy.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    copy.on('pageerror', (error) => faults.push(String(error)));
    await copy.goto(`${server.url}zh/gan/#faces`);
    await expect(copy.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(copy.locator('[data-figure="gan.faces"]')).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 90_000 });
    await copy.goto(`${server.url}embed/gan/minmax/?lang=en&paused=1`);
    const figure = copy.locator('[data-figure]');
    await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 90_000 });
    await figure.getByRole('button', { name: 'One step' }).click();
    await expect.poll(() => stepsOf(figure)).toBe(1);
    // The other notes are there to be read, and the copy offers no copy of itself.
    await copy.goto(`${server.url}diffusion/?lang=en`);
    await expect(copy.locator('h1')).toBeVisible();
    await expect(copy.locator('footer')).toBeVisible();
    await expect(copy.locator('[data-take-home], [data-keeping]')).toHaveCount(0);
    expect(faults).toEqual([]);
    expect(elsewhere).toEqual([]);
    // A figure of theirs whose model is not in the copy says so in one sentence.
    await copy.goto(`${server.url}embed/unet/inside/?lang=en`);
    await expect(copy.locator('[data-figure] [role=alert]')).toContainText('does not have the weights file', { timeout: 90_000 });

    // By a double click the text can be read; that is all that a browser allows.
    const clicked = await context.newPage();
    await clicked.goto(pathToFileURL(join(home, 'gan', 'index.html')).href);
    await expect(clicked.locator('h1')).toBeVisible();
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test('what cannot be fetched whole is not saved, and is told', async ({ page, faults }) => {
  test.setTimeout(120_000);
  let saved = 0;
  page.on('download', () => saved++);
  await page.goto('vae/?lang=zh');
  const line = page.locator('[data-take-home]');
  const button = line.getByRole('button', { name: '下载这一讲' });
  await page.route('**/weights/vqvae4/model.safetensors', (route) => route.fulfill({ body: 'of another build' }));
  await button.click({ timeout: 60_000 });
  await expect(line.getByRole('alert')).toHaveText(/^这个页面打开以后讲义更新过/, { timeout: 60_000 });
  await page.unroute('**/weights/vqvae4/model.safetensors');
  await page.route('**/weights/vqvae4/card.json', (route) => route.abort());
  await button.click();
  await expect(line.getByRole('alert')).toHaveText('没能全部取到：什么也没存。', { timeout: 60_000 });
  await expect(button).toBeVisible();
  expect(saved).toBe(0);
  faults.splice(0); // the request that was cut
});
