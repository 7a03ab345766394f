/** The figures of the GAN page, used the way a reader uses them: it learns, goes stage by stage, takes a drawing, and bad input ends in a sentence. */
import type { Locator, Page } from '@playwright/test';
import { choose, expect, picture, test } from './fixtures';

test.describe.configure({ timeout: 120_000 });

/** Opens one figure alone and waits for its first frame. */
async function open(page: Page, figure: string, query = ''): Promise<Locator> {
  await page.goto(`embed/gan/${figure}?lang=en&backend=wasm${query && `&${query}`}`);
  const root = page.locator(`[data-figure="gan.${figure}"]`);
  await expect(root).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 120_000 });
  return root;
}

const labelled = (root: Locator, label: string) => root.getByRole('button').filter({ hasText: label });
const numberIn = (words: string | null, label: string) => Number.parseFloat((words ?? '').replace(label, '').replace('−', '-'));
/** The number under a label. */
const readout = async (root: Locator, label: string): Promise<number> => numberIn(await labelled(root, label).first().textContent(), label);
/** The numbers of all that have this label, as many as there are by now. */
const readouts = async (root: Locator, label: string): Promise<number[]> =>
  (await labelled(root, label).allTextContents()).map((words) => numberIn(words, label));
const play = (root: Locator) => root.getByRole('button', { name: 'Play', exact: true }).click();

test('min–max: the generated points come to the data, and V to −log 4', async ({ page }) => {
  const root = await open(page, 'minmax');
  await expect(root.getByRole('img', { name: /How the parts are wired/ })).toBeVisible();
  await expect.poll(() => readout(root, 'SW / floor')).toBeGreaterThan(4);
  await play(root);
  await expect.poll(() => readout(root, 'SW / floor'), { timeout: 180_000 }).toBeLessThan(4);
  expect(Math.abs((await readout(root, 'V(D, G)')) + Math.log(4))).toBeLessThan(0.3);
  await expect(root.getByRole('alert')).toHaveCount(0);
});

test('min–max: one stage at a time, said in words and lit in the code', async ({ page }) => {
  const root = await open(page, 'minmax');
  await root.getByLabel('Speed').selectOption('stage');
  const step = root.getByRole('button', { name: /step/i }).first();
  for (const words of [/D's turn 1 of 2.*draw noise/, /generate/, /D judges/, /D's loss.*loss \d/]) {
    await step.click();
    await expect(root.getByText(words).first()).toBeVisible();
  }
  await root.getByRole('button', { name: /code/i }).first().click();
  await root.getByRole('radio', { name: 'models/gan/losses.ts' }).click({ force: true });
  await expect(root.locator('[data-lit-region]')).toContainText('lossD');
});

test('min–max: a single drawn point is refused in a sentence, a line is learned from, and the address keeps it', async ({ page }) => {
  const root = await open(page, 'minmax');
  await root.getByLabel('Data', { exact: true }).selectOption('drawn');
  await expect(root.getByText(/Nothing is drawn yet/)).toBeVisible();
  const plane = root.locator('canvas').first();
  await plane.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(root.getByText(/One point alone/)).toBeVisible();
  await expect(root.getByRole('alert')).toHaveCount(0);
  const box = await plane.boundingBox();
  if (!box) throw new Error('no plane');
  await page.mouse.move(box.x + 80, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 250, box.y + 260, { steps: 8 });
  await page.mouse.up();
  await expect(root.getByText(/One point alone/)).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).searchParams.get('minmax.drawn')?.length ?? 0).toBeGreaterThan(8);
  await expect(root).toHaveAttribute('data-status', /ready|paused|running/);
});

test('min–max: a learning rate of 1e9 and a nonsense loss are answered with sentences, and the figure works', async ({ page }) => {
  const root = await open(page, 'minmax', 'minmax.lrG=1e9&minmax.loss=nonsense');
  await expect(root.getByText(/a number from 0 to 1/)).toBeVisible();
  await expect(root.getByText(/one of: nonSaturating/)).toBeVisible();
  await expect(root.getByText('0.002').first()).toBeVisible();
});

