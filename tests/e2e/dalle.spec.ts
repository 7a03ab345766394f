/** The figures of the DALL·E page, used the way a reader uses them. */
import type { Locator, Page } from '@playwright/test';
import { expect, stepsOf, test } from './fixtures';

test.describe.configure({ timeout: 180_000 });

async function open(page: Page, figure: string, query = ''): Promise<Locator> {
  await page.goto(`embed/dalle/${figure}/?lang=en&backend=wasm${query && `&${query}`}`);
  const root = page.locator(`[data-figure="dalle.${figure}"]`);
  await expect(root).toHaveAttribute('data-status', /ready|paused|running|done/, { timeout: 60_000 });
  return root;
}

const pixels = (canvas: Locator): Promise<string> =>
  canvas.evaluate((element) => {
    const c = element as HTMLCanvasElement;
    return c.getContext('2d')?.getImageData(0, 0, c.width, c.height).data.join() ?? '';
  });

test('the page opens with a picture from its own model, before anything is touched; another sentence makes another face', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('dalle/?lang=en&backend=wasm');
  const root = page.locator('[data-figure="dalle.say"]');
  const face = root.locator('[data-picture] canvas');
  await expect(face).toBeVisible({ timeout: 60_000 });
  const first = await pixels(face);
  expect(new Set(first.split(',')).size).toBeGreaterThan(8);
  await expect(root.locator('[data-asked="0"] li[data-kept=true]')).toHaveCount(3);
  const tokens = async () => (await root.locator('[data-tokens]').textContent()) ?? '';
  const before = await tokens();
  await root.getByLabel('Say a face').fill('a person with green hair and a hat');
  await page.keyboard.press('Enter');
  await expect(root.locator('[data-asked="0"]')).toContainText('hair colour: green');
  await expect.poll(async () => (await pixels(face)) === first).toBe(false); // the picture follows the words by a breath
  expect(await tokens()).not.toBe(before);
  await root.getByRole('button', { name: 'Another face' }).click();
  await expect(page).toHaveURL(/say\.seed=4/);
});

