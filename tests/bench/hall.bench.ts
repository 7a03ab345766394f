/**
 * What a lecture costs the line of its hall: each note of the built product read from its first figure to its last by a new reader, and once
 * more by the same; and all five in a row, where what one brought the next need not. Bytes and requests as they came over the line.
 * Run: npm run bench -- hall
 */
import { chromium, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs } from '../gpuFlags';
import { NOTES } from '../notes';
import { lineTo } from './line';

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const line = await lineTo(server.url, { mbps: 1000, rtt: 0 });
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });
const reader = () => browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });

/** Reads a note: every figure is brought into view and waited for. */
async function read(page: Page, note: string): Promise<string> {
  line.reset();
  await page.goto(`${line.url}${note}/?lang=en&backend=wasm`);
  await page.waitForSelector('[data-fig], [data-figure]');
  await page.waitForFunction(
    () => {
      const open = [...document.querySelectorAll<HTMLElement>('[data-fig], [data-figure]')].find((place) => {
        const figure = place.matches('[data-figure]') ? place : place.querySelector<HTMLElement>('[data-figure]');
        return !/ready|running|paused|done/.test(figure?.dataset.status ?? '');
      });
      open?.scrollIntoView({ block: 'center', behavior: 'instant' });
      return !open;
    },
    undefined,
    { timeout: 240_000, polling: 200 },
  );
  await page.waitForTimeout(1000);
  const { bytes, requests } = line.counted;
  await page.goto('about:blank');
  return `${Math.round(bytes / 1000)} kB in ${requests} requests`;
}

for (const note of NOTES) {
  const context = await reader();
  const page = await context.newPage();
  console.log(`${note}, the whole note: first visit ${await read(page, note)}; second visit ${await read(page, note)}`);
  await context.close();
}
const context = await reader();
const page = await context.newPage();
for (const note of NOTES) console.log(`all in a row, ${note}: ${await read(page, note)}`);
await context.close();
await browser.close();
await line.close();
await server.close();
