/** Predict, then see: a stage asks, the hall answers, the run is laid over it. By keys, by pointer, in two windows, remembered by the lecture. */
import type { Page } from '@playwright/test';
import type { Stage } from '../../app/shell/stages';
import { expect, LANGS, NOTES, stepsOf, test } from './fixtures';
import { shown } from './twoWindows';

const row = (page: Page) => page.locator('[data-ask]');
const said = (page: Page) => page.locator('[data-stage] h1');
const stagesOf = async (page: string) => (await import(`../../app/pages/${page}/stages.ts`)).stages as Stage[];
const numberOf = async (page: string, id: string) => (await stagesOf(page)).findIndex((stage) => stage.id === id) + 1;
const stands = (page: Page) => expect(shown(page)).toHaveAttribute('data-status', /ready|paused|running|done/, { timeout: 60_000 });

/** The run that is the answer has not begun, and does not. */
async function untold(page: Page): Promise<void> {
  await expect(shown(page)).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await page.waitForTimeout(700);
  await expect(shown(page)).toHaveAttribute('data-status', 'ready');
  expect(await stepsOf(shown(page))).toBe(0);
}

for (const lang of LANGS)
  test(`every stage that asks: question, answers, then what is so (${lang})`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ reducedMotion: 'no-preference' }); // else nothing begins by itself anyway
    for (const note of NOTES)
      for (const [i, { ask, sentence, id }] of (await stagesOf(note)).entries()) {
        if (!ask) continue;
        await page.goto(`${note}/?lang=${lang}&backend=wasm&lecture=${i + 1}`);
        await stands(page);
        await expect(said(page), id).toHaveText(ask.question[lang]);
        await expect(page.getByText(sentence[lang]).filter({ visible: true })).toHaveCount(0);
        if (ask.play) await untold(page);
        if ('options' in ask) {
          await expect(row(page).locator('li')).toHaveCount(ask.options.length);
          await expect(row(page).locator('[data-right]')).toHaveCount(0);
          await page.keyboard.press('PageDown');
          await expect(row(page).locator('[data-right]')).toContainText(ask.options[ask.right][lang]);
        } else {
          // The plot that is asked for stands in the figure, empty.
          const paper = page.locator(`[data-large] svg:has([data-hand="${ask.of}"])`);
          await expect(paper.locator('[role=slider][aria-orientation=vertical]')).toBeVisible();
          await page.keyboard.press('PageDown');
          await expect(paper.locator('[role=slider][aria-orientation=vertical]')).toHaveCount(0);
        }
        await expect(said(page)).toHaveText(sentence[lang]);
        if (ask.play) await expect.poll(() => stepsOf(shown(page)), { timeout: 60_000 }).toBeGreaterThan(0);
      }
  });

test('a run that was played on the stage before goes back to its start when it is the answer to a question', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const at = await numberOf('gan', 'value');
  await page.goto(`gan/?lang=en&backend=wasm&lecture=${at - 1}`);
  await expect.poll(() => stepsOf(shown(page)), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.keyboard.press('PageDown');
  await untold(page);
  await page.keyboard.press(' '); // by hand it may be played before
  await expect.poll(() => stepsOf(shown(page)), { timeout: 60_000 }).toBeGreaterThan(0);
});

