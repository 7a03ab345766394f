/**
 * How high each figure of a note stands once it lives, at three widths: its place is kept while it comes, so that nothing moves under the
 * reader. Drives the built product in Chromium and writes `app/pages/<page>/heights.ts`. `npm run heights`, after a build.
 */
import { writeFileSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { manifests } from '../app/figures';
import { serve } from './serve.mjs';
import { installedBrowser } from './setup.mjs';

/** Widths of the window at which heights are measured, in pixels: of a desk, a tablet, a phone. */
const WIDTHS = [1280, 768, 390] as const;
const NOTES = ['gan', 'vae', 'dalle', 'diffusion', 'unet'] as const;
const LIVES = /ready|running|paused|done/;

/** Heights in CSS pixels by figure, at every width, of one note. A figure that lives already stays alive when the window is made narrower. */
async function heightsOf(page: Page, address: string): Promise<Map<string, number[]>> {
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.goto(address);
  await page.locator('[data-fig]').last().waitFor();
  await page.waitForTimeout(1000);
  const figures = page.locator('[data-fig]');
  const heights = new Map<string, number[]>();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (let i = 0; i < (await figures.count()); i++) {
      const figure = figures.nth(i);
      await figure.evaluate((e) => window.scrollTo({ top: e.getBoundingClientRect().top + window.scrollY - 80, behavior: 'instant' }));
      const look = () =>
        figure.evaluate((e) => ({
          name: e.dataset.fig ?? '',
          height: e.getBoundingClientRect().height,
          status: e.querySelector('figure')?.dataset.status ?? '',
        }));
      let now = await look();
      for (let still = 0, waited = 0; still < 4 && waited < 300; waited++) {
        await page.waitForTimeout(200);
        const next = await look();
        still = LIVES.test(next.status) && next.height === now.height ? still + 1 : 0;
        now = next;
      }
      heights.set(now.name, [...(heights.get(now.name) ?? []), now.height]);
    }
  }
  return heights;
}

const server = await serve(process.argv[2] ?? 'dist', { compressed: false });
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: ['--no-sandbox'] });
try {
  for (const note of NOTES) {
    const page = await browser.newPage({ reducedMotion: 'reduce', serviceWorkers: 'block' });
    const [zh, en] = [await heightsOf(page, `${server.url}${note}/?lang=zh`), await heightsOf(page, `${server.url}${note}/?lang=en`)];
    await page.close();
    const lines = Object.keys(manifests[note]).flatMap((name) => {
      const [a, b] = [zh.get(name), en.get(name)];
      return a && b ? [`  ${name}: [${a.map((height, w) => Math.round((height + b[w]) / 2 / 16)).join(', ')}],`] : [];
    });
    writeFileSync(
      `app/pages/${note}/heights.ts`,
      `/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */\nexport const heights = {\n${lines.join('\n')}\n} as const;\n`,
    );
    console.log(note, Object.fromEntries([...en].map(([name, h]) => [name, h.map(Math.round)])));
  }
} finally {
  await browser.close();
  await server.close();
}
