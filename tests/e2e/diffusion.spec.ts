/** The diffusion page in the hands of a reader: drag time, paint, scrub a run, stop it, go on from a changed step, draw data, lie about t. */
import type { Locator, Page } from '@playwright/test';
import { choose, expect, picture, stepsOf, test } from './fixtures';

async function open(page: Page, name: string, query = ''): Promise<Locator> {
  await page.goto(`embed/diffusion/${name}/?lang=en&backend=wasm${query}`);
  const figure = page.locator(`[data-figure="diffusion.${name}"]`);
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 60_000 });
  return figure;
}

/** The number under a label. */
const readout = async (figure: Locator, label: string): Promise<number> =>
  Number(
    (await figure.getByRole('button').filter({ hasText: label }).first().textContent())
      ?.replace(label, '')
      .replace('−', '-')
      .match(/-?[\d.]+(e-?\d+)?/)?.[0],
  );

test('forward: t is dragged and typed, chain and jump agree, the schedule is bent, a face is painted', async ({ page }) => {
  const figure = await open(page, 'forward');
  const time = figure.getByRole('slider', { name: /^Time step t/ });
  await expect(time).toHaveAttribute('aria-valuenow', '200');
  const box = await time.boundingBox();
  if (!box) throw new Error('the timeline is not there');
  await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 20, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => Number(await time.getAttribute('aria-valuenow'))).toBeGreaterThan(600);
  await expect(figure.getByRole('img', { name: /^The face after 7\d\d noising steps/ })).toBeVisible();
  await expect(figure.getByText(/differs by at most/)).toContainText(/10⁻[⁵⁶⁷⁸]|most 0/);
  await time.press('Home');
  await time.press('ArrowRight');
  await expect(time).toHaveAttribute('aria-valuenow', '1');
  await expect(page).toHaveURL(/forward\.t=1(&|$)/);

  await choose(figure.getByRole('radio', { name: 'draw it' }));
  const knot = figure.getByRole('slider', { name: 'Height of the schedule at knot 3' });
  await knot.press('ArrowDown');
  await expect(page).toHaveURL(/forward\.knots=97-60-48-40-3/);

  const before = await picture(figure.getByRole('img', { name: /^The face after 1 noising/ }));
  await figure.getByRole('button', { name: 'red', exact: true }).click();
  await figure.getByRole('application').press(' ');
  await expect.poll(() => picture(figure.getByRole('img', { name: /^The face after 1 noising/ }))).not.toBe(before);
  const painted = await picture(figure.getByRole('img', { name: /^The face after 1 noising/ }));
  await expect(page).toHaveURL(/forward\.paint=/);
  await page.reload();
  await expect.poll(() => picture(figure.getByRole('img', { name: /^The face after 1 noising/ }))).toBe(painted);
});

test('isotropic: the ellipse turns into a circle', async ({ page }) => {
  const figure = await open(page, 'isotropic');
  expect(await readout(figure, 'long axis / short axis')).toBeGreaterThan(8);
  await figure.getByRole('slider', { name: 'Time step t' }).press('End');
  expect(await readout(figure, 'long axis / short axis')).toBeLessThan(1.2);
});

