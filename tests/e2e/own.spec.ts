/** What is the reader's own, as a person brings it in: points and pictures by file, paste and drop; kept on this device; wrong ones refused in a sentence. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { encodePicture } from '../../app/data/faces/pictureText';
import { expect, picture, stepsOf, test } from './fixtures';

const figureOf = (page: Page, id: string): Locator => page.locator(`[data-figure="${id}"]`);
const own = (page: Page): Locator => page.locator('[data-keys]').filter({ has: page.locator('[data-kept]') });

/** A PNG of two colours, left and right. */
function halves(width: number, height: number): Buffer {
  const png = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) png.data.set(i % width < width / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255], 4 * i);
  return PNG.sync.write(png);
}

async function openPoints(page: Page): Promise<Locator> {
  await page.goto('embed/diffusion/isotropic/?lang=en&isotropic.data=drawn');
  await figureOf(page, 'diffusion.isotropic').getByRole('button', { name: 'From a file …' }).click();
  return own(page);
}

test('points from a file, pasted, dropped; wrong ones change nothing; the address brings them back', async ({ page }) => {
  const panel = await openPoints(page);
  const file = panel.locator('input[type=file]');
  const status = panel.getByRole('status').first();
  const table = Array.from({ length: 40 }, (_, i) => `${100 + 50 * Math.cos(i)},${-7 + 50 * Math.sin(i)}`).join('\n');
  await file.setInputFiles({ name: 'ring.csv', mimeType: 'text/csv', buffer: Buffer.from(`x,y\n${table}`) });
  await expect(status).toHaveText(
    /^40 points taken; columns “x” and “y”; the middle \(100, -7\) moved to the origin, 25 of yours to one unit here/,
  );
  await expect(page).toHaveURL(/isotropic\.drawn=_[0-9a-z]{160}(&|$)/);
  const address = page.url();

  for (const [wrong, said] of [
    ['x,y\n1,2\n3,oops', 'Row 3, column 2 says “oops”, which is no finite number.'],
    ['1,2\n3', 'Row 2 has 1 columns, the first has 2.'],
    ['1,2\nNaN,4', 'Row 2, column 1 says “NaN”, which is no finite number.'],
  ]) {
    await file.setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong) });
    await expect(status).toHaveText(said);
    expect(page.url()).toBe(address);
  }
  await panel.getByRole('textbox', { name: 'Or paste the numbers here' }).fill('-1 0\n1 0\n0 1');
  await panel.getByRole('button', { name: 'Take these' }).click();
  await expect(status).toHaveText(/^3 points taken; as they are/);
  await expect(page).toHaveURL(/isotropic\.drawn=_[0-9a-z]{12}(&|$)/);
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['0,0\n1,1\n2,0\n-1,-1'], 'four.csv', { type: 'text/csv' }));
    return transfer;
  });
  await panel.getByText('Drop a file here').dispatchEvent('drop', { dataTransfer: data });
  await expect(status).toHaveText(/^4 points taken/);

  await page.goto(address);
  const plane = figureOf(page, 'diffusion.isotropic').locator('canvas').first();
  const first = await picture(plane);
  await page.reload();
  await expect.poll(() => picture(plane)).toBe(first);
});

test('a picture made 16 × 16, seen before it is used, kept under a name, taken up again, deleted; two tabs see the same', async ({
  page,
  context,
}) => {
  await page.goto('embed/diffusion/forward/?lang=en&forward.t=0');
  const figure = figureOf(page, 'diffusion.forward');
  await figure.getByRole('button', { name: 'Your picture …' }).click();
  const panel = own(page);
  await panel.locator('input[type=file]').setInputFiles({ name: 'halves.png', mimeType: 'image/png', buffer: halves(320, 200) });
  await expect(panel).toContainText('yours, 320 × 200');
  await expect(panel).toContainText('A square of 200 × 200 pixels; each of the 256 is the mean light of 12.5 × 12.5 of them');
  await panel.getByRole('button', { name: 'Use it' }).click();
  await expect(page).toHaveURL(/forward\.mine=[\w-]{768}(&|$)/);
  const pixels = await figure
    .getByRole('application')
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const at = (x: number) => [...(canvas.getContext('2d')?.getImageData(x, 8, 1, 1).data ?? [])];
      return [at(2), at(13)];
    });
  expect(pixels).toEqual([
    [255, 0, 0, 255],
    [0, 0, 255, 255],
  ]);

  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('halves');
  await panel.getByRole('button', { name: 'Keep' }).click();
  await expect(panel).toContainText('“halves” is kept on this device.');
  const other = await context.newPage();
  await other.goto('embed/vae/codebook/?lang=zh');
  // Opened before the figure has grown, the panel would go down with its button, out of the window.
  await expect(figureOf(other, 'vae.codebook')).toHaveAttribute('data-status', /ready|paused|done/, { timeout: 60_000 });
  await figureOf(other, 'vae.codebook').getByRole('button', { name: '自己的图片……' }).click();
  await own(other).getByRole('button', { name: '取用' }).click();
  await expect(other).toHaveURL(/codebook\.mine=[\w-]{768}(&|$)/);
  await panel.getByRole('textbox', { name: 'Rename “halves”' }).fill('red and blue');
  await panel.getByRole('textbox', { name: 'Rename “halves”' }).blur();
  await expect(own(other).getByRole('button', { name: '删除“red and blue”' })).toBeVisible();
  await other.bringToFront();
  await own(other).getByRole('button', { name: '删除“red and blue”' }).press('Enter');
  await expect(panel).toContainText('Nothing yet.');
});

