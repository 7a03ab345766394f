/** The U-Net page in the hands of a reader: follow a number, rewire skips, steer by three kinds of guidance, and read what it costs. */
import type { Locator, Page } from '@playwright/test';
import { choose, expect, picture, test } from './fixtures';

test.describe.configure({ timeout: 240_000 });

async function open(page: Page, name: string, query = ''): Promise<Locator> {
  await page.goto(`embed/unet/${name}/?lang=en&backend=wasm${query && `&${query}`}`);
  const figure = page.locator(`[data-figure="unet.${name}"]`);
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 90_000 });
  return figure;
}

/** Signed numbers as the figure writes them: "− 0.123", "= 4.567". */
const numbers = async (texts: Locator): Promise<number[]> =>
  (await texts.allTextContents()).map((text) => Number(text.replaceAll('−', '-').replace(/[+=\s]/g, '')));

test('inside: t is dragged and the maps follow; one number is the sum of its windows and kernels', async ({ page }) => {
  const figure = await open(page, 'inside', 'inside.layer=conv1&inside.level=down1');
  const maps = figure.getByRole('group', { name: 'Feature maps of down1' });
  await expect(maps.getByRole('button')).toHaveCount(64);
  const canvas = maps.locator('canvas');
  const before = await picture(canvas);
  await figure.getByRole('slider', { name: 'Noise level t' }).press('End');
  await expect.poll(() => picture(canvas)).not.toBe(before);
  await maps.getByRole('button').nth(5).click();
  await expect(page).toHaveURL(/inside\.channel=5/);
  const sum = figure.getByText('sum', { exact: true }).locator('xpath=ancestor::div[1]');
  await expect(sum.locator('b')).toHaveCount(8); // five channels, the rest, the bias, the sum
  await expect
    .poll(async () => {
      const parts = await numbers(sum.locator('b'));
      const total = parts.at(-1) as number;
      return Math.abs(parts.slice(0, -1).reduce((s, v) => s + v, 0) - total);
    })
    .toBeLessThan(0.006); // each of eight numbers is rounded to three places
  await expect(figure.getByRole('button').filter({ hasText: 'counted in one run' })).toContainText('76M');
});

test('resample: an uneven stamp leaves a checkerboard, an even one none; the kernel is turned by keys', async ({ page }) => {
  const figure = await open(page, 'resample', 'resample.input=flat');
  const board = figure.getByRole('button').filter({ hasText: 'checkerboard in the output' });
  await expect(board).not.toContainText(/output0%/);
  await figure.getByRole('button', { name: 'More' }).click();
  await figure.getByRole('slider', { name: 'Kernel' }).press('End'); // 4×4: a multiple of the stride
  await expect(board).toContainText(/output0%/);
  const cell = figure.getByRole('group', { name: 'kernel' }).getByRole('button').nth(4);
  await cell.click();
  await cell.press('7');
  await expect(page).toHaveURL(/resample\.kernel=1_1_1_1_7_1_1_1_1/);
});

test('skips: bottoms swapped, each face turns into the other; cutting the finest skip costs much; left alone nothing changes', async ({
  page,
}) => {
  const figure = await open(page, 'skips');
  const readout = (label: string, face = 0) => figure.getByRole('button').filter({ hasText: label }).nth(face);
  const value = async (label: string, face = 0) =>
    Number((await readout(label, face).textContent())?.match(/\d[\d.e−]*$/)?.[0].replace('−', '-'));
  for (const face of [0, 1]) {
    await expect.poll(() => value('from its own', face)).toBeGreaterThan(0);
    expect(await value('from the other’s', face)).toBeLessThan(await value('from its own', face));
  }
  const joined = figure.locator('[data-join]');
  await expect(joined.getByRole('button')).toContainText(/e[−-]0?[5-9]/); // concatenated and added up: the same but for rounding
  await choose(figure.getByRole('radio', { name: 'own' }).last());
  await expect.poll(() => value('from its own')).toBe(0);
  await choose(figure.getByRole('radio', { name: 'cut' }).first());
  await expect.poll(() => value('from its own')).toBeGreaterThan(0.02);
});

test('classifier-free: w is dragged, the guided face and then sixteen of them follow; the wish is typed', async ({ page }) => {
  const figure = await open(page, 'free', 'free.steps=5');
  const guided = figure.getByRole('img', { name: 'Clean face implied with guidance' });
  await expect(figure).toHaveAttribute('data-status', /done|paused|ready/, { timeout: 120_000 });
  const before = await picture(guided);
  await figure.getByRole('slider', { name: 'w', exact: true }).press('End');
  await expect.poll(() => picture(guided)).not.toBe(before);
  await expect(page).toHaveURL(/free\.w=8/);
  await figure.getByRole('textbox', { name: 'wish' }).fill('green hair and a hat');
  await expect(page).toHaveURL(/free\.wish=hairColor\.green/);
  await expect(figure.getByRole('button', { name: /hair colour: green/ })).toBeVisible();
  const counted = figure.getByRole('button').filter({ hasText: 'show the wish' }).last();
  await expect(counted).toContainText(/\d+ of 16/, { timeout: 120_000 });
  expect(Number((await counted.textContent())?.match(/(\d+) of 16/)?.[1])).toBeGreaterThan(8);
  await figure.getByRole('button', { name: /The same eight noises/ }).click();
  const rows = figure.locator('[data-grid] > div');
  await expect(rows).toHaveCount(6, { timeout: 120_000 });
  const shows = async (row: number) => Number((await rows.nth(row).textContent())?.match(/(\d) of 8 show it/)?.[1]);
  expect(await shows(4)).toBeGreaterThan(await shows(0));
});

test('classifier: the one that knows noise reads noisy faces better than the one that does not', async ({ page }) => {
  const figure = await open(page, 'classifier', 'classifier.steps=5');
  await figure.getByRole('button', { name: 'Examine the classifier' }).click();
  await expect(figure.getByRole('img', { name: /^Accuracy over t/ })).toBeVisible({ timeout: 120_000 });
});

test('sharpened: the two densities are one at w = 0, and not at w = 8', async ({ page }) => {
  const figure = await open(page, 'sharpened');
  const apart = figure.getByRole('button').filter({ hasText: 'densities apart' });
  const w = figure.getByRole('slider', { name: 'w', exact: true });
  await w.press('End');
  await expect.poll(async () => Number((await apart.textContent())?.match(/\d\.\d+/)?.[0])).toBeGreaterThan(0.2);
  await page.goto('embed/unet/sharpened/?lang=en&sharpened.w=0');
  await expect(figure.getByRole('button').filter({ hasText: 'densities apart' })).toContainText(/0\.00\d/);
});

test('compare: every kind is measured in turn, and the plot and the table grow', async ({ page }) => {
  const figure = await open(page, 'compare', 'compare.steps=5');
  const card = figure.locator('[data-measured]');
  await expect(card.getByRole('row')).toHaveCount(5); // the head, nothing steered, and three kinds
  await expect(card.getByRole('row', { name: /classifier-free/ })).toContainText(/9\d\.\d%/);
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(figure.getByRole('row').filter({ hasText: 'classifier' })).not.toHaveCount(0, { timeout: 120_000 });
});
