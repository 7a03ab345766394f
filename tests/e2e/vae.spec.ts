/** The figures of the VAE page, used the way a reader uses them: what is moved moves the picture, what is trained learns. */
import type { Locator, Page } from '@playwright/test';
import { expect, picture, test } from './fixtures';

test.describe.configure({ timeout: 240_000 });

/** Opens one figure alone and waits for its first frame. */
async function open(page: Page, figure: string, query = ''): Promise<Locator> {
  await page.goto(`embed/vae/${figure}?lang=en&backend=wasm${query && `&${query}`}`);
  const root = page.locator(`[data-figure="vae.${figure}"]`);
  await expect(root).toHaveAttribute('data-status', /ready|paused|running|done/, { timeout: 120_000 });
  return root;
}

const wordsOf = async (locator: Locator): Promise<string> => (await locator.textContent()) ?? '';
/** The number under a label. */
const readout = async (root: Locator, label: string): Promise<number> =>
  Number.parseFloat((await wordsOf(root.getByRole('button').filter({ hasText: label }).first())).replace(label, '').replace('−', '-'));

test('a VAE trained from scratch: the error falls, the map changes, β can be dragged meanwhile', async ({ page }) => {
  const root = await open(page, 'gaussian');
  const map = root.getByRole('img', { name: /latent plane of a VAE/ });
  const before = await picture(map);
  const error = await readout(root, 'error');
  await root.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => readout(root, 'error'), { timeout: 120_000 }).toBeLessThan(Math.min(0.2, error * 0.7));
  expect(await picture(map)).not.toBe(before);
  const kl = await readout(root, 'KL');
  await root.getByRole('slider', { name: /β/ }).focus();
  for (let i = 0; i < 14; i++) await page.keyboard.press('PageUp'); // β far up: the code says less and less
  await expect.poll(() => readout(root, 'KL'), { timeout: 120_000 }).toBeLessThan(kl * 0.75);
  expect(await root.getByRole('alert').count()).toBe(0);
});

test('ε moves the decoded face along its ellipse', async ({ page }) => {
  const root = await open(page, 'gaussian', 'gaussian.start=shipped&gaussian.beta=7');
  const decoded = root.getByRole('img', { name: 'decoded from z' });
  const before = await picture(decoded);
  await root.getByRole('slider', { name: /^ε/ }).focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => picture(decoded)).not.toBe(before);
  await expect(root.getByText(/ε = \(3\.0, 0\.0\)/)).toBeVisible();
});

test('the two maps: the pointer decodes, samples follow the way they are drawn', async ({ page }) => {
  const root = await open(page, 'bottleneck');
  const samples = root.getByRole('img', { name: 'Samples of the Autoencoder' });
  await expect(samples).toBeVisible();
  const box = await picture(samples);
  await root.getByRole('radio', { name: 'near real codes' }).check();
  await expect.poll(() => picture(samples)).not.toBe(box);
  const map = root.locator('[data-map=vae] canvas').first();
  await map.hover({ position: { x: 120, y: 120 } });
  const lens = root.getByRole('img', { name: /decoded at the pointer/ });
  await expect(lens).toBeVisible();
  const here = await picture(lens);
  await map.hover({ position: { x: 220, y: 240 } });
  await expect.poll(() => picture(lens)).not.toBe(here);
});

test('a dimension moved by its slider moves the face; a cell of the heat map chooses dimension and attribute', async ({ page }) => {
  const root = await open(page, 'dimensions');
  const face = root.getByRole('img', { name: 'The face decoded from all sliders' });
  await expect(face).toBeVisible();
  const before = await picture(face);
  await root.getByRole('slider').first().focus();
  await page.keyboard.press('End');
  await expect.poll(() => picture(face)).not.toBe(before);
  const chosen = root.locator('[data-chosen] p').first();
  const words = await wordsOf(chosen);
  await root.getByRole('button', { name: /Mutual information/ }).click({ position: { x: 150, y: 150 } });
  await expect.poll(() => wordsOf(chosen)).not.toBe(words);
  await expect(root.getByRole('button', { name: /^MIG/ })).toContainText(/0\.\d+/);
});

test('adding glasses is counted on faces that had none', async ({ page }) => {
  const root = await open(page, 'arithmetic');
  const counted = root.locator('[data-counted]');
  await expect(counted).toContainText(/Of 256 test faces/, { timeout: 60_000 });
  const [gained, before] = ((await wordsOf(counted)).match(/(\d+)%/g) ?? []).map((v) => Number.parseInt(v, 10));
  expect(gained).toBeGreaterThan(before + 20);
});

