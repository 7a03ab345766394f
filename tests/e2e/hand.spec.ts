/** The reader's hand: keys on any keyboard, drawing with more than one finger, swipes that scroll, copying formulas, a window moved to another screen. */
import type { CDPSession, Locator, Page } from '@playwright/test';
import { expect, picture, stepsOf, test } from './fixtures';

async function minmax(page: Page, query = ''): Promise<Locator> {
  await page.goto(`embed/gan/minmax/?lang=en&backend=wasm${query}`);
  const figure = page.locator('[data-figure="gan.minmax"]');
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 60_000 });
  return figure;
}

/** A key as a keyboard of another script sends it. */
const press = (figure: Locator, key: string, code: string, repeat = false) =>
  figure.evaluate((e, init) => e.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })), {
    key,
    code,
    repeat,
  });

test('keys work with Caps Lock, Cyrillic and an input method', async ({ page }) => {
  test.slow();
  const figure = await minmax(page);
  const seed = () => figure.getByRole('button', { name: /New seed/ }).getAttribute('aria-label');
  for (const [key, code] of [
    ['。', 'Period'],
    ['Process', 'Period'],
    ['ю', 'Period'],
  ]) {
    const before = await stepsOf(figure);
    await press(figure, key, code);
    await expect.poll(() => stepsOf(figure)).toBeGreaterThan(before);
  }
  for (const [key, code] of [
    ['R', 'KeyR'],
    ['к', 'KeyR'],
    ['Process', 'KeyR'],
  ]) {
    await press(figure, '.', 'Period');
    await expect.poll(() => stepsOf(figure)).toBeGreaterThan(0);
    await press(figure, key, code);
    await expect.poll(() => stepsOf(figure)).toBe(0);
    await expect(figure).toHaveAttribute('data-status', /ready|paused/);
  }
  const before = await seed();
  await press(figure, 'т', 'KeyN');
  await expect.poll(seed).not.toBe(before);
});

test('a space bar held down plays once, it does not flicker', async ({ page }) => {
  test.slow();
  const figure = await minmax(page);
  await figure.evaluate((e) => {
    Object.assign(window, { __seen: [] });
    new MutationObserver(() => (window as unknown as { __seen: string[] }).__seen.push(e.getAttribute('data-status') ?? '')).observe(e, {
      attributeFilter: ['data-status'],
    });
  });
  await press(figure, ' ', 'Space');
  for (let i = 0; i < 20; i++) await press(figure, ' ', 'Space', true);
  await expect(figure).toHaveAttribute('data-status', 'running');
  expect(await page.evaluate(() => (window as unknown as { __seen: string[] }).__seen)).toEqual(['running']);
});

/** The drawn plane, where it is on the screen, and how many strokes the address holds. */
async function plane(page: Page) {
  const figure = await minmax(page, '&minmax.data=drawn');
  const canvas = figure.locator('canvas[role=img]').first();
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no plane');
  const at = (x: number, y: number) => ({ x: box.x + x * box.width, y: box.y + y * box.height });
  const drawn = async () => {
    await page.waitForTimeout(500); // the address is written a moment later
    return new URL(page.url()).searchParams.get('minmax.drawn') ?? '';
  };
  return { canvas, at, drawn };
}

