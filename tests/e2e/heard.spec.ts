/** A running figure is heard: a sentence of its own readouts at calm intervals, and one when it stops; by keyboard, in both languages. */
import { axe, expect, LANGS, test } from './fixtures';

const WORDS = {
  en: { running: /^Running\. Step [\d,]+; .*V\(D, G\) −?\d/, stopped: /^Stopped\. Step ([\d,]+); .*V\(D, G\) −?\d/ },
  zh: { running: /^正在运行。 ?第 [\d,]+ 步；.*V\(D, G\) −?\d/, stopped: /^已停下。 ?第 ([\d,]+) 步；.*V\(D, G\) −?\d/ },
} as const;

for (const lang of LANGS)
  test(`what a run has come to is told, seldom (${lang})`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.goto(`embed/gan/minmax/?lang=${lang}&backend=wasm`);
    const figure = page.locator('[data-figure]');
    await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
    const heard = figure.locator('[data-heard][aria-live=polite]');
    await expect(heard).toBeAttached();
    await expect(heard).toHaveText('');
    await page.evaluate(() => {
      const region = document.querySelector('[data-heard]') as Element;
      const times: number[] = [];
      Object.assign(window, { times });
      new MutationObserver(() => times.push(performance.now())).observe(region, { subtree: true, childList: true, characterData: true });
    });
    await figure.focus();
    await page.keyboard.press(' ');
    await expect(figure).toHaveAttribute('data-status', 'running');
    await expect(heard).toHaveText(WORDS[lang].running, { timeout: 40_000 });
    await page.waitForTimeout(11_000);
    const times = () => page.evaluate(() => (window as unknown as { times: number[] }).times);
    const told = await times();
    expect(told.length).toBeGreaterThanOrEqual(2);
    for (let i = 1; i < told.length; i++) expect(told[i] - told[i - 1], 'ms between two sentences').toBeGreaterThan(5_000);
    await page.keyboard.press(' ');
    await expect(heard).toHaveText(WORDS[lang].stopped);
    const [, step] = WORDS[lang].stopped.exec((await heard.textContent()) ?? '') ?? [];
    expect(step).toBe(await figure.locator('[data-steps]').textContent());
    // Once, and then it is silent.
    const after = (await times()).length;
    await page.waitForTimeout(1_500);
    expect((await times()).length).toBe(after);
    const { violations } = await axe(page).include('[data-figure]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