/** Red on the left, blue on the right, as the address has it. */
const HALVES = encodePicture(Float32Array.from({ length: 16 * 16 * 3 }, (_, i) => ((i % 48 < 24 ? i % 3 === 0 : i % 3 === 2) ? 1 : -1)));

/** How many pictures of a figure are red on the left and blue on the right. */
const redAndBlue = (figure: Locator): Promise<number> =>
  figure.locator('canvas').evaluateAll((all) =>
    all.reduce((n, canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      if (width !== 16 || height !== 16) return n;
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 16, 16).data ?? [];
      const seen = (x: number) => [0, 1, 2].map((c) => pixels[4 * (8 * 16 + x) + c]);
      const [left, right] = [seen(2), seen(13)];
      const red = left[0] > 200 && left[1] < 60 && left[2] < 60;
      return n + (red && right[2] > 200 && right[0] < 60 && right[1] < 60 ? 1 : 0);
    }, 0),
  );

for (const [id, more] of [
  ['vae.bound', ''],
  ['vae.estimators', ''],
  ['vae.arithmetic', ''],
  ['vae.segmentation', ''],
  ['dalle.relax', ''],
  ['gan.density', '&density.generator=gan'],
  ['diffusion.backward', '&backward.start=picture&backward.level=1&backward.steps=1000'],
  ['unet.classifier', '&classifier.t=1'],
  ['unet.clip', '&clip.t=1'],
  ['unet.free', '&free.t=1'],
] as const)
  test(`${id} takes a picture of the reader's own in the face's place, and gives it back for a face`, async ({ page }) => {
    const [on, name] = id.split('.');
    await page.goto(`embed/${on}/${name}/?lang=en&${name}.mine=${HALVES}${more}`);
    const figure = figureOf(page, id);
    await expect.poll(() => redAndBlue(figure), { timeout: 60_000 }).toBeGreaterThan(0);
    if (!(await figure.getByRole('button', { name: 'Your picture …' }).isVisible()))
      await figure.getByRole('button', { name: 'More', exact: true }).click();
    await figure.getByRole('button', { name: 'Your picture …' }).click();
    await own(page).getByRole('button', { name: 'Back to the faces' }).click();
    await expect(page).not.toHaveURL(/\.mine=/);
    await expect.poll(() => redAndBlue(figure), { timeout: 60_000 }).toBe(0);
  });

/** A PNG of a bar in one colour on another; each k is another picture. */
function bar(k: number): Buffer {
  const png = new PNG({ width: 64, height: 64 });
  const colours = [
    [220, 40, 40],
    [40, 160, 60],
    [50, 70, 210],
    [230, 200, 40],
    [150, 60, 170],
  ];
  for (let i = 0; i < 64 * 64; i++) {
    const along = k % 2 ? i % 64 : Math.floor(i / 64);
    png.data.set([...colours[along < 16 + 8 * k ? k : (k + 1) % 5], 255], 4 * i);
  }
  return PNG.sync.write(png);
}

test('a VAE is trained live on five pictures of the reader’s own: the loss falls, samples resemble them; a device without them says so and trains on faces', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(150_000);
  await page.goto('embed/vae/gaussian/?lang=en');
  const figure = figureOf(page, 'vae.gaussian');
  await figure
    .getByRole('radio', { name: 'my pictures' })
    .or(figure.getByRole('button', { name: 'my pictures' }))
    .first()
    .click();
  await expect(figure).toContainText('This device keeps no pictures of yours, and it takes 4');
  await figure.getByRole('button', { name: 'Your pictures: 0 …' }).click();
  const panel = own(page);
  await panel
    .locator('input[type=file]')
    .setInputFiles([
      ...[0, 1, 2, 3, 4].map((k) => ({ name: `bar ${k}.png`, mimeType: 'image/png', buffer: bar(k) })),
      { name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('not a picture at all') },
    ]);
  await expect(panel.getByRole('status').first()).toHaveText('words.png: This is no picture that can be opened here, or it is cut short.');
  await expect(panel.getByRole('listitem')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(figure).toContainText(
    'Trained on 5 pictures of yours and nothing else, mirrored and moved by a pixel because they are so few.',
  );
  await expect(page).toHaveURL(/gaussian\.on=own/);
  // They are called what they are, not faces.
  await expect(figure.locator('[data-body]')).toContainText('Pictures from the prior');
  await expect(figure.locator('[data-body]')).not.toContainText(/(?<!samples to )faces/i);

  const number = async (name: string): Promise<number> =>
    Number.parseFloat(((await figure.getByRole('button').filter({ hasText: name }).first().textContent()) ?? '').replace(name, ''));
  await expect.poll(() => number('samples to yours')).toBeGreaterThan(0);
  const before = await number('reconstruction');
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 100_000 }).toBeGreaterThan(250);
  await figure.getByRole('button', { name: 'Pause', exact: true }).click();
  expect(await number('reconstruction')).toBeLessThan(before / 3);
  expect(await number('samples to yours')).toBeLessThan((await number('samples to faces')) / 2);

  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  const there = figureOf(other, 'vae.gaussian');
  await expect(there).toContainText('This device keeps no pictures of yours, and it takes 4: until then it trains on faces.');
  await there.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(there), { timeout: 60_000 }).toBeGreaterThan(0);
  await elsewhere.close();
});

