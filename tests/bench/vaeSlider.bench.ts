/**
 * From the slider to the picture, in a real browser on WASM: a key press on a slider of the dimensions figure until the face decoded
 * from it has been put on its canvas, and until the next frame after that. Needs a build in dist (or NOTES_DIST).
 * Run: npx tsx tests/bench/vaeSlider.bench.ts
 */
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';

const PRESSES = 200;
const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: ['--no-sandbox', '--no-first-run'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${server.url}embed/vae/dimensions?lang=en&backend=wasm`);
await page.waitForSelector('[data-figure="vae.dimensions"][data-status=ready]', { timeout: 120_000 });
await page.waitForSelector('canvas[aria-label="The face decoded from all sliders"]');
await page.waitForTimeout(2_000);

// As text, so that no build step's helpers go with it into the page.
const measure = `(async () => {
  const face = document.querySelector('canvas[aria-label="The face decoded from all sliders"]');
  const slider = document.querySelector('[data-figure] [role=slider]');
  let put = () => {};
  const original = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    original.apply(this, args);
    if (this.canvas === face) put(performance.now());
  };
  slider.focus();
  const toCanvas = [];
  const toPaint = [];
  for (let i = 0; i < ${PRESSES}; i++) {
    await new Promise(requestAnimationFrame);
    const from = performance.now();
    await new Promise((resolve) => {
      put = (now) => {
        toCanvas.push(now - from);
        requestAnimationFrame(() => {
          toPaint.push(performance.now() - from);
          resolve();
        });
      };
      slider.dispatchEvent(new KeyboardEvent('keydown', { key: i % 40 < 20 ? 'ArrowRight' : 'ArrowLeft', bubbles: true }));
    });
    put = () => {};
    await new Promise((resolve) => setTimeout(resolve, 150)); // the strips of the other dimensions follow meanwhile
  }
  return { toCanvas, toPaint };
})()`;
const times = (await page.evaluate(measure)) as Record<'toCanvas' | 'toPaint', number[]>;

const quantile = (list: number[], q: number) => list.sort((a, b) => a - b)[Math.floor(q * (list.length - 1))].toFixed(1);
for (const [name, list] of Object.entries(times))
  console.log(`${name}: p50 ${quantile(list, 0.5)} ms, p95 ${quantile(list, 0.95)} ms of ${list.length}`);
await browser.close();
await server.close();
