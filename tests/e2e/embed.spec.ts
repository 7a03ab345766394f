/** Figures in a page of another origin: what they say, what they do when told, whose the keys are. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Page, test as plain } from '@playwright/test';
import { expect } from './fixtures';

/** A page of another origin around a figure; it keeps what the figure says in `window.said`. */
async function around(src: string): Promise<{ url: string; close: () => void }> {
  const html = `<!doctype html><title>deck</title><button id="deck">deck</button>
    <iframe id="f" src="${src}" width="1100" height="800"></iframe>
    <script>
      window.said = [];
      addEventListener('message', (e) => e.source === document.getElementById('f').contentWindow && window.said.push(e.data));
      window.tell = (m) => document.getElementById('f').contentWindow.postMessage({ target: 'playable-notes', ...m }, '*');
    </script>`;
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

interface Said {
  readonly type: string;
  readonly figure: string;
  readonly status?: string;
  readonly step?: number;
  readonly query?: string;
  readonly key?: string;
}
const said = (page: Page): Promise<Said[]> => page.evaluate(() => (window as unknown as { said: Said[] }).said);
const tell = (page: Page, message: object) => page.evaluate((m) => (window as unknown as { tell: (m: object) => void }).tell(m), message);

// Without the fixture's watch on requests: here another origin is the point.
plain(
  'a figure in a frame of another origin: ready, waits, plays, steps, takes a state, hands the deck its keys',
  async ({ page, baseURL }) => {
    plain.setTimeout(180_000);
    const deck = await around(`${baseURL}embed/gan/minmax/?lang=en&backend=wasm&paused=1&minmax.k=3`);
    try {
      await page.emulateMedia({ reducedMotion: 'no-preference' }); // with it, nothing would play by itself anyway
      await page.goto(deck.url);
      const figure = page.frameLocator('#f').locator('[data-figure]');
      await expect.poll(async () => (await said(page)).map((m) => m.type), { timeout: 90_000 }).toContain('ready');
      const [ready] = await said(page);
      expect(ready).toMatchObject({ source: 'playable-notes', version: 1, type: 'ready', figure: 'gan.minmax', step: 0, status: 'ready' });
      expect(ready.query).toBe('minmax.k=3');
      await page.waitForTimeout(1500);
      expect(
        (await said(page)).some((m) => m.status === 'running'),
        'it waits to be played',
      ).toBe(false);

      await tell(page, { type: 'step' });
      await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ type: 'state', step: 1, status: 'paused' });
      await tell(page, { type: 'play' });
      await expect.poll(async () => (await said(page)).at(-1)?.status).toBe('running');
      await expect.poll(async () => (await said(page)).at(-1)?.step, { timeout: 30_000 }).toBeGreaterThan(5);
      await tell(page, { type: 'pause' });
      await expect(figure).toHaveAttribute('data-status', 'paused');
      await tell(page, { type: 'set', query: 'minmax.data=moons&minmax.loss=hinge&minmax.k=nonsense' });
      await expect.poll(async () => (await said(page)).at(-1)?.query).toBe('minmax.data=moons&minmax.loss=hinge');
      await expect(figure.getByRole('status').filter({ hasText: 'minmax.k=nonsense' })).toBeVisible();
      // Nonsense changes nothing.
      const before = (await said(page)).length;
      for (const message of [
        { type: 'set', query: 7 },
        { type: 'set', query: 'x'.repeat(20_000) },
        { type: 'destroy' },
        { type: '__proto__' },
      ])
        await tell(page, message);
      await tell(page, { type: 'get' });
      await expect.poll(async () => (await said(page)).length).toBe(before + 1);
      expect((await said(page)).at(-1)?.query).toBe('minmax.data=moons&minmax.loss=hinge');

      // Keys: a clicker's and free arrows are the deck's; a slider keeps its arrows, not a clicker's.
      const keys = async () => (await said(page)).filter((m) => m.type === 'key').map((m) => m.key);
      await figure.focus();
      await page.keyboard.press('PageDown');
      await page.keyboard.press('ArrowRight');
      await expect.poll(keys).toEqual(['PageDown', 'ArrowRight']);
      const slider = figure.getByRole('slider').first();
      const value = await slider.getAttribute('aria-valuenow');
      await slider.focus();
      await page.keyboard.press('ArrowRight');
      await expect(slider).not.toHaveAttribute('aria-valuenow', value ?? '');
      await page.keyboard.press('PageUp');
      await expect.poll(keys).toEqual(['PageDown', 'ArrowRight', 'PageUp']);
    } finally {
      deck.close();
    }
  },
);

