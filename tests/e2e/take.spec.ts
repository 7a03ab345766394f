/** What is taken away from a figure and brought back: its network as safetensors, in another window, another seed; wrong files change nothing. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, stepsOf, test } from './fixtures';

test.use({ actionTimeout: 20_000 });

const figureOf = (page: Page, id: string): Locator => page.locator(`[data-figure="${id}"]`);

async function opened(page: Page, id: string, query = ''): Promise<Locator> {
  await page.goto(`embed/${id.replace('.', '/')}/?lang=en&paused=1&${query}`);
  const figure = figureOf(page, id);
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  return figure;
}

const menuOf = async (page: Page, figure: Locator): Promise<Locator> => {
  const menu = page.getByRole('dialog', { name: 'Save picture' });
  if (!(await menu.isVisible())) await figure.getByRole('button', { name: 'Save picture' }).click();
  return menu;
};

/** The bytes of what a button in the menu hands out. */
async function saved(page: Page, figure: Locator, button: string): Promise<Buffer> {
  const menu = await menuOf(page, figure);
  const [file] = await Promise.all([page.waitForEvent('download'), menu.getByRole('button', { name: button }).click()]);
  return readFile(await file.path());
}

const numbers = async (page: Page, figure: Locator): Promise<Record<string, unknown>> =>
  JSON.parse((await saved(page, figure, 'Its numbers, as JSON')).toString()).data;

async function bring(page: Page, figure: Locator, buffer: Buffer): Promise<Locator> {
  const menu = await menuOf(page, figure);
  await menu
    .locator('[data-take=model] input[type=file]')
    .setInputFiles({ name: 'model.safetensors', mimeType: 'application/octet-stream', buffer });
  return menu.locator('[data-take=model]').getByRole('status');
}

/** What a figure shows of its network, without what is of the time before (curves) or of the clock. */
const SHOWN: readonly (readonly [id: string, query: string, steps: number, shown: readonly string[]])[] = [
  ['gan.minmax', '', 12, ['fake', 'mesh', 'surface', 'sampleGradient']],
  ['vae.bottleneck', 'bottleneck.start=scratch', 2, ['ae', 'vae']],
  ['dalle.train', '', 2, ['pictures', 'attention']],
];

for (const [id, query, steps, shown] of SHOWN)
  test(`${id}: the network goes out by file and comes back in another window, with the same numbers and its seed`, async ({
    page,
    browser,
    baseURL,
  }) => {
    test.slow();
    const seed = `${id.split('.')[1]}.seed`;
    const figure = await opened(page, id, `${query}&${seed}=7`);
    for (let i = 1; i <= steps; i++) {
      await figure.getByRole('button', { name: 'One step' }).click();
      await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBe(i);
    }
    const file = await saved(page, figure, 'Save it as safetensors');
    const there = await numbers(page, figure);
    expect(file.length).toBeGreaterThan(2_000);

    const context = await browser.newContext({ baseURL });
    const other = await context.newPage();
    const fresh = await opened(other, id, query);
    const before = await numbers(other, fresh);
    for (const key of shown) expect(before[key]).not.toEqual(there[key]);
    const status = await bring(other, fresh, file.subarray(0, file.length - 4));
    await expect(status).toHaveText(/lies beyond the end of the file: it is cut short\.$/);
    expect(await stepsOf(fresh)).toBe(0);
    const unchanged = await numbers(other, fresh);
    for (const key of shown) expect(unchanged[key]).toEqual(before[key]);

    await expect(await bring(other, fresh, file)).toHaveText(`It goes on from step ${steps}.`);
    await expect.poll(() => stepsOf(fresh)).toBe(steps);
    await expect(other).toHaveURL(new RegExp(`${seed}=7`));
    const after = await numbers(other, fresh);
    for (const key of shown) expect(after[key]).toEqual(there[key]);
    // And it lives: it goes on from there, and the file of where it was brought is the very file.
    expect((await saved(other, fresh, 'Save it as safetensors')).equals(file)).toBe(true);
    await other.keyboard.press('Escape');
    await fresh.getByRole('button', { name: 'One step' }).click();
    await expect.poll(() => stepsOf(fresh), { timeout: 60_000 }).toBe(steps + 1);
    await context.close();
  });

