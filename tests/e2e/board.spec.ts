/** Freezing a figure, drawing on its picture and holding a magnifier over it: by hand and by keys, alone and in a lecture's two windows. */
import type { Locator, Page } from '@playwright/test';
import { axe, expect, LANGS, stepsOf, test } from './fixtures';
import { presenterOf, shown } from './twoWindows';

const boardIn = (figure: Locator) => figure.locator('svg[data-board]');
const ink = (figure: Locator) => boardIn(figure).locator('> g:first-of-type > path[data-ink]');
const colours = (figure: Locator) => ink(figure).evaluateAll((paths) => paths.map((path) => path.getAttribute('data-ink')));
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

async function open(page: Page, lang: string = 'en'): Promise<Locator> {
  await page.goto(`embed/gan/minmax/?lang=${lang}&backend=wasm`);
  const figure = page.locator('[data-figure]');
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  return figure;
}

/** A stroke with the mouse between two places of the board, in shares of its size. */
async function stroke(page: Page, figure: Locator, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await boardIn(figure).boundingBox();
  if (!box) throw new Error('no board');
  const at = ([u, v]: readonly [number, number]) => [box.x + u * box.width, box.y + v * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

/** Brightness differences of what the board shows, as a screen does: 0 would be an empty picture. */
const contrast = (figure: Locator) =>
  boardIn(figure).evaluate(async (svg) => {
    const image = new Image();
    image.src = svg.querySelector('image')?.getAttribute('href') ?? '';
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;
    ctx.drawImage(image, 0, 0);
    const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return seen.size;
  });

for (const lang of LANGS)
  test(`a running figure is frozen, drawn on and let go on (${lang})`, async ({ page }) => {
    test.slow();
    const figure = await open(page, lang);
    const before = await figure.locator('[data-body]').boundingBox();
    await figure.focus();
    await page.keyboard.press(' ');
    await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(5);
    await page.keyboard.press('d');
    await expect(boardIn(figure)).toBeFocused();
    await expect(figure).toHaveAttribute('data-status', 'paused');
    // The picture is the figure's, where the figure was.
    expect(await contrast(figure)).toBeGreaterThan(50);
    const now = await figure.locator('[data-body]').boundingBox();
    expect(Math.abs((now?.height ?? 0) - (before?.height ?? 0))).toBeLessThan(2);
    const step = (await figure.locator('[data-steps]').textContent()) ?? '';
    await expect(figure.locator('[data-tray] [role=status]')).toContainText(step);

    await stroke(page, figure, [0.2, 0.2], [0.4, 0.4]);
    await page.keyboard.press('3');
    await stroke(page, figure, [0.5, 0.2], [0.7, 0.4]);
    expect(await colours(figure)).toEqual(['ink', 'generated']);
    await shot(page, `board-${lang}`);
    const { violations } = await axe(page).include('[data-figure]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    // The eraser takes the stroke it meets; undo brings it back; clear takes all, and that can be undone too.
    await page.keyboard.press('e');
    await stroke(page, figure, [0.2, 0.4], [0.4, 0.2]);
    expect(await colours(figure)).toEqual(['generated']);
    await page.keyboard.press('z');
    expect(await colours(figure)).toEqual(['ink', 'generated']);
    await page.keyboard.press('c');
    await expect(ink(figure)).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(ink(figure)).toHaveCount(2);

    // Back to the live figure, which goes on; what was drawn is kept with its picture.
    const source = await boardIn(figure).locator('image').getAttribute('href');
    await page.keyboard.press('Escape');
    await expect(boardIn(figure)).toHaveCount(0);
    await expect(figure).toHaveAttribute('data-status', 'running');
    const left = Number(step.replaceAll(',', ''));
    await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(left + 3);
    await page.keyboard.press('d');
    await expect(ink(figure)).toHaveCount(2);
    expect(await boardIn(figure).locator('image').getAttribute('href')).toBe(source);
    // Taken anew it is the picture of now, with nothing on it.
    await page.keyboard.press('t');
    await expect(ink(figure)).toHaveCount(0);
    await expect(boardIn(figure).locator('image')).not.toHaveAttribute('href', source ?? '');
    await page.keyboard.press('Escape');
    await expect(figure).toHaveAttribute('data-status', 'running');
  });

test('by keys alone: the pen is moved, put down and lifted, the eraser rubs, the magnifier enlarges', async ({ page }) => {
  test.slow();
  const figure = await open(page);
  await figure.focus();
  await page.keyboard.press('d');
  await expect(boardIn(figure)).toBeFocused();
  await page.keyboard.press('2');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(ink(figure)).toHaveCount(1); // while it is being drawn
  await page.keyboard.press('Enter');
  expect(await colours(figure)).toEqual(['data']);
  const wide = await ink(figure)
    .first()
    .evaluate((path: SVGPathElement) => {
      const { width, height } = path.getBBox();
      return { width, height };
    });
  expect(wide.width).toBeGreaterThan(4 * wide.height);
  await page.keyboard.press('e');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(ink(figure)).toHaveCount(0);

  await page.keyboard.press('m');
  const lens = async () => (await boardIn(figure).locator('[data-lens]').getAttribute('data-lens'))?.split(' ').map(Number) ?? [];
  const [x, y, zoom] = await lens();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('+');
  const [x1, y1, zoom1] = await lens();
  expect([x1 > x, y1 < y, zoom1 > zoom]).toEqual([true, true, true]);
  await page.keyboard.press('-');
  expect((await lens())[2]).toBeCloseTo(zoom, 2);
  // By pointer and wheel; the page stays where it is.
  const box = await boardIn(figure).boundingBox();
  if (!box) throw new Error('no board');
  await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.25 * box.height);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await lens())[2]).toBeGreaterThan(zoom);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  const { width, at } = await boardIn(figure).evaluate((svg: SVGSVGElement) => ({
    width: svg.viewBox.baseVal.width,
    at: svg.getScreenCTM()?.a ?? 0,
  }));
  expect((await lens())[0]).toBeCloseTo((0.25 * box.width) / at, -1);
  expect(width).toBeGreaterThan(0);
  await expect(boardIn(figure)).toHaveAccessibleName(/magnifier, 2\.\d times/);
  await shot(page, 'lens');
  await page.keyboard.press('Escape');
  await expect(figure).toBeFocused();
  await expect(figure).toHaveAttribute('data-status', 'ready'); // it was not running before
});