for (const [id, query, said] of [
  ['diffusion.predictNoise', 'predictNoise', 'The network that has learned faces goes on with 5 pictures of yours and nothing else'],
  ['gan.facesTraining', 'facesTraining', 'Trained on 5 pictures of yours and nothing else, mirrored and moved by a pixel'],
] as const)
  test(`${id} trains on the reader's own pictures too, and says what comes of so few; its address has none of them`, async ({ page }) => {
    test.slow();
    await page.goto(`embed/${id.replace('.', '/')}/?lang=en&paused=1&backend=wasm&${query}.on=own`);
    const figure = figureOf(page, id);
    await expect(figure).toContainText('This device keeps no pictures of yours, and it takes 4', { timeout: 60_000 });
    await figure.getByRole('button', { name: 'Your pictures: 0 …' }).click();
    const panel = own(page);
    await panel
      .locator('input[type=file]')
      .setInputFiles([0, 1, 2, 3, 4].map((k) => ({ name: `bar ${k}.png`, mimeType: 'image/png', buffer: bar(k) })));
    await expect(panel.getByRole('listitem')).toHaveCount(5);
    await page.keyboard.press('Escape');
    await expect(figure).toContainText(said, { timeout: 60_000 });
    await expect(figure.getByRole('button').filter({ hasText: 'samples to yours' })).toHaveText(/0\.\d/, { timeout: 60_000 });
    await figure.getByRole('button', { name: 'One step' }).click();
    await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBe(1);
    await expect(figure.getByRole('alert')).toHaveCount(0);
    expect(page.url()).toContain(`${query}.on=own`);
    expect(page.url().length).toBeLessThan(200);
    // Nor has the file of its numbers.
    await figure.getByRole('button', { name: 'Save picture' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Its numbers, as JSON' }).click()]);
    const saved = JSON.parse((await readFile(await file.path())).toString());
    expect(saved).toMatchObject({ figure: id, step: 1 });
    expect(saved.config.own).toBeUndefined();
  });

test('a picture that is none is refused in a sentence, and the face stays', async ({ page }) => {
  await page.goto('embed/diffusion/forward/?lang=en');
  await figureOf(page, 'diffusion.forward').getByRole('button', { name: 'Your picture …' }).click();
  const panel = own(page);
  const whole = halves(64, 64);
  const address = page.url();
  const lie = Buffer.from(whole);
  lie.writeUInt32BE(100_000, 16);
  lie.writeUInt32BE(100_000, 20);
  for (const [name, buffer, said] of [
    ['cut.png', whole.subarray(0, 60), 'The picture is damaged or cut short: the browser cannot decode it.'],
    ['huge.png', lie, 'The file says that the picture is 100000 × 100000 pixels: too large to open.'],
    [
      'script.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'An SVG is a document that may hold scripts; it is not opened. Save it as PNG first.',
    ],
    ['words.png', Buffer.from('not a picture at all'), 'This is no picture that can be opened here, or it is cut short.'],
  ] as const) {
    await panel.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
    await expect(panel.getByRole('status').first()).toHaveText(said);
    expect(page.url()).toBe(address);
  }
});

test('full storage and no storage: one sentence each, nothing kept', async ({ page }) => {
  const panel = await openPoints(page);
  await expect(panel).toContainText('Nothing yet.');
  // What a browser does whose quota is used up: the transaction that writes is aborted with this error.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('mine');
  await panel.getByRole('button', { name: 'Keep' }).click();
  await expect(panel).toContainText('This device’s storage for the notes is full: nothing was kept.');
  await expect(panel).toContainText('Nothing yet.');
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError');
    };
  });
  const again = await openPoints(page);
  await expect(again).toContainText('This browser keeps nothing here (a private window, a frame, or storage turned off)');
});