test('taking the hat away is counted on faces that had one', async ({ page }) => {
  const root = await open(page, 'arithmetic', 'arithmetic.plus=&arithmetic.minus=hat.1');
  const counted = root.locator('[data-counted]');
  await expect(counted).toContainText(/test faces with “hat: yes”/, { timeout: 60_000 });
  const [after, before] = ((await wordsOf(counted)).match(/(\d+)%/g) ?? []).map((v) => Number.parseInt(v, 10));
  expect(after).toBeLessThan(before - 20);
});

test('sampled from N(0, I) in sixteen dimensions, the VAE fares better than the autoencoder', async ({ page }) => {
  test.setTimeout(600_000); // 1,600 searches for the nearest face
  const root = await open(page, 'bottleneck');
  await root.getByRole('button', { name: 'Measure how many are faces' }).click();
  const row = (name: RegExp) => root.locator('[data-measured] tr').filter({ hasText: name });
  const cell = async (name: RegExp, column: number) => {
    const words = await wordsOf(row(name).getByRole('cell').nth(column));
    return { share: Number.parseInt(words, 10), distance: Number.parseFloat(words.match(/distance ([\d.]+)/)?.[1] ?? '') };
  };
  await expect(root.locator('[data-measured]')).toBeVisible({ timeout: 540_000 });
  const [ae, vae] = [await cell(/^Autoencoder, 16-D/, 1), await cell(/^VAE, 16-D/, 1)];
  expect(vae.distance).toBeLessThan(ae.distance * 0.75);
  expect(vae.share).toBeGreaterThanOrEqual(ae.share);
  expect((await cell(/^VAE, 16-D/, 3)).share).toBeGreaterThan(80); // near codes of real faces it paints as it does from them
});

test('a face is looked up; another word in a cell changes the picture there; a painting is read too', async ({ page }) => {
  const root = await open(page, 'codebook');
  const decoded = root.getByRole('img', { name: 'decoded', exact: true });
  await expect(decoded).toBeVisible();
  const before = await picture(decoded);
  const tokens = root.locator('[data-tokens]');
  const words = await wordsOf(tokens);
  await tokens.getByRole('button').nth(5).click();
  await root
    .getByRole('button', { name: /^Code \d+/ })
    .nth(7)
    .click();
  await expect.poll(() => picture(decoded)).not.toBe(before);
  expect(await wordsOf(tokens)).not.toBe(words);
  await root.getByRole('button', { name: 'Undo all changes' }).click();
  await expect.poll(() => wordsOf(tokens)).toBe(words);
  await root.getByRole('switch', { name: 'Paint your own' }).click();
  const editor = root.getByRole('application');
  await editor.scrollIntoViewIfNeeded();
  const area = await editor.boundingBox();
  if (!area) throw new Error('no editor');
  await page.mouse.move(area.x + 20, area.y + 20);
  await page.mouse.down();
  await page.mouse.move(area.x + 150, area.y + 150, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => wordsOf(tokens)).not.toBe(words);
});

test('a codebook trained live: fewer dead codes with revival, and the error falls', async ({ page }) => {
  const root = await open(page, 'clusters');
  const perplexity = await readout(root, 'perplexity');
  await root.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => readout(root, 'revived'), { timeout: 120_000 }).toBeGreaterThan(0);
  await expect.poll(() => readout(root, 'perplexity'), { timeout: 120_000 }).toBeGreaterThan(Math.min(20, perplexity + 2));
  await root.getByRole('radio', { name: '8×8', exact: true }).check(); // another grid: another run
  await expect(root).toHaveAttribute('data-status', /running|paused|ready/, { timeout: 60_000 });
});

test('learned codes segment better than their controls', async ({ page }) => {
  const root = await open(page, 'segmentation');
  const score = async (voter: string) =>
    Number.parseFloat((await wordsOf(root.locator(`[data-score=${voter}]`))).match(/(\d+)%/)?.[1] ?? '');
  const learned = await score('learned');
  expect(learned).toBeGreaterThan(await score('random'));
  await root.getByRole('radio', { name: 'place alone' }).check();
  await expect(root.locator('[data-voter=place]')).toBeVisible();
  expect(learned).toBeGreaterThan((await score('place')) + 5);
  expect(learned).toBeGreaterThan((await score('alone')) + 5);
});