test('by finger and by pen: pressure makes it thicker, a second finger does not draw, the tray is pressed', async ({
  browser,
  baseURL,
}) => {
  test.slow();
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 }, baseURL });
  const page = await context.newPage();
  const figure = await open(page);
  await figure.getByRole('button', { name: 'Freeze and draw on it (d)' }).click();
  await expect(boardIn(figure)).toBeVisible();
  const box = await boardIn(figure).boundingBox();
  if (!box) throw new Error('no board');
  const cdp = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id })) });
  await touch('touchStart', [40, 60]);
  for (let i = 1; i <= 5; i++) await touch('touchMove', [40 + 20 * i, 60 + 10 * i]);
  await touch('touchEnd');
  await expect(ink(figure)).toHaveCount(1);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  const pen = async (y: number, force: number) => {
    const one = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number) =>
      cdp.send('Input.dispatchMouseEvent', {
        type,
        x: box.x + x,
        y: box.y + y,
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        pointerType: 'pen',
        force,
        clickCount: 1,
      });
    await one('mousePressed', 40);
    for (let i = 1; i <= 8; i++) await one('mouseMoved', 40 + 20 * i);
    await one('mouseReleased', 200);
  };
  await pen(120, 0.15);
  await pen(160, 0.95);
  await expect(ink(figure)).toHaveCount(3);
  const heights = await ink(figure).evaluateAll((paths) => paths.slice(1).map((path) => (path as SVGPathElement).getBBox().height));
  expect(heights[1]).toBeGreaterThan(1.3 * heights[0]);
  await shot(page, 'board-390');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await figure.getByRole('button', { name: 'Clear' }).click();
  await expect(ink(figure)).toHaveCount(0);
  await figure.getByRole('button', { name: 'Back to the live figure' }).click();
  await expect(boardIn(figure)).toHaveCount(0);
  await context.close();
});

