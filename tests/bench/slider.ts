/**
 * From the hand to the picture, in a real browser on WASM: a slider of a figure is dragged with the mouse, then moved with the arrow keys.
 * Measured is from the moment the browser got the event (its timestamp) until the face made from it is on its canvas, and until the frame
 * that shows it has been painted. A mouse's moves reach a page at the start of a frame, keys reach it at any time and so wait half a frame
 * (8 ms) more on average, 16 ms at worst. Needs a build in dist (or NOTES_DIST).
 */
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs, pageBackend } from '../gpuFlags';

const MOVES = Number(process.env.MOVES ?? 200);

interface Subject {
  readonly page: string;
  readonly figure: string;
  /** How the canvas that shows the face is named: in full, or as it begins. */
  readonly canvas: string;
  /** Which of the figure's sliders is moved. */
  readonly slider: number;
}

export async function benchSlider({ page: home, figure, canvas, slider }: Subject): Promise<void> {
  const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
  const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}embed/${home}/${figure}?lang=en&backend=${pageBackend}`);
  await page.waitForSelector(`[data-figure="${home}.${figure}"][data-status=ready]`, { timeout: 120_000 });
  await page.waitForSelector(`canvas[aria-label^="${canvas}"]`);
  await page.waitForTimeout(4_000);

  // As text, so that no build step's helpers go with it into the page.
  await page.evaluate(`(() => {
  const times = (window.times = { toCanvas: [], toPaint: [] });
  let from = null;
  for (const type of ['pointermove', 'keydown']) window.addEventListener(type, (event) => (from = event.timeStamp), true);
  const original = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    original.apply(this, args);
    if (from === null || !this.canvas.getAttribute('aria-label')?.startsWith(${JSON.stringify(canvas)})) return;
    const began = from;
    from = null;
    times.toCanvas.push(performance.now() - began);
    requestAnimationFrame(() => {
      const after = new MessageChannel(); // its message comes after the frame's painting
      after.port1.onmessage = () => times.toPaint.push(performance.now() - began);
      after.port2.postMessage(null);
    });
  };
})()`);

  const quantile = (list: number[], q: number) => list.sort((a, b) => a - b)[Math.floor(q * (list.length - 1))].toFixed(1);
  /** Moves again and again, with a rest in which what else depends on the slider follows, and prints what came of it. */
  async function measure(name: string, move: (i: number) => Promise<void>): Promise<void> {
    await page.evaluate('window.times.toCanvas.length = window.times.toPaint.length = 0');
    for (let i = 0; i < MOVES; i++) {
      await move(i);
      await page.waitForTimeout(120 + 17 * Math.random());
    }
    const times = (await page.evaluate('window.times')) as Record<'toCanvas' | 'toPaint', number[]>;
    for (const [what, list] of Object.entries(times))
      console.log(`${name}, ${what}: p50 ${quantile(list, 0.5)} ms, p95 ${quantile(list, 0.95)} ms of ${list.length}`);
  }

  const thumb = page.locator('[data-figure] [role=slider]').nth(slider);
  await thumb.scrollIntoViewIfNeeded();
  const box = await thumb.boundingBox();
  if (!box) throw new Error('no slider');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  const back = (i: number) => (i % 40 < 20 ? i % 20 : 20 - (i % 20));
  await measure('dragged', (i) => page.mouse.move(x + 3 * (back(i + 1) - 10), y));
  await page.mouse.up();
  await thumb.focus();
  await measure('by key', (i) => page.keyboard.press(back(i + 1) > back(i) ? 'ArrowRight' : 'ArrowLeft'));
  await browser.close();
  await server.close();
}
