/**
 * A saved picture of a figure is what is seen of it: PNG and SVG are compared with a screenshot. Both are seen as 8 × 8 blocks' means
 * (letters are smoothed a little differently in a picture): the mean difference stays below 3 of 255, and no more than 1 block in 100 is off by 48.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { expect, test } from './fixtures';

const SCALE = 2;
test.use({ deviceScaleFactor: SCALE });

/** Means of 8 × 8 blocks of three channels of a part of a picture. */
function blocks(png: PNG, left: number, top: number, width: number, height: number): number[] {
  const means: number[] = [];
  for (let y = 0; y + 8 <= height; y += 8)
    for (let x = 0; x + 8 <= width; x += 8)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let dy = 0; dy < 8; dy++) for (let dx = 0; dx < 8; dx++) sum += png.data[((top + y + dy) * png.width + left + x + dx) * 4 + c];
        means.push(sum / 64);
      }
  return means;
}

async function save(page: Page, figure: Locator, kind: 'PNG' | 'SVG'): Promise<Buffer> {
  await figure.getByRole('button', { name: /Save picture|保存图片/ }).click();
  // By key: a hand that clicks here lies on the figure once the menu has closed, and what lies under it answers.
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: new RegExp(kind) }).press('Enter')]);
  return readFileSync(await file.path());
}

const CASES = [
  ['vae.dimensions', 'light', 'en'],
  ['diffusion.backward', 'dark', 'zh'],
  ['gan.minmax', 'dark', 'en'],
  ['vae.codebook', 'light', 'zh'],
] as const;

for (const [id, theme, lang] of CASES)
  test(`${id}, ${theme}, ${lang}: PNG and SVG are what is seen`, async ({ page, context }) => {
    test.slow();
    const [note, name] = id.split('.');
    await page.setViewportSize({ width: 1180, height: 1000 });
    await page.goto(`embed/${note}/${name}/?lang=${lang}&theme=${theme}&backend=wasm`);
    const figure = page.locator(`[data-figure="${id}"]`);
    await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
    const body = figure.locator('[data-body]');
    // Still: two looks half a second apart are the same.
    let seen = await body.screenshot();
    await expect(async () => {
      const again = await body.screenshot();
      const same = again.equals(seen);
      seen = again;
      expect(same).toBe(true);
    }).toPass({ timeout: 60_000 });

    const svg = String(await save(page, figure, 'SVG'));
    const png = PNG.sync.read(await save(page, figure, 'PNG'));
    const [, x, y] = (/data-part="body" transform="translate\(([\d.]+) ([\d.]+)\)/.exec(svg) ?? []).map(Number);
    const other = await context.newPage();
    await other.setViewportSize({ width: png.width / SCALE, height: png.height / SCALE });
    await other.setContent(`<body style="margin:0">${svg}</body>`);
    await other.waitForTimeout(300);
    const drawn = PNG.sync.read(await other.screenshot());
    const screen = PNG.sync.read(seen);
    const expected = blocks(screen, 0, 0, screen.width, screen.height);
    for (const [kind, picture] of [
      ['PNG', png],
      ['SVG', drawn],
    ] as const) {
      const got = blocks(picture, x * SCALE, y * SCALE, screen.width, screen.height);
      const differences = got.map((v, i) => Math.abs(v - expected[i]));
      const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
      const off = differences.filter((d) => d > 48).length / differences.length;
      expect({ kind, mean: mean < 3 ? '< 3' : mean, off: off < 0.01 ? '< 1%' : off }).toEqual({ kind, mean: '< 3', off: '< 1%' });
    }
    // Title, claim, state and address are in it, as text; nothing in it is HTML or comes from elsewhere.
    const text = await other.evaluate(() => [...document.querySelectorAll('text')].map((e) => e.textContent).join(''));
    const squeeze = (s: string | null) => (s ?? '').replace(/\s/g, '');
    expect(squeeze(text)).toContain(squeeze(await figure.locator('h3').textContent()));
    expect(squeeze(text)).toMatch(new RegExp(`/${note}/[^#]*#${name}$`));
    expect(svg).not.toMatch(/foreignObject|href="https?:|url\("?https?:/);
    await other.close();
  });