const touch = (
  cdp: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
  ...points: { x: number; y: number; id?: number }[]
) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((p, id) => ({ id, ...p })) });

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a second finger neither loses nor bends the stroke', async ({ page }) => {
    test.slow();
    const { at, drawn } = await plane(page);
    const cdp = await page.context().newCDPSession(page);
    const path = Array.from({ length: 12 }, (_, i) => at(0.2 + 0.05 * i, 0.3));
    await touch(cdp, 'touchStart', { ...path[0], id: 0 });
    for (const [i, p] of path.entries()) {
      await touch(cdp, 'touchMove', { ...p, id: 0 });
      if (i === 5) await touch(cdp, 'touchStart', { ...p, id: 0 }, { ...at(0.8, 0.9), id: 1 });
      if (i > 6) await touch(cdp, 'touchMove', { ...p, id: 0 }, { ...at(0.7 - 0.02 * i, 0.8), id: 1 });
    }
    await touch(cdp, 'touchEnd');
    const text = await drawn();
    expect(text).not.toBe('');
    expect(text).not.toContain('.');
    // Two characters a coordinate: every y is the same.
    const ys = new Set((text.match(/..../g) ?? []).map((four) => four.slice(2)));
    expect(ys.size).toBe(1);
    expect(text.length).toBeGreaterThan(4 * 9);
  });

  test('a touch that the system takes away leaves no line', async ({ page }) => {
    test.slow();
    const { canvas, at, drawn } = await plane(page);
    const cdp = await page.context().newCDPSession(page);
    const look = () => picture(canvas);
    await page.waitForTimeout(500);
    const before = await look();
    await touch(cdp, 'touchStart', at(0.2, 0.2));
    for (let i = 0; i < 8; i++) await touch(cdp, 'touchMove', at(0.2 + 0.07 * i, 0.2 + 0.05 * i));
    await expect.poll(look).not.toBe(before);
    await touch(cdp, 'touchCancel');
    await expect.poll(look).toBe(before);
    expect(await drawn()).toBe('');
  });

  test('nor does one on a picture that is painted', async ({ page }) => {
    test.slow();
    await page.goto('embed/diffusion/forward/?lang=en&backend=wasm');
    const editor = page.getByRole('application').first();
    await editor.evaluate((e) => e.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const box = await editor.boundingBox();
    if (!box) throw new Error('no editor');
    const at = (i: number) => ({ x: box.x + 10 + 9 * i, y: box.y + 10 + 7 * i });
    const look = () => picture(editor.locator('canvas').first());
    const paint = async () => {
      await page.waitForTimeout(500); // the address is written a moment later
      return new URL(page.url()).searchParams.get('forward.paint') ?? '';
    };
    const cdp = await page.context().newCDPSession(page);
    const draw = async (from: number, end: 'touchEnd' | 'touchCancel') => {
      await touch(cdp, 'touchStart', at(from));
      for (let i = 1; i < 5; i++) await touch(cdp, 'touchMove', at(from + i));
      await touch(cdp, end);
    };
    await draw(0, 'touchEnd');
    const kept = await paint();
    expect(kept).not.toBe('');
    const before = await look();
    await draw(6, 'touchCancel');
    await expect.poll(look).toBe(before);
    expect(await paint()).toBe(kept);
  });

  test('a pen takes away what the hand that holds it has painted', async ({ page }) => {
    await page.goto('embed/diffusion/forward/?lang=en&backend=wasm');
    const editor = page.getByRole('application').first();
    const look = () => picture(editor.locator('canvas').first());
    await expect(page.locator('[data-figure]')).toHaveAttribute('data-status', /ready|paused|running|done/, { timeout: 60_000 });
    const bare = await look();
    const send = (type: string, pointerType: string, id: number, x: number, y: number) =>
      editor.evaluate(
        (e, [kind, init, dx, dy]) => {
          const { left, top } = e.getBoundingClientRect();
          const at = { clientX: left + dx, clientY: top + dy };
          e.setPointerCapture = () => {}; // these pointers are not there
          e.dispatchEvent(new PointerEvent(kind, { ...init, ...at, bubbles: true, cancelable: true, isPrimary: true, buttons: 1 }));
        },
        [type, { pointerType, pointerId: id }, x, y] as const,
      );
    // The pen alone, then the pen on a hand that lies there already.
    await send('pointerdown', 'pen', 91, 20, 20);
    await send('pointerup', 'pen', 91, 20, 20);
    await expect.poll(look).not.toBe(bare);
    const alone = await look();
    await page.goto('embed/diffusion/forward/?lang=en&backend=wasm&seen=again');
    await send('pointerdown', 'touch', 92, 90, 90);
    await send('pointermove', 'touch', 92, 90, 60);
    await send('pointerdown', 'pen', 93, 20, 20);
    await send('pointerup', 'pen', 93, 20, 20);
    await expect.poll(look).toBe(alone);
  });

  for (const [id, area] of [
    ['gan.optimal', 'rect[role=slider]'],
    ['vae.dimensions', 'button:has(canvas)'],
  ] as const)
    test(`a swipe that starts on ${id} scrolls the page and chooses nothing`, async ({ page }) => {
      test.slow();
      const [note, name] = id.split('.');
      await page.goto(`${note}/?lang=en&backend=wasm`);
      await page.locator(`[data-fig=${name}]`).scrollIntoViewIfNeeded();
      const figure = page.locator(`[data-figure="${id}"]`);
      const target = figure.locator(area).first();
      await expect(target).toBeVisible({ timeout: 60_000 });
      await page.waitForTimeout(1000);
      await target.evaluate((e) => e.scrollIntoView({ block: 'center', behavior: 'instant' }));
      await page.waitForTimeout(500);
      const box = await target.boundingBox();
      if (!box) throw new Error('nothing to swipe');
      const y0 = Math.min(box.y + box.height - 5, 700);
      const cdp = await page.context().newCDPSession(page);
      const before = await page.evaluate(() => window.scrollY);
      await touch(cdp, 'touchStart', { x: box.x + box.width / 3, y: y0 });
      for (let i = 1; i <= 12; i++) await touch(cdp, 'touchMove', { x: box.x + box.width / 3, y: y0 - 20 * i });
      await touch(cdp, 'touchEnd');
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(before + 100);
      await page.waitForTimeout(500);
      expect(new URL(page.url()).search).not.toMatch(/optimal\.mean|dimensions\.row/);
      // A tap does choose.
      await target.evaluate((e) => e.scrollIntoView({ block: 'center', behavior: 'instant' }));
      await page.waitForTimeout(500);
      const again = (await target.boundingBox()) ?? box;
      await page.touchscreen.tap(again.x + again.width / 3, again.y + again.height / 2);
      await expect(page).toHaveURL(/optimal\.mean|dimensions\.row/);
    });
});

