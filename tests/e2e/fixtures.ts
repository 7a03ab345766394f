/** What every browser test shares: a page that fails the test on any console error, the names of pages and languages, and how figures are read. */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { ROOT } from '../../tools/setup.mjs';

export { expect };
/** The build under test. */
export const DIST = process.env.NOTES_DIST ?? `${ROOT}/dist`;
export const PAGES = ['', 'gan', 'vae', 'dalle', 'diffusion', 'unet', 'models'] as const;
export const NOTES = ['gan', 'vae', 'dalle', 'diffusion', 'unet'] as const;
export const LANGS = ['en', 'zh'] as const;
export const THEMES = ['light', 'dark'] as const;

/** Steps a figure says it has made. */
export const stepsOf = async (figure: Locator): Promise<number> =>
  Number((await figure.locator('[data-steps]').textContent())?.replaceAll(',', ''));
/** A canvas as a text that changes when a pixel does. */
export const picture = (canvas: Locator): Promise<string> => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());

/** Axe in the page itself (it has no foreign frames), asked for what is wrong: to describe all that is right takes longer than to look. */
export const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();

/** Chooses one of several as a hand does, by its words: the circle itself is hidden beneath them. Waits until they stand still. */
export async function choose(radio: Locator): Promise<void> {
  await radio.locator('..').click();
  await expect(radio).toBeChecked();
}

/** Keeps the app's first script away, as a slow line does, until what it returns is called. */
export async function withoutApp(page: Page): Promise<() => void> {
  let come = () => {};
  const waits = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/\/assets\/index-[^/]*\.js/, async (route) => {
    await waits;
    await route.continue();
  });
  return () => come();
}

/** Whether the app has taken over the text that the build wrote, or its place: what stands in #root is React's, to the last element of the note. */
const taken = () =>
  [document.getElementById('root')?.firstElementChild, [...document.querySelectorAll('#main article *')].at(-1)].every(
    (element, i) => (i && !element) || Object.keys(element ?? {}).some((key) => key.startsWith('__reactFiber')),
  );

/** `faults`: console errors and uncaught exceptions so far, and requests to anywhere but the product's own address. */
export const test = base.extend<{ faults: string[] }>({
  // A reader's hand is slower than a script: `goto` ends when the app is there (or, where a test keeps it away, after a while).
  page: async ({ page, javaScriptEnabled }, use) => {
    const goto = page.goto.bind(page);
    page.goto = async (...args) => {
      const answer = await goto(...args);
      if (javaScriptEnabled !== false) await page.waitForFunction(taken, undefined, { timeout: 4_000 }).catch(() => {});
      return answer;
    };
    await use(page);
  },
  faults: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      const own = new URL(baseURL ?? 'http://localhost').origin;
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== own) faults.push(`request to ${url.origin}`);
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});
