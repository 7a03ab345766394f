/** What a figure wrote, brought back in another window: its settings, its seed, its run to the same step with the same numbers; wrong files change nothing. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, stepsOf, test } from './fixtures';

test.use({ actionTimeout: 20_000 });

const RESTS = /ready|paused|done/;

async function opened(page: Page, id: string, query = ''): Promise<Locator> {
  await page.goto(`embed/${id.replace('.', '/')}/?lang=en&paused=1&backend=wasm&${query}`);
  const figure = page.locator(`[data-figure="${id}"]`);
  await expect(figure).toHaveAttribute('data-status', RESTS, { timeout: 60_000 });
  return figure;
}

async function menuOf(page: Page, figure: Locator): Promise<Locator> {
  const menu = page.getByRole('dialog', { name: 'Save picture' });
  if (!(await menu.isVisible())) await figure.getByRole('button', { name: 'Save picture' }).click();
  return menu;
}

async function json(page: Page, figure: Locator): Promise<Buffer> {
  const menu = await menuOf(page, figure);
  const [file] = await Promise.all([page.waitForEvent('download'), menu.getByRole('button', { name: 'Its numbers, as JSON' }).click()]);
  return readFile(await file.path());
}

async function bring(page: Page, figure: Locator, buffer: Buffer, name = 'figure.json'): Promise<Locator> {
  const section = (await menuOf(page, figure)).locator('[data-take=back]');
  await section.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer });
  return section.getByRole('status');
}

/** A figure of each note: what is set, and the steps that are taken. */
const FIGURES: readonly (readonly [id: string, query: string, steps: number])[] = [
  ['gan.minmax', 'minmax.data=moons&minmax.lrG=0.01&minmax.seed=7', 40],
  ['vae.bottleneck', 'bottleneck.start=scratch&bottleneck.seed=7', 2],
  ['dalle.train', 'train.seed=7', 1],
  ['diffusion.backward', 'backward.steps=4&backward.seed=7', 2],
  ['unet.free', 'free.steps=5&free.seed=7', 2],
];

for (const [id, query, steps] of FIGURES)
  test(`${id}: its JSON puts it back in another window, with the same numbers at the same step`, async ({ page, context }) => {
    test.slow();
    const figure = await opened(page, id, query);
    await figure.getByRole('button', { name: 'Reset, same seed' }).click();
    await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBe(0);
    for (let i = 1; i <= steps; i++) {
      await figure.getByRole('button', { name: 'One step' }).click();
      if (i % 10 === 0 || i === steps) await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBe(i);
    }
    const file = await json(page, figure);
    const there = JSON.parse(file.toString());
    expect(there).toMatchObject({ figure: id, step: steps, seed: 7 });

    const other = await context.newPage();
    const fresh = await opened(other, id);
    const status = await bring(other, fresh, file);
    await expect(status).toHaveText(`It stands at step ${steps} again, with the numbers of the file.`, { timeout: 60_000 });
    expect(await stepsOf(fresh)).toBe(steps);
    const here = JSON.parse((await json(other, fresh)).toString());
    expect({ ...here, data: null }).toEqual({ ...there, data: null });
    const asked = new URLSearchParams(query);
    await expect.poll(() => [...asked].filter(([key, value]) => new URL(other.url()).searchParams.get(key) !== value)).toEqual([]);
  });

test('wrong files change nothing; a table of points becomes the data; in Chinese too', async ({ page }) => {
  test.slow();
  const figure = await opened(page, 'gan.minmax', 'minmax.lrG=0.02');
  const before = await json(page, figure);
  const file = JSON.parse(before.toString());
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [{ ...file, figure: 'gan.fit' }, /by the figure gan\.fit/],
    [{ ...file, address: file.address.replace('0.02', '2') }, /a number from 0 to 1 is expected/],
    [{ ...file, step: -1 }, /step -1/],
  ];
  const address = page.url();
  for (const [given, said] of wrong) {
    await expect(await bring(page, figure, Buffer.from(JSON.stringify(given)))).toHaveText(said);
    expect((await json(page, figure)).equals(before)).toBe(true);
    expect(page.url()).toBe(address);
  }
  await expect(await bring(page, figure, before.subarray(0, 200))).toHaveText(/damaged or cut short/);
  await expect(await bring(page, figure, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]))).toHaveText(/not text/);
  expect((await json(page, figure)).equals(before)).toBe(true);

  await expect(await bring(page, figure, Buffer.from('x,y\n0,1\n1,0\n-1,-1'), 'points.csv')).toHaveText('3 points are its data now.');
  await expect(page).toHaveURL(/minmax\.data=drawn&minmax\.drawn=_[0-9a-z]{12}/);
  await expect(page).toHaveURL(/minmax\.lrG=0\.02/);

  await page.goto('embed/gan/dirac/?lang=zh');
  await page.locator('[data-figure="gan.dirac"]').getByRole('button', { name: '保存图片' }).click();
  const section = page.locator('[data-take=back]');
  await section.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: '', buffer: before });
  await expect(section.getByRole('status')).toHaveText('这是图 gan.minmax 写的，这里是 gan.dirac。');
});