test('the prior writes sixteen tokens, one a step', async ({ page }) => {
  const root = await open(page, 'prior');
  const place = root.locator('[data-place]');
  for (let i = Number(await place.getAttribute('data-place')); i < 16; i++) {
    await root.getByRole('button', { name: 'One step' }).click();
    await expect(place).toHaveAttribute('data-place', String(i + 1));
  }
  await expect(root).toHaveAttribute('data-status', 'done');
  await expect(root.locator('[data-way=learned] canvas')).toBeVisible();
});

test('a missing weights file is said in a sentence, and training from scratch still works', async ({ page, faults }) => {
  await page.route('**/weights/ae2/**', (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto('embed/vae/bottleneck?lang=en&backend=wasm');
  const root = page.locator('[data-figure="vae.bottleneck"]');
  await expect(root.getByRole('alert')).toContainText('The server does not have the weights file ae2/card.json', { timeout: 60_000 });
  await root.getByText('More', { exact: true }).click();
  await root.getByRole('radio', { name: 'random weights' }).check();
  await expect(root).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  await expect(root.locator('[data-map=ae] canvas').first()).toBeVisible();
  faults.splice(0); // the browser itself notes the 404
});

test('the bound rises towards log p(x), never past it, and a q of the face’s own closes the gap', async ({ page }) => {
  const root = await open(page, 'bound');
  const posterior = root.getByRole('img', { name: /true posterior over the plane/ });
  await expect(posterior).toBeVisible({ timeout: 120_000 });
  const exact = await readout(root, 'log p(x), added up');
  const before = await readout(root, 'gap of the ELBO');
  expect(before).toBeGreaterThan(5);
  expect(await readout(root, 'ELBO')).toBeLessThan(exact);
  const drawn = await picture(posterior);
  await root.getByRole('button', { name: 'Play', exact: true }).click();
  // By its end the run has gone on to 16,384 draws together; what stands there on the way is not caught on a slow machine.
  await expect(root.getByRole('button').filter({ hasText: /^K = 16384/ })).toBeVisible({ timeout: 120_000 });
  expect(await readout(root, 'K = 16384')).toBeLessThan(exact);
  expect(await readout(root, 'draws that count')).toBeLessThan(20);
  await root.getByRole('radio', { name: 'fitted to this face' }).check();
  await expect.poll(() => readout(root, 'gap of the ELBO'), { timeout: 120_000 }).toBeLessThan(before / 5);
  await expect.poll(() => picture(posterior)).not.toBe(drawn);
});

test('in sixteen dimensions there is a bound and no answer to compare it with', async ({ page }) => {
  const root = await open(page, 'bound', 'bound.model=sixteen');
  await expect(root.getByText('log p(x), added up')).toHaveCount(0);
  await expect(root.getByRole('img', { name: /importance-weighted bound rises/ })).toBeVisible();
});

test('two estimators agree on the gradient and not on what a draw is worth', async ({ page }) => {
  const root = await open(page, 'estimators');
  const worth = async (row: string) => Number.parseFloat((await wordsOf(root.locator(`[data-row=${row}] td`).last())).replaceAll(',', ''));
  expect(await worth('path')).toBe(1);
  expect(await worth('baseline')).toBeGreaterThan(3);
  expect(await worth('score')).toBeGreaterThan(10 * (await worth('baseline')));
  const first = root.locator('[data-estimator=path] svg path').first();
  const before = await first.getAttribute('d');
  await root.getByRole('combobox', { name: 'Dimension' }).selectOption('5');
  await expect.poll(() => first.getAttribute('d')).not.toBe(before);
  await root.getByRole('radio', { name: 'a plane' }).check();
  await expect(root.getByRole('group', { name: 'Dimension' }).getByRole('radio')).toHaveCount(2);
});

test('the Gaussian and the codebook train beside each other: both errors fall, noise is measured, the link of seconds works', async ({
  page,
}) => {
  const root = await open(page, 'discrete');
  const error = async (side: string) =>
    Number.parseFloat((await wordsOf(root.locator(`[data-side=${side}]`).getByRole('button').first())).replace('error', ''));
  const before = { vae: await error('vae'), vq: await error('vq') };
  const noise = root.getByRole('img', { name: /Variance of the gradient of a batch/ });
  await root.getByRole('button', { name: 'Play', exact: true }).click();
  for (const side of ['vae', 'vq'] as const) await expect.poll(() => error(side), { timeout: 120_000 }).toBeLessThan(0.75 * before[side]);
  await expect.poll(() => noise.locator('path').last().getAttribute('d'), { timeout: 60_000 }).toMatch(/L/); // more than one look
  await root.getByRole('radio', { name: 'seconds' }).check();
  await expect(root.getByText(/measured time of a gradient/)).toBeVisible();
});
