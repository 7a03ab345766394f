/**
 * Fifty random things done to every figure, quickly, as an impatient hand does them: and once more on a page whose text a browser's
 * translator has rewritten. Always the same fifty: the seed is fixed. No error, nothing that is no number, no status that hangs.
 */
import type { Locator, Page } from '@playwright/test';
import { createRng, type Rng } from '../../app/data/rng';
import { allFigures } from '../../app/figures';
import { expect, test } from './fixtures';

const ACTIONS = 50;
const SEED = 20_260_101;
const KEYS = [' ', '.', 'r', 'n'];
const SLIDER_KEYS = ['Home', 'End', 'ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown'];
/** What can be used in a figure; saving a picture and links lead out of it. */
const USABLE = 'button:not([data-tool] *), input, select, [role=switch], [role=slider], [data-body] canvas, [data-body] svg';

/** One random thing. What has gone away meanwhile is no error: a hand would miss it too. */
async function act(page: Page, figure: Locator, rng: Rng): Promise<void> {
  if (rng.uniform() < 0.1) {
    await figure.focus();
    await page.keyboard.press(KEYS[rng.int(KEYS.length)]);
    return;
  }
  const things = figure.locator(USABLE);
  const at = rng.int(Math.max(1, await things.count()));
  const [u, v, x, y] = [rng.uniform(), rng.uniform(), rng.uniform(), rng.uniform()];
  const kind = await things.nth(at).evaluate(
    (element, pick) => {
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height || element.closest('[inert], dialog')) return null;
      if (element.matches(':disabled') || /save|download|保存/i.test(element.getAttribute('aria-label') ?? '')) return null;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      if (element instanceof HTMLSelectElement) {
        element.value = element.options[Math.floor(pick * element.options.length)].value;
        element.dispatchEvent(new Event('change', { bubbles: true }));
        return null;
      }
      const { left, top, width, height } = element.getBoundingClientRect();
      const slider = element.matches('[role=slider], input[type=range]');
      if (slider) (element as HTMLElement).focus({ preventScroll: true });
      return { slider, left, top, width, height, picture: element.matches('canvas, svg') };
    },
    u,
    { timeout: 2_000 },
  );
  if (!kind) return;
  const { left, top, width, height } = kind;
  if (kind.slider) {
    for (let i = 0; i < 3; i++) await page.keyboard.press(SLIDER_KEYS[rng.int(SLIDER_KEYS.length)]);
    return;
  }
  const spot = (a: number, b: number) => [left + width * (0.05 + 0.9 * a), top + height * (0.05 + 0.9 * b)] as const;
  await page.mouse.move(...(kind.picture ? spot(u, v) : spot(0.5, 0.5)));
  await page.mouse.down();
  if (kind.picture) await page.mouse.move(...spot(x, y), { steps: 3 });
  await page.mouse.up();
}

/** What Google Translate does to a page: every text node goes into two font elements of its own, in the place of the one that React knows. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.nodeValue?.trim() || parent.closest('font, script, style, [translate=no], .notranslate, svg, select, math'))
        continue;
      texts.push(node as Text);
    }
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.append(text.nodeValue ?? '');
      outer.append(inner);
      text.replaceWith(outer);
    }
  });

for (const translated of [false, true])
  for (const { id, page, name } of allFigures)
    test(`${id}: ${ACTIONS} random actions${translated ? ' on a translated page' : ''}`, async ({ page: tab }) => {
      test.slow(); // a budget for busy machines; a quiet one takes about ten seconds
      await tab.goto(`embed/${page}/${name}/?lang=en&backend=wasm`);
      const figure = tab.locator(`[data-figure="${id}"]`);
      await expect(figure).not.toHaveAttribute('data-status', 'loading', { timeout: 60_000 });
      const rng = createRng(`monkey/${SEED}/${id}`);
      for (let i = 0; i < ACTIONS; i++) {
        if (translated && i % 5 === 0) await translate(tab);
        await act(tab, figure, rng).catch((error) => {
          if (!/Timeout|detached|not attached/.test(String(error))) throw error;
        });
        await tab.waitForTimeout(20 + rng.int(40));
      }
      await expect(figure.getByRole('alert')).toHaveCount(0);
      await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 45_000 });
      const said = await figure.evaluate((element) => {
        const shown = element.cloneNode(true) as Element;
        for (const code of shown.querySelectorAll('pre, code')) code.remove(); // sources may well say undefined
        return shown.textContent;
      });
      expect(said).not.toMatch(/\bNaN\b|\bundefined\b|\[object /);
      await expect(tab.getByRole('alert')).toHaveCount(0);
    });
