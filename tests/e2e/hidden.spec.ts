/** A tab that nobody sees: nothing is computed in it, and nobody in it is woken. */
import type { Page } from '@playwright/test';
import { expect, stepsOf, test } from './fixtures';

/** What was said between the page and its engine so far. */
const said = (page: Page) => page.evaluate(() => (window as unknown as { __said: string[] }).__said);

/** Tells the page what a browser tells the page of a tab that is hidden or shown: a headless browser's tabs are always in sight. */
const hide = (page: Page, hidden: boolean) =>
  page.evaluate((now) => {
    for (const [name, value] of [
      ['hidden', now],
      ['visibilityState', now ? 'hidden' : 'visible'],
    ])
      Object.defineProperty(document, name as string, { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

test('a training stands still while its tab is hidden, without a word to or from the engine, and goes on when it is shown', async ({
  page,
}) => {
  test.slow();
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { __said: said });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        const post = this.postMessage.bind(this);
        this.postMessage = (message: { type: string }, ...rest: never[]) => {
          said.push(`to ${message.type}`);
          post(message, ...rest);
        };
        this.addEventListener('message', ({ data }) => said.push(`from ${data.type}`));
      }
    };
  });
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm&paused=1');
  const figure = page.locator('[data-figure="gan.minmax"]');
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(figure)).toBeGreaterThan(20);

  await hide(page, true);
  await page.waitForTimeout(4_000); // what was on its way has come, and what is told a moment later has been told
  const [steps, words] = [await stepsOf(figure), (await said(page)).length];
  await page.waitForTimeout(11_000); // two of the engine's pulses in a tab that is seen
  expect((await said(page)).slice(words)).toEqual([]);
  expect(await stepsOf(figure)).toBe(steps);
  await expect(figure).toHaveAttribute('data-status', 'running');

  await hide(page, false);
  await expect.poll(() => stepsOf(figure)).toBeGreaterThan(steps + 20);
});