/** A deck of two slides on another origin, as docs/embed.md has it: the frame that was pasted, and pages that turn by the keys it hands on. */
async function deckAround(frame: string): Promise<{ url: string; close: () => void }> {
  const html = `<!doctype html><title>deck</title><p id="slide">1</p>${frame}
    <script>
      const figure = document.querySelector('iframe'), slide = document.getElementById('slide');
      const turn = (key) => {
        const by = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 }[key];
        if (by) slide.textContent = Number(slide.textContent) + by;
      };
      addEventListener('keydown', (e) => turn(e.key));
      addEventListener('message', ({ source, data }) => {
        if (source !== figure.contentWindow || data?.source !== 'playable-notes') return;
        if (data.type === 'key') turn(data.key);
        if (data.type === 'ready') document.title = 'ready';
      });
    </script>`;
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

plain(
  'a preset is made, opened by a reader who was never here, framed on another origin; the keys go back to the deck',
  async ({ page, browser, baseURL }) => {
    plain.setTimeout(75_000);
    // Made: a state, a title and a note of one's own, parts left out, a value held fast.
    await page.goto(`${baseURL}gan/?lang=en&backend=wasm#dirac`);
    const figure = page.locator('[data-figure="gan.dirac"]');
    await figure.getByRole('radio', { name: 'alternating' }).check({ timeout: 60_000 });
    await figure.getByRole('button', { name: 'Make a preset of this state' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Title', { exact: true }).fill('Round & “round”');
    await panel.getByLabel('Note', { exact: true }).fill('Does it ever arrive? 走得到吗？');
    await panel.getByLabel('the tools').check();
    await panel.getByLabel('update', { exact: true }).check();
    const address = await panel.locator('textarea[readonly]').first().inputValue();
    const frame = await panel.locator('textarea[readonly]').last().inputValue();
    // The QR code is this very address: read back, square by square.
    const path = (await panel.locator('svg path').last().getAttribute('d')) ?? '';
    const side = Number((await panel.getByRole('img').getAttribute('viewBox'))?.split(' ')[2]);
    const { encode } = await import('uqr');
    const { data, size } = encode(address, { border: 3 });
    expect(side).toBe(size);
    expect(new Set([...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x},${y}`))).toEqual(
      new Set(data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`${x},${y}`] : [])))),
    );

    const fresh = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    const deck = await deckAround(frame);
    try {
      // Opened in a profile that knows nothing.
      const guest = await fresh.newPage();
      guest.setDefaultTimeout(15_000);
      await guest.goto(address);
      const alone = guest.locator('[data-figure="gan.dirac"]');
      await expect(alone.getByRole('heading')).toHaveText('Round & “round”', { timeout: 60_000 });
      await expect(alone).toContainText('Does it ever arrive? 走得到吗？');
      await expect(alone.getByRole('button', { name: 'Save picture' })).toHaveCount(0);
      await expect(alone.getByRole('radio', { name: 'alternating' })).toBeChecked();
      await alone.getByRole('radio', { name: 'simultaneous' }).click();
      await expect(alone.getByRole('status').filter({ hasText: 'update' })).toContainText('held fast');
      await expect(alone.getByRole('radio', { name: 'alternating' })).toBeChecked();
      await expect(guest.locator('header nav, footer')).toHaveCount(0);

      // In a deck on another origin: the same; a clicker over the figure turns the deck's pages, a slider keeps its arrows.
      await guest.goto(deck.url);
      const inside = guest.frameLocator('iframe').locator('[data-figure="gan.dirac"]');
      await expect(inside.getByRole('heading')).toHaveText('Round & “round”', { timeout: 60_000 });
      await expect(guest).toHaveTitle('ready');
      expect(await guest.locator('iframe').getAttribute('title')).toBe('Round & “round”');
      await inside.focus();
      await guest.keyboard.press('PageDown');
      await expect(guest.locator('#slide')).toHaveText('2');
      await guest.keyboard.press('ArrowLeft');
      await expect(guest.locator('#slide')).toHaveText('1');
      const slider = inside.getByRole('slider').first();
      await slider.focus();
      const before = await slider.evaluate((e) => e.getAttribute('aria-valuenow') ?? (e as HTMLInputElement).value);
      await guest.keyboard.press('ArrowRight');
      await expect.poll(() => slider.evaluate((e) => e.getAttribute('aria-valuenow') ?? (e as HTMLInputElement).value)).not.toBe(before);
      await expect(guest.locator('#slide')).toHaveText('1');
      await guest.keyboard.press('PageDown');
      await expect(guest.locator('#slide')).toHaveText('2');
    } finally {
      deck.close();
      await fresh.close();
    }
  },
);