test('two who draw at once, one in each window of a lecture, both see both strokes, and both keep them', async ({ page, context }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('gan/?lang=en&backend=wasm&lecture=4');
  const presenter = await presenterOf(page, context);
  const sides = [
    { window: page, figure: shown(page), y: 0.1 },
    { window: presenter, figure: shown(presenter), y: 0.3 },
  ];
  for (const { window } of sides) await expect(window.locator('[data-area]:not([data-fitting])')).toBeVisible();
  await sides[1].figure.focus();
  await presenter.keyboard.press('d');
  const at = async ({ figure, y }: (typeof sides)[number], x: number) => {
    const box = await boardIn(figure).boundingBox();
    if (!box) throw new Error('no board');
    return [box.x + x * box.width, box.y + y * box.height] as const;
  };
  for (const { figure } of sides) await expect(boardIn(figure)).toBeVisible();
  // By turns, so that each stroke is going on while the other is.
  for (const side of sides) {
    await side.window.mouse.move(...(await at(side, 0.3)));
    await side.window.mouse.down();
  }
  for (const x of [0.35, 0.4, 0.45, 0.5]) for (const side of sides) await side.window.mouse.move(...(await at(side, x)));
  for (const { figure } of sides) await expect(ink(figure)).toHaveCount(2);
  await Promise.all(sides.map(({ window }) => window.mouse.up()));
  const drawn = (figure: Locator) => ink(figure).evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
  await expect(async () => expect(await drawn(sides[0].figure)).toEqual(await drawn(sides[1].figure))).toPass();
  for (const { figure } of sides) await expect(ink(figure)).toHaveCount(2);
  // Neither goes from one hand's place to the other's.
  const heights = await ink(sides[0].figure).evaluateAll((paths) => paths.map((path) => (path as SVGPathElement).getBBox().height));
  const { height } = (await boardIn(sides[0].figure).boundingBox()) ?? { height: 0 };
  expect(Math.max(...heights)).toBeLessThan(height / 10);
  await presenter.close();
});