test('backward: a run is watched, stopped within a step, scrubbed, painted on, gone on from, and finished', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'backward', '&backward.steps=8&backward.seed=5');
  if ((await figure.getAttribute('data-status')) !== 'done') await figure.getByRole('button', { name: 'Play' }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  const grid = figure.getByRole('group', { name: 'Sixteen faces on their way' }).locator('canvas');
  const end = await picture(grid);

  const time = figure.getByRole('slider', { name: /^Time of the way back/ });
  await time.press('Home');
  await time.press('End');
  await expect(figure.getByText('sixteen at t = 1000; choose one')).toBeVisible();
  await expect.poll(() => picture(grid)).not.toBe(end);

  const film = figure.getByRole('group', { name: 'Predicted clean face' }).getByRole('button');
  await film.nth(4).click();
  await expect(figure.getByText('t = 500', { exact: true }).first()).toBeVisible();
  await choose(figure.getByRole('radio', { name: 'the guess' }));
  const editor = figure.getByRole('application');
  await figure.getByRole('button', { name: 'red', exact: true }).click();
  for (let i = 0; i < 4; i++) {
    await editor.press(' ');
    await editor.press('ArrowRight');
  }
  await figure.getByRole('button', { name: 'Go on from here' }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await expect(figure.getByText('sixteen at t = 0; choose one')).toBeVisible();
  await expect.poll(() => picture(grid)).not.toBe(end);
  await expect(figure.getByRole('button').filter({ hasText: '8 / 8' })).toBeVisible({ timeout: 60_000 });

  await choose(figure.getByRole('radio', { name: 'hide a part' }));
  for (let i = 0; i < 3; i++) {
    await editor.press(' ');
    await editor.press('ArrowDown');
  }
  await figure.getByRole('button', { name: 'Invent the hidden part' }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
});

test('backward: the address brings back a run that was painted on, then its hidden part', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'backward', '&backward.steps=4&backward.face=6');
  const grid = figure.getByRole('group', { name: 'Sixteen faces on their way' }).locator('canvas');
  const finish = async () => {
    if ((await figure.getAttribute('data-status')) !== 'done') await figure.getByRole('button', { name: 'Play' }).click();
    await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
    await expect(figure.getByRole('button').filter({ hasText: '4 / 4' })).toBeVisible();
    return picture(grid);
  };
  const plain = await finish();
  await figure.getByRole('group', { name: 'Predicted clean face' }).getByRole('button').nth(2).click();
  await choose(figure.getByRole('radio', { name: 'noisy face' }));
  await figure.getByRole('button', { name: 'red', exact: true }).click();
  for (const key of [' ', 'ArrowRight', ' ', 'ArrowDown', ' ']) await figure.getByRole('application').press(key);
  await expect(page).toHaveURL(/backward\.at=2&.*backward\.draft=\w+/);
  await figure.getByRole('button', { name: 'Go on from here' }).click();
  await expect(page).toHaveURL(/backward\.edits=n2-6-\w+/);
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await expect.poll(() => picture(grid)).not.toBe(plain);
  const mine = await picture(grid);
  await page.goto(page.url());
  expect(await finish()).toBe(mine);

  await choose(figure.getByRole('radio', { name: 'hide a part' }));
  await figure.getByRole('application').press(' ');
  await figure.getByRole('button', { name: 'Invent the hidden part' }).click();
  await expect(page).toHaveURL(/backward\.inpaint=0\.\w+\.[\w-]{768}/);
  await expect(page).toHaveURL(/backward\.edits=n2-6-\w+/); // it is still the painted run
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await expect.poll(() => picture(grid)).not.toBe(mine);
  const filled = await picture(grid);
  await page.goto(page.url());
  expect(await finish()).toBe(filled);
});

test('backward: where it was stopped is in its link, also at the very start', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'no-preference' }); // it plays by itself
  const figure = await open(page, 'backward', '&backward.steps=8&backward.seed=5');
  const grid = figure.getByRole('group', { name: 'Sixteen faces on their way' }).locator('canvas');
  const count = figure.getByRole('button').filter({ hasText: '/ 8' });
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  expect(page.url()).not.toContain('stopped');
  /** Opens the address as it is now in a page of its own: the run stands there as it stands here, and stays. */
  const same = async (done: number) => {
    await expect(count).toContainText(`${done} / 8`);
    await expect(page).toHaveURL(new RegExp(`backward\\.stopped=${done}(&|$)`));
    const here = await picture(grid);
    await page.goto('about:blank');
    await page.goBack();
    await expect(count).toContainText(`${done} / 8`, { timeout: 60_000 });
    await expect(figure).toHaveAttribute('data-status', done ? 'paused' : 'ready');
    await expect.poll(() => picture(grid)).toBe(here);
    await page.waitForTimeout(500);
    await expect(count).toContainText(`${done} / 8`);
  };
  await figure.getByRole('button', { name: 'Reset, same seed' }).click();
  await same(0);
  for (let i = 0; i < 3; i++) await figure.getByRole('button', { name: 'One step', exact: true }).click();
  await same(3);
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  expect(page.url()).not.toContain('stopped');

  // At its end it stays at its end, whichever face is looked at, and is played from the start.
  await figure.getByRole('group', { name: 'Sixteen faces on their way' }).getByRole('button').nth(5).click();
  await expect(count).toContainText('8 / 8');
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await expect(count).toContainText('8 / 8');
  expect(await stepsOf(figure)).toBe(8);
});

test('backward: a long run stops within one step', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'backward', '&backward.steps=1000');
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 30_000 }).toBeGreaterThan(3);
  await figure.getByRole('button', { name: 'Pause' }).click();
  await expect(figure).toHaveAttribute('data-status', 'paused');
  await page.waitForTimeout(500);
  const still = await stepsOf(figure);
  await page.waitForTimeout(1_000);
  expect(await stepsOf(figure)).toBe(still);
});