test('diffusion.predictNoise: the same loss for the same example; a network of another figure is refused', async ({ page }) => {
  test.slow();
  const figure = await opened(page, 'diffusion.predictNoise', 'predictNoise.from=scratch');
  const loss = figure.locator('[data-body]').getByText('error of this example').locator('..');
  await expect(loss).toContainText(/\d/, { timeout: 30_000 });
  const first = await loss.textContent();
  await figure.getByRole('button', { name: 'One step' }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => loss.textContent(), { timeout: 30_000 }).not.toBe(first);
  const second = await loss.textContent();
  const file = await saved(page, figure, 'Save it as safetensors');
  await page.keyboard.press('Escape');
  await figure.getByRole('button', { name: 'Reset, same seed' }).click();
  await expect.poll(() => loss.textContent(), { timeout: 60_000 }).toBe(first);
  await expect(await bring(page, figure, file)).toHaveText('It goes on from step 1.');
  await expect.poll(() => loss.textContent(), { timeout: 30_000 }).toBe(second);

  const plane = await opened(page, 'gan.minmax');
  await expect(await bring(page, plane, file)).toHaveText(/^This is another model: /);
  expect(await stepsOf(plane)).toBe(0);
});

test('a sentence in Chinese too', async ({ page }) => {
  await page.goto('embed/gan/minmax/?lang=zh&paused=1');
  const figure = figureOf(page, 'gan.minmax');
  await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await figure.getByRole('button', { name: '保存图片' }).click();
  const section = page.locator('[data-take=model]');
  await section.locator('input[type=file]').setInputFiles({ name: 'x.safetensors', mimeType: '', buffer: Buffer.from('PK\u0003\u0004') });
  await expect(section.getByRole('status')).toHaveText('这是 zip 压缩包（PyTorch 的 .pt 也是），不是 safetensors 文件。');
});

interface Decoded {
  readonly pictures: number;
  readonly milliseconds: readonly number[];
  /** Mean difference of a level (0 … 255) between the first, the last picture and the figure's own, saved before and after: [first, last][before, after]. */
  readonly apart: readonly (readonly number[])[];
}

/** The film as the browser itself decodes it, beside what "Save picture" gave. */
const decoded = (page: Page, film: Buffer, before: Buffer, after: Buffer): Promise<Decoded> =>
  page.evaluate(
    async ([gif, ...stills]) => {
      const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const decoder = new ImageDecoder({ data: bytes(gif), type: 'image/gif' });
      await decoder.completed;
      await decoder.tracks.ready;
      const pictures = decoder.tracks.selectedTrack?.frameCount ?? 0;
      const milliseconds: number[] = [];
      const ends: VideoFrame[] = [];
      for (let i = 0; i < pictures; i++) {
        const { image } = await decoder.decode({ frameIndex: i });
        milliseconds.push((image.duration ?? 0) / 1000);
        if (i === 0 || i === pictures - 1) ends.push(image);
      }
      const { displayWidth: width, displayHeight: height } = ends[0];
      // From the top, as wide as the film: a figure may have grown on the way.
      const pixels = (image: CanvasImageSource, high: number) => {
        const ctx = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
        ctx.imageSmoothingQuality = 'high';
        ctx.drawImage(image, 0, 0, width, high);
        return ctx.getImageData(0, 0, width, Math.min(high, height) - 1).data;
      };
      const own = await Promise.all(
        stills.map(async (still) => {
          const image = await createImageBitmap(new Blob([bytes(still)]));
          return pixels(image, Math.floor((image.height * width) / image.width));
        }),
      );
      const apart = ends.map((image) => {
        const made = pixels(image, height);
        return own.map((still) => still.reduce((sum, v, i) => sum + Math.abs(v - made[i]), 0) / still.length);
      });
      return { pictures, milliseconds, apart };
    },
    [film, before, after].map((file) => file.toString('base64')),
  );