test('optimal: D learns up to the bound; moving p_g moves the bound, p_g = p_data makes it −log 4', async ({ page }) => {
  const root = await open(page, 'optimal');
  const bound = await readout(root, '2 JS − log 4');
  await play(root);
  await expect.poll(() => readout(root, 'gap'), { timeout: 120_000 }).toBeLessThan(0.1);
  await root.getByRole('slider', { name: 'mean of p_g' }).first().focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowRight');
  expect(await readout(root, '2 JS − log 4')).not.toBe(bound);
  await root.getByRole('button', { name: 'pg = pdata' }).click();
  expect(await readout(root, '2 JS − log 4')).toBeCloseTo(-Math.log(4), 2);
});

test('distances: apart, JS’s slope is gone and W₁’s is 1; the hump moves by keyboard and the address keeps it', async ({ page }) => {
  const root = await open(page, 'distances');
  expect(await readout(root, 'slope of JS')).toBeLessThan(0.001);
  expect(await readout(root, 'slope of W₁')).toBeCloseTo(1, 2);
  await root.getByRole('slider', { name: 'where p_g stands' }).first().focus();
  for (let i = 0; i < 2; i++) await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => readout(root, 'slope of JS')).toBeGreaterThan(0.1);
  await expect.poll(() => new URL(page.url()).searchParams.get('distances.at')).toBe('0.8');
  await expect(root.getByText(/both teach/)).toBeVisible();
});

test('fit: maximum likelihood covers both humps, the loss in use takes one, and the start can be dragged', async ({ page }) => {
  const root = await open(page, 'fit');
  await play(root);
  const covered = async () => (await readouts(root, 'data within 2σ')).map((percent) => Math.trunc(percent) > 90);
  // In the figure's order: KL(p‖q), JS, W₁, KL(q‖p), KL − 2 JS.
  await expect.poll(covered, { timeout: 60_000 }).toEqual([true, true, true, false, false]);
  await root.getByRole('slider', { name: 'start: mean' }).last().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => new URL(page.url()).searchParams.get('fit.mu')).not.toBeNull();
});

test('Dirac: without a penalty it leaves, with R1 it converges; the start moves by keyboard', async ({ page }) => {
  const root = await open(page, 'dirac');
  await expect(root.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'diverges');
  await choose(root.getByRole('radio', { name: 'alternating' }));
  await expect(root.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'circles');
  await root.getByLabel('Game', { exact: true }).selectOption('r1');
  await expect(root.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'converges');
  const start = root.getByRole('slider', { name: 'start' });
  await start.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => new URL(page.url()).searchParams.get('dirac.theta')).toBe('0.76');
  await root.getByText('All games side by side').click();
  await expect(root.getByRole('row', { name: /WGAN-GP/ })).toContainText('limit cycle');
});

test('variety: constant noise gives one point, discrete noise four, and noise of width 0 one again', async ({ page }) => {
  const root = await open(page, 'variety');
  const distinct = root.getByRole('button').filter({ hasText: 'different points' });
  await expect(distinct).toContainText(/1,?\d{3} \/ 1200/, { timeout: 60_000 });
  await choose(root.getByRole('radio', { name: 'constant' }));
  await expect(distinct).toContainText('1 / 1200', { timeout: 60_000 });
  await choose(root.getByRole('radio', { name: 'discrete' }));
  await expect(distinct).toContainText('4 / 1200', { timeout: 60_000 });
});

