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