test('only the main button draws', async ({ page }) => {
  test.slow();
  const { at, drawn } = await plane(page);
  for (const button of ['right', 'middle'] as const) {
    const [a, b] = [at(0.2, 0.2), at(0.8, 0.6)];
    await page.mouse.move(a.x, a.y);
    await page.mouse.down({ button });
    await page.mouse.move(b.x, b.y, { steps: 8 });
    await page.mouse.up({ button });
    await page.keyboard.press('Escape');
  }
  expect(await drawn()).toBe('');
  const [a, b] = [at(0.2, 0.2), at(0.8, 0.6)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move(b.x, b.y, { steps: 8 });
  await page.mouse.up();
  expect(await drawn()).not.toBe('');
});

test('only the main button paints', async ({ page }) => {
  test.slow();
  await page.goto('embed/diffusion/forward/?lang=en&backend=wasm');
  const editor = page.getByRole('application').first();
  const box = await editor.boundingBox();
  if (!box) throw new Error('no editor');
  const stroke = async (button: 'left' | 'right' | 'middle') => {
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down({ button });
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 6 });
    await page.mouse.up({ button });
    await page.waitForTimeout(500);
    return new URL(page.url()).searchParams.get('forward.paint') ?? '';
  };
  expect(await stroke('right')).toBe('');
  expect(await stroke('middle')).toBe('');
  expect(await stroke('left')).not.toBe('');
});

test('copied text holds the TeX of its formulas, without the macros of these notes', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('gan/?lang=en');
  const formula = page.locator('main .katex-display').first();
  await expect(formula).toBeVisible();
  const copy = async (from: Locator) => {
    await from.evaluate((e) => window.getSelection()?.selectAllChildren(e));
    await page.keyboard.press('ControlOrMeta+c');
    return page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (await item.getType(type)).text();
      return { text: await read('text/plain'), html: await read('text/html') };
    });
  };
  const alone = await copy(formula);
  expect(alone.text).toMatch(/^\$\$[^$]+\$\$$/);
  expect(alone.text).not.toMatch(/\\(thing|role|pdata|E)\b/);
  expect(alone.html).toContain('<math');
  // A part of a formula is the formula.
  const part = await copy(formula.locator('.katex-html .mord').first());
  expect(part.text).toBe(alone.text);
  const paragraph = page.locator('main p:has(.katex)').first();
  const words = await copy(paragraph);
  expect(words.text).toMatch(/[a-z]+ .*\$[^$]+\$/s);
  const plain = await copy(page.locator('main p:not(:has(.katex))').first());
  expect(plain.text).not.toContain('$');
});

test('a window moved to a screen with other pixels draws stopped canvases anew', async ({ page }) => {
  test.slow();
  const figure = await minmax(page);
  const canvas = figure.locator('canvas[role=img]').first();
  const ratio = () => canvas.evaluate((c: HTMLCanvasElement) => c.width / c.clientWidth);
  await expect.poll(ratio).toBeCloseTo(1, 1);
  const cdp = await page.context().newCDPSession(page);
  const moveTo = async (deviceScaleFactor: number) => {
    await cdp.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 900, deviceScaleFactor, mobile: false });
    // A real screen's other pixels change media queries; emulated ones are not looked at before some medium is emulated too.
    await cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
    await expect.poll(ratio).toBeCloseTo(deviceScaleFactor, 1);
  };
  await moveTo(2);
  await moveTo(1.5);
  await moveTo(1);
});

test('the formula behind a number stands with the number that is on the screen, from the first picture of its pop-up on', async ({
  page,
}) => {
  test.slow();
  const figure = await minmax(page);
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(20);
  const readout = figure.locator('button[aria-haspopup=dialog]').filter({ hasText: '×' }).first();
  await readout.hover();
  // What draws the formula is asked for when the pointer comes near.
  const arrived = () => performance.getEntriesByType('resource').filter(({ name }) => /\/(katex|PopBody)-/.test(name)).length;
  await expect.poll(() => page.evaluate(arrived)).toBeGreaterThan(1);
  // Every picture of the pop-up: does it hold a drawn formula with the value filled in, and does it wait for something?
  await page.evaluate(() => {
    const seen: { filled: boolean; waits: boolean }[] = [];
    Object.assign(window, { __pop: seen });
    const look = () => {
      const pop = document.querySelector('[role=dialog]');
      if (pop) seen.push({ filled: pop.querySelectorAll('.katex').length > 1, waits: pop.textContent?.includes('…') ?? false });
      requestAnimationFrame(look);
    };
    look();
  });
  const from = await stepsOf(figure);
  await readout.click();
  await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(from + 30);
  const pictures = () => page.evaluate(() => (window as unknown as { __pop: { filled: boolean; waits: boolean }[] }).__pop);
  await expect.poll(async () => (await pictures()).length).toBeGreaterThan(20);
  const seen = await pictures();
  expect(seen.filter((s) => !s.filled || s.waits)).toEqual([]);
  await expect(figure).toHaveAttribute('data-status', 'running');
  const pop = page.getByRole('dialog');
  const result = async () => (await pop.locator('p').last().textContent())?.match(/= ([\d.]+)/)?.[1];
  expect(Number(await result())).toBeGreaterThan(0);
});
