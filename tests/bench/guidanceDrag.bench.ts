/**
 * The U-Net page under a dragging hand, in a real browser on WASM, on the built product:
 * - a strength (w, s) and a noise level t are moved every 40 ms; measured is from the moment the browser got the event (its time stamp) until
 *   another x̂₀ of the face that is opened up is on its canvas, and until the frame that shows it has been painted; and how many of them were
 *   painted later than one frame after that of the event (two frames of 60 Hz);
 * - when the hand rests, how long until sixteen faces have been sampled to the end;
 * - dragging t over the network's insides: how often a second all feature maps are new.
 * Run: npm run bench -- guidanceDrag (or npx tsx tests/bench/guidanceDrag.bench.ts with a build in dist or NOTES_DIST)
 */
import { chromium, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs, pageBackend } from '../gpuFlags';

const MOVES = Number(process.env.MOVES ?? 100);
const EVERY_MS = 40;
const TWO_FRAMES = 2000 / 60;
const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });

/** Opens a figure alone, and notes from then on when another picture is on the canvas of this name. As text, so that no build step's helpers go with it. */
async function open(figure: string, canvas: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('pageerror', (error) => console.log(`${figure}: ${error}`));
  page.on('console', (message) => message.type() === 'error' && console.log(`${figure}: ${message.text()}`));
  await page.goto(`${server.url}embed/unet/${figure}/?lang=en&backend=${pageBackend}`);
  await page.waitForSelector(`canvas[aria-label="${canvas}"]`, { timeout: 120_000 });
  await page.waitForSelector(`[data-figure="unet.${figure}"]:is([data-status=done], [data-status=ready])`, { timeout: 120_000 });
  await page.waitForTimeout(1_000);
  await page.evaluate(`(() => {
    const times = (window.times = { canvas: [], paint: [], drawn: 0 });
    let from = null;
    let before = 0;
    for (const type of ['pointermove', 'keydown']) window.addEventListener(type, (event) => (from ??= event.timeStamp), true);
    const original = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function (...args) {
      original.apply(this, args);
      if (this.canvas.getAttribute?.('aria-label') !== ${JSON.stringify(canvas)}) return;
      const sum = args[0].data.reduce((a, v, i) => (a + v * (i % 251)) % 1000003, 0);
      if (sum === before) return;
      before = sum;
      times.drawn++;
      if (from === null) return;
      const began = from;
      from = null;
      times.canvas.push(performance.now() - began);
      requestAnimationFrame(() => {
        const after = new MessageChannel(); // its message comes after the frame's painting
        after.port1.onmessage = () => times.paint.push(performance.now() - began);
        after.port2.postMessage(null);
      });
    };
  })()`);
  return page;
}

const read = (page: Page) => page.evaluate('window.times') as Promise<{ canvas: number[]; paint: number[]; drawn: number }>;
const at = (list: number[], q: number) => (list.toSorted((a, b) => a - b)[Math.floor(q * (list.length - 1))] ?? Number.NaN).toFixed(1);

/** Moves a slider with the arrow keys, up and down again; returns seconds of moving. */
async function hand(page: Page, slider: string, jump: number): Promise<number> {
  await page.evaluate('window.times.canvas.length = window.times.paint.length = window.times.drawn = 0');
  await page.getByRole('slider', { name: slider }).first().focus();
  const begun = performance.now();
  for (let i = 0; i < MOVES; i++) {
    for (let k = 0; k < jump; k++) await page.keyboard.press(i % 24 < 12 ? 'ArrowRight' : 'ArrowLeft');
    await new Promise((done) => setTimeout(done, begun + EVERY_MS * (i + 1) - performance.now()));
  }
  return (performance.now() - begun) / 1000;
}

const COSTS = { free: 'w', classifier: 's, emphasis', clip: 's, emphasis' } as const;
for (const [figure, strength] of Object.entries(COSTS)) {
  const page = await open(figure, 'Clean face implied with guidance');
  for (const [what, slider] of [
    [strength, strength],
    ['t', 'Noise level t of the step that is opened up'],
  ] as const) {
    await hand(page, slider, 1);
    const rested = performance.now();
    const { canvas, paint } = await read(page);
    console.log(
      `${figure}, ${what} moved, a new face: on its canvas p50 ${at(canvas, 0.5)} ms, p95 ${at(canvas, 0.95)} ms; painted p50 ${at(paint, 0.5)} ms, p95 ${at(paint, 0.95)} ms of ${paint.length}; later than the next frame: ${paint.filter((ms) => ms > TWO_FRAMES).length}`,
    );
    if (what === 't') continue;
    await page.waitForTimeout(300); // until the rest has been noticed and the run is on its way
    await page.waitForSelector(`[data-figure="unet.${figure}"][data-status=done]`, { timeout: 120_000 });
    console.log(`${figure}, sixteen faces to the end: ${((performance.now() - rested) / 1000).toFixed(2)} s after the hand rests`);
  }
  await page.close();
}
const page = await open('inside', 'The clean face that this noise implies');
const seconds = await hand(page, 'Noise level t', 1);
const { drawn, paint } = await read(page);
console.log(
  `inside, t moved, all feature maps: ${(drawn / seconds).toFixed(1)} times a second (moved ${(MOVES / seconds).toFixed(0)} times); painted p95 ${at(paint, 0.95)} ms`,
);
await browser.close();
await server.close();