test.describe('the one sequence', () => {
  const picture = (root: Locator, index = 0) => root.locator(`[data-prompt="${index}"] canvas[role=img]`).first();

  test('opens with a finished picture that shows what is said; typing another prompt paints another', async ({ page }) => {
    const root = await open(page, 'stream');
    const asked = root.locator('[data-asked="0"]');
    await expect(asked.locator('li')).toHaveCount(3);
    await expect(asked.locator('li[data-kept=true]')).toHaveCount(3);
    const before = await pixels(picture(root));
    await root.getByLabel('Prompt', { exact: true }).fill('a person with green hair and a hat');
    await page.keyboard.press('Enter');
    await expect(asked).toContainText('hat: yes');
    await expect(asked).toContainText('hair colour: green');
    await expect.poll(() => pixels(picture(root))).not.toBe(before);
    await expect(page).toHaveURL(/stream\.prompt=a\+person\+with\+green\+hair/);
    const shown = await pixels(picture(root));
    await page.reload();
    await expect(asked).toContainText('hair colour: green', { timeout: 60_000 });
    await expect.poll(() => pixels(picture(root))).toBe(shown);
  });

  test('steps and plays without computing; a forced token changes what comes after it, and can be taken back', async ({ page }) => {
    const root = await open(page, 'stream', 'stream.cell=4');
    const cells = root.locator('button[data-kind=cell]');
    const codes = async () => Promise.all(Array.from({ length: 16 }, (_, i) => cells.nth(i).textContent()));
    await expect(root.locator('[data-cell]')).toHaveAttribute('data-cell', '4');
    await root.getByRole('button', { name: 'One step' }).click();
    await expect(root.locator('[data-cell]')).toHaveAttribute('data-cell', '5');
    await root.focus();
    for (let i = 5; i < 16; i++) await page.keyboard.press('.');
    await expect(root.locator('[data-cell]')).toHaveAttribute('data-cell', '16');
    const first = await codes();
    await cells.nth(4).click();
    const options = root.getByRole('group', { name: /What comes next/ }).getByRole('button');
    await options.and(root.locator('[aria-pressed=false]')).first().click();
    await expect(root.getByRole('button', { name: 'Take the forced token back' })).toBeVisible();
    await expect(root.getByText('12 cells')).toBeVisible(); // only from there on
    for (let i = 4; i < 16; i++) await root.getByRole('button', { name: 'One step' }).click();
    const second = await codes();
    expect(second.slice(0, 4)).toEqual(first.slice(0, 4));
    expect(second[4]).not.toBe(first[4]);
    await root.getByRole('button', { name: 'Take the forced token back' }).click();
    await expect.poll(codes).toEqual(first);
  });

  test('holds a head, follows a number, imposes a mask', async ({ page }) => {
    const root = await open(page, 'stream', 'stream.cell=9');
    await root
      .getByRole('button', { name: /^Block \d, head \d: words/ })
      .first()
      .click();
    await expect(page).toHaveURL(/stream\.head=\d+/);
    await root.getByRole('radio', { name: 'one number' }).check();
    await expect(root.locator('[data-number]')).toContainText(/softmax over all places: \d/);
    await root.getByRole('button', { name: /^text token 1:/ }).click();
    await expect(root.locator('[data-number]')).toContainText('key k of “a”');
    const before = await pixels(picture(root));
    await root.getByText('More', { exact: true }).click();
    await root.getByRole('radio', { name: 'column' }).check();
    await expect.poll(() => pixels(picture(root))).not.toBe(before);
    await expect(root.getByText('Cells that may be looked at while cell 10 is guessed').first()).toBeVisible();
    await expect(root).toContainText('This model was trained without it');
  });

  test('compares two prompts that differ in one word', async ({ page }) => {
    const root = await open(page, 'stream', 'stream.two=1');
    await expect(root.locator('[data-asked="0"]')).toContainText('hair colour: blue');
    await expect(root.locator('[data-asked="1"]')).toContainText('hair colour: red');
    await expect(root.getByRole('img', { name: /How far the two guesses are apart/ })).toBeVisible();
    expect(await pixels(picture(root, 0))).not.toBe(await pixels(picture(root, 1)));
  });

  test('every kind of prompt gets a picture, or a sentence, or both', async ({ page }) => {
    const root = await open(page, 'stream');
    const field = root.getByLabel('Prompt', { exact: true });
    const asked = root.locator('[data-asked="0"]');
    const say = async (text: string) => {
      await field.fill(text);
      await page.keyboard.press('Enter');
    };
    await say('');
    await expect(asked).toContainText('any face may come');
    await say('zxqv wug');
    await expect(asked).toContainText('In no caption of the training: zxqv, wug');
    await say('🙂🎩');
    await expect(asked).toContainText('🙂🎩');
    await expect(root.locator('button[data-kind=text]').first()).not.toContainText('�');
    await say('שיער כחול');
    await expect(asked).toContainText('In no caption of the training');
    await say('a person with blue hair and red hair');
    await expect(asked).toContainText('Says two things about hair colour');
    await say('a smiling person with blue hair and a very long story to tell, '.repeat(4));
    await expect(asked).toContainText(/\d+ tokens, 23 places/);
    await field.fill('');
    await page.keyboard.insertText('blue hair, '.repeat(1000).slice(0, 10_000)); // as from the clipboard
    await expect(asked).toContainText(/\d+ tokens, 23 places/);
    await expect(asked).not.toContainText('very long');
    await expect(asked).toContainText('hair colour: blue');
    await say('一个戴墨镜的人');
    await expect(asked).toContainText('glasses: dark');
    expect(await root.getByRole('alert').count()).toBe(0);
  });

  test('nothing runs while an input method composes', async ({ page }) => {
    const root = await open(page, 'stream', 'stream.prompt=');
    const label = () => picture(root).getAttribute('aria-label');
    const before = await label();
    const field = root.getByLabel('Prompt', { exact: true });
    await field.focus();
    const session = await page.context().newCDPSession(page);
    for (const text of ['d', 'da', 'dai', 'dai mo jing']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(400); // longer than the pause after which a typed text is drawn
    }
    expect(await label()).toBe(before);
    await expect(field).toHaveValue('dai mo jing');
    await session.send('Input.insertText', { text: '戴墨镜' });
    await expect(root.locator('[data-asked="0"]')).toContainText('glasses: dark');
    expect(await label()).not.toBe(before);
  });
});

test.describe('re-ranking', () => {
  test('the choice of CLIP is no worse than the average; measured prompts make curves', async ({ page }) => {
    const root = await open(page, 'rerank');
    const shares = async () =>
      ((await root.locator('[data-drawn]').textContent()) ?? '').match(/(\d+)%/g)?.map((v) => Number.parseInt(v, 10)) ?? [];
    const [mean, chosen] = await shares();
    expect(chosen).toBeGreaterThanOrEqual(mean);
    await expect(root.getByRole('button', { name: /^rank \d+, cosine/ })).toHaveCount(64);
    for (let i = 1; i <= 3; i++) {
      await root.getByRole('button', { name: 'One step' }).click();
      await expect(root.locator('[data-curve]')).toHaveAttribute('data-curve', String(i), { timeout: 30_000 });
    }
    await expect(root.getByRole('img', { name: /chosen by CLIP, and by a perfect judge/ })).toBeVisible();
    const agreement = root.locator('[data-agreement]');
    await expect(agreement.getByRole('row')).toHaveCount(5);
    expect(Number(await agreement.getAttribute('data-agreement'))).toBeGreaterThanOrEqual(500);
    await expect(agreement.getByRole('row', { name: /best of 16/ })).toContainText(/\d\d\.\d%.*\d\d\.\d%/);
    await expect(root.locator('[data-parting] li')).toHaveCount(3);
    await root.getByRole('slider', { name: /candidates n/ }).focus();
    await page.keyboard.press('Home');
    await expect(root.getByRole('button', { name: /^rank \d+, cosine/ })).toHaveCount(1);
  });
});