test('by keys: choose, count hands, see, go on, come back, ask again', async ({ page }) => {
  test.slow();
  await page.goto(`gan/?lang=en&backend=wasm&lecture=${await numberOf('gan', 'circle')}`);
  await stands(page);
  const options = row(page).locator('li');
  await page.keyboard.press('2');
  await expect(options.nth(1).getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('3');
  await expect(options.nth(1).getByRole('button')).toHaveAttribute('aria-pressed', 'false');
  await expect(options.nth(2).getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  for (const [i, hands] of ['5', '2', '13'].entries()) await options.nth(i).getByRole('textbox').fill(hands);
  await expect(options.nth(2).locator('[data-share]')).toHaveAttribute('data-share', '65');
  expect(new URL(page.url()).searchParams.has('dirac.h')).toBe(false);
  await page.keyboard.press('PageDown');
  await expect(row(page)).toHaveAttribute('data-ask', 'seen');
  // The state that answers, and it counts as the plan.
  await expect.poll(() => new URL(page.url()).searchParams.get('dirac.h')).toBe('0.05');
  await expect(page.getByRole('button', { name: 'As planned' })).toHaveCount(0);
  await page.keyboard.press('PageDown');
  await expect(page.locator('[data-stage=damped]')).toBeVisible();
  expect(new URL(page.url()).searchParams.has('dirac.h')).toBe(false);
  await page.keyboard.press('PageUp');
  await expect(row(page)).toHaveAttribute('data-ask', 'seen');
  await expect(options.nth(2).getByRole('textbox')).toHaveValue('13');
  await expect.poll(() => new URL(page.url()).searchParams.get('dirac.h')).toBe('0.05');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(row(page)).toHaveAttribute('data-ask', 'asked');
  await expect(options.nth(2).getByRole('textbox')).toHaveValue('');
  await expect.poll(() => new URL(page.url()).searchParams.has('dirac.h')).toBe(false);
});

/** Heights of the drawn line's points, from its path. */
const line = (page: Page) =>
  page
    .locator('[data-large] path[data-hand]')
    .evaluate((path) => [...(path.getAttribute('d') ?? '').matchAll(/[ML][\d.-]+,([\d.-]+)/g)].map(([, y]) => Number(y)));

test('a curve drawn with keys and with a pointer, in two windows: seen in both, then the run is laid over it', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await page.goto(`gan/?lang=en&backend=wasm&lecture=${await numberOf('gan', 'value')}`);
  await stands(page);
  const opened = context.waitForEvent('page');
  await page.keyboard.press('s');
  const presenter = await opened;
  await stands(presenter);
  await expect(presenter.getByText('The answer:')).toBeVisible();
  await expect(page.getByText('The answer:')).toHaveCount(0);

  const pen = page.locator('[data-large] svg:has([data-hand])').locator('[role=slider][aria-orientation=vertical]');
  await pen.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(pen).toHaveAttribute('aria-valuetext', /^at 375: −1\./);
  const byKeys = await line(page);
  expect(byKeys).toHaveLength(6);
  expect(new Set(byKeys.slice(0, 5)).size).toBe(1); // carried on level, then one down
  expect(byKeys[5]).toBeGreaterThan(byKeys[4]);
  expect(new URL(page.url()).searchParams.get('lecture')).toBe('2'); // the arrows were the pen's

  const paper = (await presenter
    .locator('[data-large] svg:has([data-hand])')
    .locator('[role=slider][aria-orientation=vertical]')
    .boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  await presenter.mouse.move(paper.x + 2, paper.y + paper.height / 2);
  await presenter.mouse.down();
  await presenter.mouse.move(paper.x + paper.width / 2, paper.y + 4, { steps: 8 });
  await presenter.mouse.move(paper.x + paper.width - 2, paper.y + paper.height - 4, { steps: 8 });
  await presenter.mouse.up();
  await expect.poll(async () => (await line(page)).length).toBe(41);
  const drawn = await line(page);
  expect(drawn.indexOf(Math.min(...drawn))).toBeGreaterThan(15);
  expect(drawn.indexOf(Math.min(...drawn))).toBeLessThan(25);

  await presenter.keyboard.press('PageDown');
  for (const window of [page, presenter]) {
    await expect(row(window)).toHaveAttribute('data-ask', 'seen');
    await expect.poll(() => stepsOf(shown(window)), { timeout: 60_000 }).toBeGreaterThan(20);
    expect(await line(window)).toHaveLength(41);
    // The measured line is there now, in the same plot.
    await expect(window.locator('[data-large] svg:has([data-hand]) path[stroke="var(--role-network)"]')).toHaveAttribute('d', /M.*L/);
  }
  // Back into the figure, in both.
  await page.getByRole('button', { name: 'Back into the figure' }).click();
  for (const window of [page, presenter]) await expect(shown(window).locator('path[data-hand]')).toHaveAttribute('d', /M.*L/);
  await page.getByRole('button', { name: 'Show it large' }).click();
  // A window that comes anew is told what was answered.
  await presenter.reload();
  await stands(presenter);
  await expect(row(presenter)).toHaveAttribute('data-ask', 'seen');
  expect(await line(presenter)).toHaveLength(41);
});

test('on a phone the plot that is drawn on stands above the figure, its letters to be read, and covers no button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`gan/?lang=en&backend=wasm&lecture=${await numberOf('gan', 'value')}`);
  await stands(page);
  const paper = page.locator('[data-large] svg:has([data-hand="value"])');
  await expect(paper).toBeVisible();
  const drawn = await paper.evaluate((svg: SVGSVGElement) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
  expect(drawn).toBeGreaterThan(0.9); // letters about as large as they are meant to be
  const play = shown(page).getByRole('button', { name: 'Play', exact: true });
  await play.scrollIntoViewIfNeeded();
  expect(
    await play.evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }),
  ).toBe(true);
});
