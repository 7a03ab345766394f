/** A printed page: light whatever the screen is, whole, with nothing on it that can only be pressed. */
import { expect, LANGS, NOTES, test } from './fixtures';

const pagesOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

for (const path of ['gan', 'diffusion'] as const)
  test(`/${path} on paper`, async ({ page }) => {
    test.slow();
    await page.goto(`${path}/?lang=en&theme=dark&backend=wasm`);
    const figure = page.locator('[data-figure]').first();
    await figure.scrollIntoViewIfNeeded();
    await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
    const canvas = figure.locator('canvas').first();
    const ink = () =>
      canvas.evaluate((c: HTMLCanvasElement) => {
        const { data } = (c.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, c.width, c.height);
        let sum = 0;
        for (let i = 0; i < data.length; i += 4) sum += (data[i] * 3 + data[i + 1] * 6 + data[i + 2]) * data[i + 3];
        return sum;
      });
    const onScreen = await ink();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    // Canvases are drawn anew before the sheet is made, at once: nothing is waited for.
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
    if (path === 'gan') expect(await ink()).not.toBe(onScreen); // faces are the same in every theme
    const seen = await page.evaluate(() => {
      const shown = (selector: string) =>
        [...document.querySelectorAll(selector)]
          .filter((e) => e.getClientRects().length > 0 && !e.closest('[data-body]') && !e.ariaLabel?.startsWith('Face '))
          .map((e) => e.outerHTML.slice(0, 90));
      return {
        buttons: shown('button, input[type=radio]:not(:checked), [role=slider], [role=toolbar]'),
        bars: [...document.querySelectorAll('body *')]
          .filter((e) => e.getClientRects().length > 0 && /fixed|sticky/.test(getComputedStyle(e).position) && !e.closest('[data-body]'))
          .map((e) => e.outerHTML.slice(0, 90)),
        waiting: [...document.querySelectorAll('main div, main p')].filter(
          // biome-ignore lint/performance/useDomNodeTextContent: what is hidden on paper does not count
          (e) => e.getClientRects().length > 0 && /^(Getting ready|The engine is starting)/.test((e as HTMLElement).innerText ?? ''),
        ).length,
        split: [...document.querySelectorAll('[data-figure]:not([data-long])')].filter((e) => getComputedStyle(e).breakInside !== 'avoid')
          .length,
        paper: getComputedStyle(document.body).backgroundColor,
        wide: [...document.querySelectorAll<HTMLElement>('[data-body]')].filter(
          (e) => e.style.getPropertyValue('--paper-width') && e.getBoundingClientRect().width > 682,
        ).length,
      };
    });
    expect(seen).toEqual({ buttons: [], bars: [], waiting: 0, split: 0, paper: 'rgb(251, 249, 244)', wide: 0 });
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(
      await figure
        .locator('[data-body]')
        .first()
        .evaluate((e) => (e as HTMLElement).style.cssText),
    ).not.toContain('paper');
  });

test('every note makes sheets', async ({ page }) => {
  for (const path of NOTES) {
    await page.goto(`${path}/?lang=zh&backend=cpu`);
    await expect(page.locator('main p').nth(9)).toBeVisible(); // the note itself, which comes after its title where the language is not the built page's
    const pdf = await page.pdf({ format: 'A4' });
    expect(pagesOf(pdf)).toBeGreaterThan(1);
  }
});

for (const lang of LANGS)
  test(`the teacher’s sheet of every page: aims, misconceptions, plans, questions, on two pages of A4 (${lang})`, async ({ page }) => {
    const printed: Record<string, number> = {};
    for (const note of NOTES) {
      await page.goto(`${note}/?teach=1&lang=${lang}&backend=cpu`);
      const sheet = page.locator(`[data-teach=${note}]`);
      await expect(sheet.locator('h2')).toHaveCount(4);
      await expect(sheet.locator('ol').last().locator('li')).toHaveCount(3);
      await expect(page.locator('html')).toHaveAttribute('lang', lang === 'zh' ? 'zh-CN' : 'en');
      // To be read at arm's length.
      await page.emulateMedia({ media: 'print' });
      const letters = await sheet.evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize) * 0.75);
      expect(letters, 'pt').toBeGreaterThanOrEqual(10);
      printed[note] = pagesOf(await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } }));
    }
    for (const note of NOTES) {
      expect(printed[note], note).toBeGreaterThanOrEqual(1);
      expect(printed[note], note).toBeLessThanOrEqual(2);
    }
  });
