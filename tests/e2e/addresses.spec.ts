/** Addresses: unknown ones say so, deep ones work under any folder of any server, and the policy is strict. */
import { test as plain } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { DIST, expect, test } from './fixtures';

plain('an unknown page, in any depth, names the pages that exist', async ({ page }) => {
  for (const path of ['nothing?lang=en', 'nothing/at/all?lang=en']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Diffusion models' }).click();
    await expect(page.locator('h1')).toHaveText('Diffusion models');
  }
});

plain('an unknown figure names the figures that exist', async ({ page }) => {
  await page.goto('embed/gan/nothing?lang=en');
  await expect(page.getByRole('main')).toContainText('has no figure called “nothing”');
  await page.goto('embed/nowhere/nothing?lang=zh');
  await expect(page.getByRole('main')).toContainText('没有名为 “nowhere” 的页面');
});

test('a malformed query breaks nothing', async ({ page }) => {
  await page.goto('vae/?%E0%A4%A=1&lang=xx&theme=&backend=abacus&__proto__=1');
  await expect(page.locator('h1')).toBeVisible();
});

plain('under a folder of another server, deep links and assets work', async ({ page }) => {
  const server = await serve(DIST, { base: '/courses/ml/notes/' });
  const faults: string[] = [];
  page.on('pageerror', (e) => faults.push(String(e)));
  page.on('response', (r) => r.status() >= 400 && faults.push(`${r.status()} ${r.url()}`));
  try {
    for (const path of ['', 'gan', 'unet/', 'gan/?lang=en#nothing']) {
      await page.goto(server.url + path);
      await expect(page.locator('h1')).toBeVisible();
    }
    await page.getByRole('navigation').first().getByRole('link').nth(2).click();
    await expect(page).toHaveURL(/\/courses\/ml\/notes\/vae/);
    expect(faults).toEqual([]);
  } finally {
    await server.close();
  }
});

test('no inline script runs, nothing is evaluated, nothing else is asked for', async ({ page }) => {
  await page.goto('gan/');
  await expect(page.locator('h1')).toBeVisible();
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
  expect(policy).toContain("default-src 'none'");
  // In a timer: code that a debugger evaluates is itself exempt from the policy.
  const refused = await page.evaluate(
    () =>
      new Promise<boolean>((done) =>
        setTimeout(() => {
          try {
            new Function('return 1')();
            done(false);
          } catch {
            done(true);
          }
        }),
      ),
  );
  expect(refused).toBe(true);
});