test('in a lecture ink stays with its stage, and is the same in both windows', async ({ page, context }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('gan/?lang=en&backend=wasm&lecture=4');
  const presenter = await presenterOf(page, context);
  const theirs = shown(presenter);
  const ours = shown(page);
  const same = async (what: string) =>
    expect(async () => {
      const read = (figure: Locator) =>
        boardIn(figure).evaluate((svg) => ({
          picture: svg.querySelector('image')?.getAttribute('href'),
          ink: [...svg.querySelectorAll('[data-ink]')].map((path) => path.getAttribute('d')),
          box: svg.getAttribute('viewBox'),
          lens: svg.querySelector('[data-lens]')?.getAttribute('data-lens'),
        }));
      expect(await read(theirs), what).toEqual(await read(ours));
    }).toPass({ timeout: 20_000 });

  // Frozen by the presenter, the picture is the hall's, once both stages have found their size.
  for (const window of [page, presenter]) await expect(window.locator('[data-area]:not([data-fitting])')).toBeVisible();
  await theirs.focus();
  await presenter.keyboard.press('d');
  await expect(boardIn(theirs)).toBeVisible();
  await expect(boardIn(ours)).toBeVisible();
  await same('frozen');
  const hall = await ours.locator('[data-body]').evaluate((body) => body.clientWidth);
  expect(Number((await boardIn(theirs).getAttribute('viewBox'))?.split(' ')[2])).toBeCloseTo(hall, 0);
  await stroke(presenter, theirs, [0.3, 0.1], [0.5, 0.2]);
  await presenter.keyboard.press('4');
  await stroke(presenter, theirs, [0.35, 0.05], [0.45, 0.25]);
  await expect(ink(ours)).toHaveCount(2);
  await same('drawn');
  await shot(page, 'lecture-hall');
  await shot(presenter, 'lecture-presenter');
  await presenter.keyboard.press('m');
  await presenter.keyboard.press('ArrowRight');
  await expect(boardIn(ours).locator('[data-lens]')).toBeVisible();
  await same('magnified');
  await shot(page, 'lecture-lens');
  await page.evaluate(() => (document.activeElement as HTMLElement)?.blur());

  // On and back again: the stage is as it was left. A clicker turns the page from a board too.
  await presenter.keyboard.press('PageDown');
  await expect(page.locator('[data-ask=seen]')).toBeVisible(); // the stage asks: its answer is not hidden under the board
  await expect(boardIn(ours)).toHaveCount(0);
  await theirs.focus();
  await presenter.keyboard.press('d');
  await expect(ink(ours)).toHaveCount(2);
  await presenter.keyboard.press('PageDown');
  await expect(page.locator('[data-stage=damped]')).toBeVisible();
  await expect(boardIn(ours)).toHaveCount(0);
  await presenter.keyboard.press('PageUp');
  await expect(page.locator('[data-stage=circle]')).toBeVisible();
  await expect(ink(ours)).toHaveCount(2);
  await expect(ink(theirs)).toHaveCount(2);
  // A window that is loaded anew catches up; undone in one, gone in the other.
  await presenter.reload();
  await expect(ink(shown(presenter))).toHaveCount(2, { timeout: 60_000 });
  await boardIn(ours).focus();
  await page.keyboard.press('z');
  await expect(ink(shown(presenter))).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(boardIn(shown(presenter))).toHaveCount(0);
  await expect(page.locator('[data-stage=circle]')).toBeVisible(); // Escape has left the board, not the lecture
  await presenter.close();
  // The keys are said where the keys of a lecture are.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('freeze the picture and draw on it');
});

test('a saved picture has the frozen one, with its ink', async ({ page }) => {
  test.slow();
  const figure = await open(page);
  await figure.focus();
  await page.keyboard.press('d');
  await stroke(page, figure, [0.2, 0.2], [0.4, 0.4]);
  await expect(ink(figure)).toHaveCount(1);
  // Who reads the code has the keys for that: c clears nothing there.
  await figure.getByRole('button', { name: 'Code', exact: true }).click();
  await figure.locator('[role=region]').press('c');
  await expect(ink(figure)).toHaveCount(1);
  await figure.getByRole('button', { name: 'Save picture' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'As SVG' }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const saved = Buffer.concat(chunks).toString('utf8');
  expect(saved).toContain('data-ink="ink"');
  expect(saved.match(/<image /g)).toHaveLength(1); // the frozen picture alone; what lies under it is in it
});

test('a plot that is lifted out of its figure for the hall is in the frozen picture', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.goto('gan/?lang=en&backend=wasm&lecture=2');
  const figure = shown(page);
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  await expect(page.locator('[data-large] svg')).toBeVisible();
  await figure.focus();
  await page.keyboard.press('d');
  await expect(boardIn(figure)).toBeVisible();
  await expect(page.locator('[data-large]')).toBeHidden();
  const frozen = decodeURIComponent((await boardIn(figure).locator('image').getAttribute('href')) ?? '');
  expect(frozen).toContain('What they play for');
  // The paper that is drawn on is a faint tint there too, not a solid sheet.
  expect(/<rect[^>]*role="slider"[^>]*>/.exec(frozen)?.[0]).toMatch(/fill-opacity:\s*0\.0/);
  // p leaves the lecture from a frozen picture too.
  await page.keyboard.press('p');
  await expect(page.locator('header nav')).toBeVisible();
  await expect(boardIn(page.locator('[data-figure="gan.minmax"]'))).toHaveCount(0);
});
