/**
 * Random things done to every figure, quickly, as an impatient hand does them: 25 on the page as it is, and 25 while a translator keeps
 * rewriting it. Always the same ones: the seed is fixed (ACTIONS=200 goes on with it for longer). No error, nothing that is no number, no
 * status that hangs, and under the translator no text that is an old one.
 */
import type { Locator, Page } from '@playwright/test';
import { createRng, type Rng } from '../../app/data/rng';
import { allFigures } from '../../app/figures';
import { expect, test } from './fixtures';
import { staleTexts, translatePage } from './translate';

test.describe.configure({ mode: 'parallel' });

const ACTIONS = Number(process.env.ACTIONS ?? 25);
const SEED = 20_260_101;
const KEYS = [' ', '.', 'r', 'n'];
const SLIDER_KEYS = ['Home', 'End', 'ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown'];
/** What can be used in a figure; saving a picture and links lead out of it. */
const USABLE = 'button:not([data-tool] *), input, select, [role=switch], [role=slider], [data-body] canvas, [data-body] svg';

/** One random thing. */
async function act(page: Page, figure: Locator, rng: Rng): Promise<void> {
  if (rng.uniform() < 0.1) {
    await figure.focus();
    await page.keyboard.press(KEYS[rng.int(KEYS.length)]);
    return;
  }
  const [at, u, v, x, y] = Array.from({ length: 5 }, () => rng.uniform());
  const kind = await figure.evaluate(
    (all, { usable, at, u }) => {
      const things = all.querySelectorAll<HTMLElement>(usable);
      const element = things[Math.floor(at * things.length)];
      const box = element?.getBoundingClientRect();
      if (!box?.width || !box.height || element.closest('[inert], dialog')) return null;
      if (element.matches(':disabled') || /save|download|保存/i.test(element.getAttribute('aria-label') ?? '')) return null;
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      if (element instanceof HTMLSelectElement) {
        element.value = element.options[Math.floor(u * element.options.length)].value;
        element.dispatchEvent(new Event('change', { bubbles: true }));
        return null;
      }
      const { left, top, width, height } = element.getBoundingClientRect();
      const slider = element.matches('[role=slider], input[type=range]');
      if (slider) element.focus({ preventScroll: true });
      return { slider, left, top, width, height, picture: element.matches('canvas, svg') };
    },
    { usable: USABLE, at, u },
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

async function actions(page: Page, figure: Locator, rng: Rng): Promise<void> {
  for (let i = 0; i < ACTIONS; i++) {
    await act(page, figure, rng);
    await page.waitForTimeout(rng.int(40));
  }
  await expect(figure.getByRole('alert')).toHaveCount(0);
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 45_000 });
  const said = await figure.evaluate((element) => {
    const shown = element.cloneNode(true) as Element;
    for (const code of shown.querySelectorAll('pre, code')) code.remove(); // sources may well say undefined
    return shown.textContent;
  });
  expect(said).not.toMatch(/\bNaN\b|\bundefined\b|\[object /);
  await expect(page.getByRole('alert')).toHaveCount(0);
}

for (const { id, page: note, name } of allFigures)
  test(`${id}: ${ACTIONS} random actions, and ${ACTIONS} on a translated page`, async ({ page, faults }) => {
    test.slow(); // a budget for busy machines; a quiet one takes about ten seconds
    const figure = page.locator(`[data-figure="${id}"]`);
    const open = async () => {
      await page.goto(`embed/${note}/${name}/?lang=en&backend=wasm`);
      await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 60_000 });
    };
    await open();
    await actions(page, figure, createRng(`monkey/${SEED}/${id}`));

    await open();
    await translatePage(page);
    // What is behind “more” and what moves stage by stage changes most.
    const more = figure.getByRole('button', { name: 'More', exact: true });
    if (await more.count()) await more.first().click();
    const play = figure.getByRole('button', { name: 'Play', exact: true });
    if (await play.count()) {
      await figure.getByLabel('Speed').selectOption('stage');
      await play.first().dispatchEvent('click');
    }
    await actions(page, figure, createRng(`translated/${SEED}/${id}`));
    await expect(figure).toBeVisible();
    await expect(page.getByText('This part stopped working')).toHaveCount(0);
    expect(await staleTexts(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