test('one training example: another t is another picture, and training from scratch lowers the loss', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'predictNoise', '&predictNoise.from=scratch');
  const mixed = figure.getByRole('img', { name: /^Face and noise mixed/ });
  await expect.poll(() => readout(figure, 'error of this example')).toBeGreaterThan(0.01);
  const before = await picture(mixed);
  await figure.getByRole('slider', { name: 'Time step t of the example' }).press('PageUp');
  await expect.poll(() => picture(mixed)).not.toBe(before);
  const untrained = await readout(figure, 'error of this example');
  await figure.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(25);
  await figure.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => readout(figure, 'error of this example')).toBeLessThan(0.95 * untrained);
});

test('algorithms: line by line through training, then through sampling to a face; the source follows', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'algorithms', '&algorithms.steps=10');
  if ((await figure.getAttribute('data-status')) === 'running') await figure.getByRole('button', { name: 'Pause' }).click();
  await figure.getByRole('button', { name: 'Reset, same seed' }).click();
  const step = figure.getByRole('button', { name: 'One step' });
  const training = figure.getByRole('list', { name: 'Algorithm 1: training' });
  const lit = (list: Locator) => list.locator('[aria-current=step]');
  const code = figure.locator('[data-lit-line]').filter({ hasText: /\d+ {2}/ });
  for (const [line, source] of [
    ['x0 ~ q(x0)', 'faceAt('],
    ['Uniform', 'Math.floor('],
    ['ε ~', 'fillNormal'],
    ['take a gradient step', 'qSample('],
    ['take a gradient step', 'network('],
    ['take a gradient step', 'const errors'],
    ['take a gradient step', 'net.descend('],
  ]) {
    await step.click();
    await expect(lit(training)).toContainText(line);
    await expect(code.filter({ hasText: source })).toBeVisible();
  }
  expect(await readout(figure, 'what training lowers')).toBeGreaterThan(0);

  await choose(figure.getByRole('radio', { name: 'sampling', exact: true }));
  const sampling = figure.getByRole('list', { name: 'Algorithm 2: sampling' });
  await step.click();
  await expect(lit(sampling)).toContainText('xT ~');
  await step.click();
  await expect(figure.getByText('The step from t = 1000 to 900.')).toBeVisible();
  const next = figure.getByRole('img', { name: 'The face after the step.' });
  const blank = await picture(next);
  await figure.getByLabel('Speed').selectOption('max');
  await figure.getByRole('button', { name: 'Play' }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await expect(lit(sampling)).toContainText('return');
  await expect(figure.getByText('step 10 of 10')).toBeVisible();
  expect(await picture(next)).not.toBe(blank);
});

test('the last step’s noise is not what the network names: clicked through, and at t = 1 it is the same', async ({ page }) => {
  const figure = await open(page, 'lastStep');
  await expect.poll(() => readout(figure, 'ε̂ with ε')).toBeGreaterThan(0.9);
  for (const stage of ['the last step', 'the network', 'all three noises']) {
    await figure.getByRole('button', { name: 'Next' }).click();
    await expect(figure.getByRole('radio', { name: stage })).toBeChecked();
  }
  await expect(figure.getByText(/^Its answer correlates 0\.9\d/)).toBeVisible();
  expect(await readout(figure, '√(β/(1 − ᾱ))')).toBeLessThan(0.11);
  await figure.getByRole('slider', { name: 'Time step t', exact: true }).press('Home');
  await expect.poll(() => readout(figure, '√(β/(1 − ᾱ))')).toBe(1);
  await expect(page).toHaveURL(/lastStep\.stage=compare/);
});

test('the bound is spent on the first steps, and its cursor moves by single steps at the left', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'bound', '&bound.t=1');
  await expect.poll(() => readout(figure, 'the bound')).toBeGreaterThan(2.5);
  await expect(figure.getByText(/^Steps 1 to 1 have \d\d%/)).toBeVisible();
  const cursor = figure.getByRole('slider', { name: 't', exact: true });
  await cursor.press('ArrowRight');
  await expect(figure.getByText(/^Steps 1 to 2 have/)).toBeVisible();
  await expect(page).toHaveURL(/bound\.t=2/);
  const half = await figure.getByRole('button').filter({ hasText: 'half of the bound is spent by' }).textContent();
  expect(Number(half?.match(/t = (\d+)/)?.[1])).toBeLessThanOrEqual(3);
});

test('a lie about t is worse than the truth, and the truth puts it right', async ({ page }) => {
  const figure = await open(page, 'timeEmbedding', '&timeEmbedding.t=300&timeEmbedding.told=900');
  await expect.poll(() => readout(figure, 'error, told t′')).toBeGreaterThan(0);
  expect(await readout(figure, 'error, told t′')).toBeGreaterThan(2 * (await readout(figure, 'error, told the truth')));
  await figure.getByRole('button', { name: 'Tell the truth' }).click();
  await expect.poll(async () => (await readout(figure, 'error, told t′')) - (await readout(figure, 'error, told the truth'))).toBe(0);
});