test.describe('byte pairs', () => {
  test('type anything: it comes back; merges shorten it; half characters are bytes, never �', async ({ page }) => {
    const root = await open(page, 'words');
    const tokens = root.getByRole('button', { name: /, token \d+$/ });
    const few = await tokens.count();
    await root.getByRole('group', { name: 'Settings' }).getByRole('slider', { name: 'merges learned' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => tokens.count()).toBeGreaterThan(2 * few);
    await expect(root.getByRole('button', { name: /^F0, token 240$/ })).toBeVisible();
    await expect(root).not.toContainText('�');
    await expect(root.locator('[data-counts]')).toContainText('the same text');
    await root.getByRole('button', { name: 'One step' }).click();
    await expect(root.locator('[data-merge]')).toHaveAttribute('data-merge', '1');
    const field = root.getByLabel('Your text');
    await field.fill('漢字 שלום 👩‍👩‍👧 é\u0301');
    await page.keyboard.press('Enter');
    await expect(root.locator('[data-counts]')).toContainText('the same text');
    await field.fill('');
    await page.keyboard.press('Enter');
    await expect(tokens).toHaveCount(0);
  });
});

test.describe('pairs never seen', () => {
  test('every pair gets its picture, held-out ones are framed, and prompts that deny are counted', async ({ page }) => {
    const root = await open(page, 'unseen');
    await expect(root.getByRole('button', { name: /show both$/ })).toHaveCount(30);
    await expect(root.getByRole('button', { name: /never seen together/ })).toHaveCount(3);
    await expect(root.locator('[data-rounds]')).toHaveAttribute('data-rounds', '1');
    await root.getByRole('button', { name: 'One step' }).click();
    await expect(root.locator('[data-rounds]')).toHaveAttribute('data-rounds', '2', { timeout: 30_000 });
    const list = root.locator('[data-trials]');
    await expect(list).toHaveAttribute('data-trials', '6', { timeout: 60_000 });
    const shown = async (said: string) =>
      Number(((await list.locator('li', { hasText: said }).first().textContent()) ?? '').match(/(\d+) of 24/)?.[1]);
    expect(await shown('a person wearing a hat')).toBeGreaterThan(18);
    expect(await shown('a person with no hat')).toBeLessThan(12);
    await root.getByLabel('Rows').selectOption('skin');
    await expect(root.getByRole('button', { name: /show both$/ })).toHaveCount(20);
  });
});

test.describe('image tokens', () => {
  test('a face becomes sixteen numbers and comes back; what is painted is in the address, and changes them', async ({ page }) => {
    const root = await open(page, 'codes');
    const codes = async () => (await root.locator('[data-tokens]').textContent()) ?? '';
    await expect.poll(codes).toMatch(/\d/);
    const before = await codes();
    await root.getByRole('switch', { name: 'Paint your own' }).click();
    const area = await root.getByRole('application').boundingBox();
    if (!area) throw new Error('no editor');
    await page.mouse.move(area.x + 20, area.y + 20);
    await page.mouse.down();
    await page.mouse.move(area.x + 150, area.y + 150, { steps: 8 });
    await page.mouse.up();
    await expect.poll(codes).not.toBe(before);
    await expect(page).toHaveURL(/codes\.painted=/);
    const after = await codes();
    await page.reload();
    await expect.poll(codes, { timeout: 60_000 }).toBe(after);
  });

  test('a discrete VAE learns through soft choices; with τ high, whole codes are worse than what it was trained on', async ({ page }) => {
    const root = await open(page, 'relax', 'relax.tau=4');
    await root.getByRole('button', { name: 'Play', exact: true }).click();
    const gap = async () =>
      Number.parseFloat(
        ((await root.getByRole('button').filter({ hasText: 'gap when codes become whole' }).textContent()) ?? '').replace(/[^\d.−-]/g, ''),
      );
    await expect.poll(() => stepsOf(root), { timeout: 90_000 }).toBeGreaterThan(60);
    await expect.poll(gap, { timeout: 60_000 }).toBeGreaterThan(0.01);
    await root.getByRole('button', { name: 'Pause' }).click();
    await root.getByRole('button', { name: 'Measure the gradient’s noise' }).click();
    await expect(root.getByRole('img', { name: /the smaller τ, the noisier/ })).toBeVisible({ timeout: 60_000 });
  });
});

test('a GPT learns here: both losses fall, and it goes on from the shipped weights', async ({ page }) => {
  const root = await open(page, 'train');
  await expect(root.getByRole('img', { name: /What it paints now/ })).toHaveCount(4);
  await root.getByRole('button', { name: 'Play', exact: true }).click();
  const losses = async () => ((await root.locator('[data-losses]').textContent()) ?? '').match(/\d+\.\d+/g)?.map(Number) ?? [];
  await expect.poll(async () => (await losses())[1] ?? 9, { timeout: 120_000 }).toBeLessThan(5.3);
  expect((await losses())[0]).toBeLessThan(5.5);
  await root.getByRole('radio', { name: 'the shipped one' }).check();
  await root.getByRole('button', { name: 'One step' }).click();
  await expect.poll(async () => (await losses())[1] ?? 9, { timeout: 120_000 }).toBeLessThan(2.5);
});
