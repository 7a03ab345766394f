/** The text of a page is in its file: read without scripts, painted before them, and taken over without a jump or a flash. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { DIST, expect, LANGS, NOTES, PAGES, test } from './fixtures';

/** Where the build was told that it will lie; else addresses are relative, and any will do. */
const SITE = process.env.SITE_URL ? process.env.SITE_URL.replace(/\/*$/, '/') : 'http://site/';
const door = (path: string, lang: string) => `${lang === 'zh' ? 'zh/' : ''}${path && `${path}/`}`;
const file = (path: string, lang: string) => readFileSync(`${DIST}/${door(path, lang)}index.html`, 'utf8');
const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  for (const lang of LANGS)
    test(`every note is whole and leads on, ${lang}`, async ({ page }) => {
      for (const path of NOTES) {
        await page.goto(door(path, lang));
        await expect(page.locator('h1')).toBeVisible();
        const words = (await page.locator('article').textContent())?.match(lang === 'zh' ? /[\u4e00-\u9fff]/g : /[a-z]{2,}/gi) ?? [];
        expect(words.length).toBeGreaterThan(500);
        await expect(page.locator('article .katex-html').first()).toBeVisible();
        expect(await page.locator('article h2[id]').count()).toBe(await page.locator('article nav ol a').count());
        for (const cited of await page.locator('a[data-cite]').all())
          await expect(page.locator(`[id="${(await cited.getAttribute('href'))?.slice(1)}"]`)).toHaveCount(1);
        await expect(page.getByText(/Getting ready|Opening the page|正在准备/).filter({ visible: true })).toHaveCount(0);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(sideways).toBe(0);
      }
      await page.goto(door('', lang));
      for (const path of NOTES) {
        await page.locator(`main a[href="./${path}/"]`).click();
        await expect(page).toHaveURL(new RegExp(`/${door(path, lang)}$`));
        await page.locator('header nav a').first().click();
      }
      await page.locator('noscript a').click();
      await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'en' : 'zh-CN');
    });
});

test('every page says what it is, in its own language, and where the other language lies', async ({ request }) => {
  const titles = new Set<string>();
  for (const path of PAGES)
    for (const lang of LANGS) {
      const html = file(path, lang);
      titles.add(attribute(html, /<title>([^<]*)/));
      const description = attribute(html, /<meta name="description" content="([^"]*)/);
      expect(/[\u4e00-\u9fff]/.test(description), description).toBe(lang === 'zh');
      const links = [...html.matchAll(/<link rel="(canonical|alternate)"(?: hreflang="([^"]*)")? href="([^"]*)"/g)];
      expect(links.map((m) => m[2] ?? m[1])).toEqual(['canonical', 'en', 'zh-CN', 'x-default']);
      const here = new URL(door(path, lang), SITE);
      expect(links.map((m) => new URL(m[3], here).href)).toEqual([lang, 'en', 'zh', 'en'].map((l) => SITE + door(path, l)));
      const picture = new URL(attribute(html, /<meta property="og:image" content="([^"]*)/), here).href.slice(SITE.length);
      const answer = await request.get(picture);
      const image = await answer.body();
      expect(answer.headers()['content-type']).toBe('image/png');
      expect(image.length).toBeLessThan(60_000);
      expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1200, 630]);
    }
  expect(titles.size).toBe(PAGES.length * LANGS.length);
});

interface Log {
  /** What could be seen of the heading, in what theme, one after the other. */
  readonly seen: readonly string[];
  /** Where heading, first paragraph and first section stood in the last frame of the built text, and in the first of the app's. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Scripts come late; frame by frame it is noted what heading can be seen, and where the text stands when the app takes it over. */
async function watched(page: Page): Promise<() => Promise<Log>> {
  await page.route('**/assets/*.js', async (route) => {
    await new Promise((done) => setTimeout(done, 150));
    await route.continue();
  });
  await page.addInitScript(() => {
    const log = { seen: [] as string[], before: [] as number[], after: [] as number[] };
    Object.assign(window, { log });
    // What the app has taken over is known to React.
    const taken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactFiber'));
    const places = () =>
      ['h1', 'main p', 'h2'].map((css) => Math.round(document.querySelector(`#root ${css}`)?.getBoundingClientRect().top ?? -1));
    const look = () => {
      const h1 = document.querySelector('#root h1');
      if (h1 && !taken(h1)) log.before = places();
      else if (h1 && log.after.length === 0) log.after = places();
      const now = `${h1?.checkVisibility() ? h1.textContent : '-'} ${document.documentElement.dataset.theme}`;
      if (document.body && log.seen.at(-1) !== now) log.seen.push(now);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return () => page.evaluate(() => (window as unknown as { log: Log }).log);
}

for (const width of [1280, 390])
  test(`nothing jumps when the app takes over, ${width} wide`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 844 });
    const log = await watched(page);
    for (const path of ['', ...NOTES])
      for (const lang of LANGS) {
        await page.goto(`${door(path, lang)}?theme=dark`);
        await expect(page.locator('header [data-engine]')).toBeVisible({ timeout: 30_000 });
        await page.waitForTimeout(1500);
        const { before, after, seen } = await log();
        expect(after, `${path} ${lang}`).toHaveLength(before.length);
        // On the first page a phone's picture is measured before it is as high as it will be; what is above it stays.
        const still = path === '' ? 2 : before.length;
        for (let i = 0; i < still; i++) expect(Math.abs(after[i] - before[i]), `${path} ${lang}: ${before} to ${after}`).toBeLessThan(3);
        expect(seen.length, seen.join(' | ')).toBe(1);
        expect(seen[0]).toMatch(lang === 'zh' ? /[\u4e00-\u9fff]|DALL·E/ : /[a-z]|DALL·E/i);
        expect(seen[0]).toMatch(/dark$/);
      }
  });

test('the Chinese door leads to the address that a reader has everywhere, with all that was in it', async ({ page }) => {
  await page.goto('zh/gan/?theme=dark#dirac');
  await expect(page).toHaveURL(/\/gan\/\?theme=dark&lang=zh#dirac$/);
  await expect(page.locator('h1')).toHaveText('生成对抗网络');
  await page.getByRole('link', { name: 'VAE', exact: true }).first().click();
  await expect(page).toHaveURL(/\/vae\?.*lang=zh/);
  await page.getByRole('button', { name: 'English' }).click();
  await page.reload();
  await expect(page.locator('h1')).toHaveText(/Autoencoders/);
});

test('whoever reads Chinese never sees the English text of the common address', async ({ page }) => {
  const log = await watched(page);
  await page.goto('gan/?lang=zh');
  await expect(page.locator('h1')).toHaveText('生成对抗网络');
  const { seen } = await log();
  expect(seen.filter((s) => !s.startsWith('-')).length).toBe(1);
  expect(seen.join()).not.toContain('adversarial');
});

test('a reader who has begun to read stays where they are', async ({ page }) => {
  await page.route('**/assets/*.js', async (route) => {
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue();
  });
  await page.goto('gan/?lang=en', { waitUntil: 'commit' });
  await expect(page.locator('h1')).toBeVisible();
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(500);
  const before = await page.evaluate(() => window.scrollY);
  await expect(page.locator('header [data-engine]')).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(500);
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - before)).toBeLessThan(30);
});