test('score: particles find the data, also data drawn by the reader', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'score');
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => readout(figure, 'particles to data'), { timeout: 90_000 }).toBeLessThan(3);
  await expect.poll(() => readout(figure, 'error of the score')).toBeLessThan(0.6);

  await figure.getByLabel('Data', { exact: true }).selectOption('drawn');
  await expect(figure.getByText('Draw your data on the plane', { exact: false })).toBeVisible();
  await figure.getByRole('button', { name: 'Erase' }).click();
  const plane = figure.getByRole('img', { name: /^Density of the noised data/ });
  const box = await plane.boundingBox();
  if (!box) throw new Error('the plane is not there');
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.6, { steps: 8 });
  await page.mouse.up();
  await expect(page).toHaveURL(/score\.drawn=/);
  await expect(figure).toHaveAttribute('data-status', /running|ready|paused/, { timeout: 30_000 });
  await expect(figure.getByRole('alert')).toHaveCount(0);
});

test('variance: a thousand steps are taken on request, with progress', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'variance');
  const running = (await figure.getAttribute('data-status')) === 'running';
  if (running) await figure.getByRole('button', { name: 'Pause' }).click();
  await figure.getByRole('button', { name: 'Take 1,000 steps' }).click();
  await expect(figure.getByRole('img', { name: /variance β and 1000 steps/ })).toBeVisible({ timeout: 120_000 });
});

test('one network or four: both learn, the first repeat is counted', async ({ page }) => {
  test.setTimeout(240_000);
  const figure = await open(page, 'ranges');
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play' }).click();
  await expect(figure.getByRole('button').filter({ hasText: /nearer to the data in\s*[01] \/ 1/ })).toBeVisible({ timeout: 200_000 });
  expect(await readout(figure, 'error, four over one')).toBeGreaterThan(0);
  await figure.getByRole('button', { name: 'Pause' }).click();
  const parameters = figure.getByRole('button').filter({ hasText: 'parameters' });
  const [one, four] = (await parameters.allTextContents()).map((words) => Number(words.replace(/\D/g, '')));
  expect(four).toBeLessThanOrEqual(one);
  expect(four).toBeGreaterThan(0.98 * one);
});

test('two ways back: the start is moved by keys, the flow keeps to one point, later starts leave less open', async ({ page }) => {
  test.slow();
  const figure = await open(page, 'reverse');
  await expect.poll(() => readout(figure, 'spread of the SDE’s ends')).toBeGreaterThan(0.5);
  const [spread, exact] = [await readout(figure, 'spread of the SDE’s ends'), await readout(figure, 'spread of p(x₀ | x)')];
  expect(Math.abs(spread / exact - 1)).toBeLessThan(0.25);
  const plane = figure.getByRole('img', { name: /one smooth path of the flow/ });
  const before = await picture(plane);
  await figure.getByRole('slider', { name: 'start', exact: true }).press('ArrowRight');
  await expect(page).toHaveURL(/reverse\.x=0\.\d+/);
  await expect.poll(() => picture(plane)).not.toBe(before);
  const from = figure.getByRole('slider', { name: 'start at t' });
  await from.press('Home');
  await expect.poll(() => readout(figure, 'spread of the SDE’s ends')).toBeLessThan(0.3);
  await figure.getByRole('button', { name: 'Let them flow' }).click();
  await expect(figure.getByText('both clouds at t = 0')).toBeVisible({ timeout: 20_000 });
});

test('straight paths: training goes on to the third network, whose one step is the nearest', async ({ page }) => {
  test.setTimeout(300_000);
  const figure = await open(page, 'straight', '&straight.steps=1');
  if ((await figure.getAttribute('data-status')) !== 'running') await figure.getByRole('button', { name: 'Play' }).click();
  await expect(figure).toHaveAttribute('data-status', 'done', { timeout: 280_000 });
  const distances = figure.getByRole('button').filter({ hasText: 'distance' });
  const [curved, straight, again] = (await distances.allTextContents()).map((words) => Number(words.match(/[\d.]+/)?.[0]));
  expect(again).toBeLessThan(0.6 * curved);
  expect(again).toBeLessThan(0.6 * straight);
  const plane = figure.getByRole('img', { name: /Paths of "reflow"/ });
  const before = await picture(plane);
  await figure.getByRole('slider', { name: 'steps of the paths drawn' }).press('End');
  await expect.poll(() => picture(plane)).not.toBe(before);
});