test('faces: a slider of z changes the face, and z of width 0 leaves one face a wish', async ({ page }) => {
  const root = await open(page, 'faces', 'faces.best=1');
  const face = root.getByRole('img', { name: /The generated face/ });
  await expect(face).toBeVisible({ timeout: 60_000 });
  const before = await picture(face);
  await root.getByRole('slider', { name: 'direction 1' }).focus();
  await page.keyboard.press('End');
  await expect.poll(() => picture(face)).not.toBe(before);
  const apart = () => readout(root, 'two of them apart');
  await expect.poll(apart, { timeout: 90_000 }).toBeGreaterThan(0.02);
  await root.getByRole('slider', { name: 'width of z' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(apart, { timeout: 90_000 }).toBe(0);
});

test('faces trained: from nothing no face passes, from the finished generator some do, and it goes on', async ({ page }) => {
  const root = await open(page, 'facesTraining');
  await expect(root.getByRole('button', { name: /pass for faces/ })).toContainText('0 of 16', { timeout: 60_000 });
  await root.getByRole('slider', { name: 'G starts from' }).focus();
  await page.keyboard.press('End');
  await expect.poll(() => readout(root, 'pass for faces'), { timeout: 90_000 }).toBeGreaterThan(3);
  await expect(root.getByText(/learns alone/)).toBeVisible();
  await root.getByRole('button', { name: 'One step' }).click();
  await expect(root.getByRole('alert')).toHaveCount(0);
});

test('spaces: from nothing the game in codes is ahead of that in pixels; of the two that ship one passes far more often', async ({
  page,
}) => {
  const root = await open(page, 'spaces');
  const two = (label: string) => readouts(root, label);
  await expect.poll(async () => (await two('Fréchet distance')).length, { timeout: 60_000 }).toBe(2);
  await play(root);
  await expect
    .poll(async () => (await two('Fréchet distance')).reduce((codes, pixels) => codes / pixels), { timeout: 90_000 })
    .toBeLessThan(0.7);
  await choose(root.getByRole('radio', { name: 'the two that ship' }));
  await expect.poll(async () => (await two('pass for faces'))[0], { timeout: 60_000 }).toBeGreaterThan(30);
  expect((await two('pass for faces'))[1]).toBeLessThan(30);
  await expect(root.getByRole('alert')).toHaveCount(0);
});

test('density: descent comes near to faces, the collapsed twin stays away, and a face can be chosen by keyboard', async ({ page }) => {
  const root = await open(page, 'density');
  await expect(root.getByRole('img', { name: 'nearest found' })).toBeVisible({ timeout: 60_000 });
  const first = await readout(root, 'middle distance, nearest found');
  await play(root);
  await expect.poll(() => readout(root, 'middle distance, nearest found'), { timeout: 90_000 }).toBeLessThan(0.8 * first);
  await root.getByRole('button', { name: /^Face 1,/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => new URL(page.url()).searchParams.get('density.watched')).not.toBeNull();
  await choose(root.getByRole('radio', { name: 'the collapsed twin' }));
  await expect.poll(() => readout(root, 'middle distance, nearest found'), { timeout: 90_000 }).toBeGreaterThan(0.05);
});

test('birthday: 800 draws find how many points there are; merged ones are fewer, and the address keeps the limit', async ({ page }) => {
  const root = await open(page, 'birthday');
  await play(root);
  await expect.poll(() => readout(root, 'bounds hold the truth'), { timeout: 60_000 }).toBeGreaterThan(55);
  expect(await root.getByRole('button').filter({ hasText: 'really there' }).textContent()).toContain('2,500');
  const found = (await root.getByRole('button').filter({ hasText: 'found' }).first().textContent()) ?? '';
  const estimate = Number.parseInt(found.replace('found', '').replace(',', ''), 10);
  expect(estimate).toBeGreaterThan(1800);
  expect(estimate).toBeLessThan(3400);
  const limit = root.getByRole('slider', { name: 'the same, if nearer than' });
  await limit.focus();
  await page.keyboard.press('End');
  await expect.poll(() => readout(root, 'really there'), { timeout: 30_000 }).toBeLessThan(500);
  await expect.poll(() => new URL(page.url()).searchParams.get('birthday.same')).toBe('0.3');
});

test('collapse: the collapsed twin repeats itself long before real faces do', async ({ page }) => {
  const root = await open(page, 'collapse');
  await play(root);
  const firsts = async () =>
    (await root.getByRole('button').filter({ hasText: 'first repeat at draw' }).allTextContents()).map((words) =>
      Number.parseInt(words.replace('first repeat at draw', ''), 10),
    );
  await expect.poll(async () => (await firsts())[3], { timeout: 90_000 }).toBeLessThan(20);
  const [real, , , collapsed] = await firsts();
  expect(Number.isNaN(real) || real > 3 * collapsed).toBe(true);
});