/** Figures that move by their own steps, by a place in what is computed already, and along an axis of time. */
const FILMED: readonly (readonly [
  id: string,
  query: string,
  set: Readonly<Record<string, string>>,
  pictures: number,
  steps: number | null,
])[] = [
  ['gan.minmax', '', { Pictures: '4', 'Steps between': '3' }, 4, 9],
  ['diffusion.backward', 'backward.steps=4', {}, 5, 4],
  ['dalle.stream', 'stream.cell=0', { Pictures: '6' }, 6, 5],
  ['unet.free', 'free.steps=5', { Pictures: '3', 'Steps between': '2' }, 3, 4],
  ['diffusion.reverse', 'reverse.t=1000&reverse.steps=10', { Pictures: '5' }, 5, null],
];

for (const [id, query, set, pictures, steps] of FILMED)
  test(`${id}: a film of ${pictures} pictures, the first and the last as the figure's own`, async ({ page }) => {
    test.slow();
    await page.goto(`embed/${id.replace('.', '/')}/?lang=en&paused=1&${query}`);
    const figure = figureOf(page, id);
    await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
    if (steps !== null) {
      await figure.getByRole('button', { name: 'Reset, same seed' }).click();
      await expect.poll(() => stepsOf(figure)).toBe(0);
    }
    await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
    await page.waitForTimeout(1_000); // pictures that the figure asks for at its beginning
    const before = await saved(page, figure, 'As PNG');
    const menu = await menuOf(page, figure);
    const panel = menu.locator('[data-take=film]');
    for (const [label, value] of Object.entries(set)) await panel.getByRole('spinbutton', { name: label }).fill(value);
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 120_000 }),
      panel.getByRole('button', { name: 'Make it' }).click(),
    ]);
    const film = await readFile(await download.path());
    await expect(panel.getByRole('status')).toHaveText(new RegExp(`^${pictures} pictures, [0-9.]+ MB\\.$`));
    if (steps !== null) expect(await stepsOf(figure)).toBe(steps);
    const after = await saved(page, figure, 'As PNG');
    const { apart, ...rest } = await decoded(page, film, before, after);
    expect(rest).toEqual({
      pictures,
      milliseconds: Array.from({ length: pictures }, (_, i) => (i === 0 ? 600 : i === pictures - 1 ? 2_000 : 120)),
    });
    const [[first, firstAfter], [lastBefore, last]] = apart;
    for (const same of [first, last]) expect(same).toBeLessThan(8);
    for (const other of [firstAfter, lastBefore]) expect(other).toBeGreaterThan(1.5 * Math.max(first, last));
  });

test('a film goes on when its menu is closed, and leaves the run at the speed it had; a count is typed in peace', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm&paused=1');
  const figure = figureOf(page, 'gan.minmax');
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  const speed = figure.getByLabel('Speed');
  await speed.selectOption('stage');
  const menu = await menuOf(page, figure);
  const count = menu.getByRole('spinbutton', { name: 'Pictures' });
  await count.press('ControlOrMeta+a');
  await count.pressSequentially('12');
  await expect(count).toHaveValue('12'); // not 22: the 1 is no count yet, and is not made one
  await count.fill('1');
  await count.press('Enter');
  await expect(count).toHaveValue('2');
  await count.fill('5');
  const download = page.waitForEvent('download', { timeout: 120_000 });
  await menu.getByRole('button', { name: 'Make it' }).click();
  await page.keyboard.press('Escape');
  await expect(figure.getByRole('group', { name: 'Tools of this figure' }).getByRole('status')).toHaveText(/film goes on|5 pictures/);
  expect((await (await download).path()).length).toBeGreaterThan(0);
  await expect.poll(() => stepsOf(figure)).toBe(4);
  await expect(speed).toHaveValue('stage');
  await expect((await menuOf(page, figure)).locator('[data-take=film]').getByRole('status')).toHaveText(/^5 pictures/);
});
