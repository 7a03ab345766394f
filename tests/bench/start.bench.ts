/**
 * The way from an address to a first figure that lives, on every page of the built product, with an empty cache: over a line of 10 Mbps with
 * 60 ms, and on a processor slowed down four times; what it asked for by then, and the long tasks of the main thread. The address names the
 * figure, since figures below the fold wait until they come near. A second visit with the cache of the first is counted beside.
 * Run: npm run bench -- start
 */
import { chromium, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs } from '../gpuFlags';
import { lineTo } from './line';

/** Every page with its first figure, which the address names. */
const PAGES = { gan: 'minmax', vae: 'bottleneck', dalle: 'say', diffusion: 'forward', unet: 'inside' };
const live = (figure: string) =>
  `[data-figure="${figure}"]:is([data-status=running], [data-status=ready], [data-status=done], [data-status=paused])`;

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const line = await lineTo(server.url, { mbps: 10, rtt: 60 });
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });

interface Visit {
  readonly read: number;
  readonly live: number;
  readonly bytes: number;
  readonly requests: number;
  readonly longest: number;
  readonly long: number;
}

/** Opens a page in a tab and waits for its first figure. Times in ms since the navigation began; bytes as they came over the line. */
async function visit(page: Page, name: string, figure: string, slow: number): Promise<Visit> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow });
  line.reset();
  await page.addInitScript(`(() => {
    window.long = [];
    new PerformanceObserver((list) => window.long.push(...list.getEntries().map((e) => e.duration))).observe({ type: 'longtask', buffered: true });
    const look = () => document.querySelector(${JSON.stringify(live(`${name}.${figure}`))}) ? (window.live = performance.now()) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  })()`);
  await page.goto(`${line.url}${name}/?lang=en&backend=wasm#${figure}`);
  await page.waitForSelector(live(`${name}.${figure}`), { state: 'attached', timeout: 60_000 });
  while (!(await page.evaluate('window.live'))) await page.waitForTimeout(20);
  const counted = { ...line.counted };
  const seen = (await page.evaluate(`({
    read: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    live: window.live,
    long: window.long,
  })`)) as { read: number; live: number; long: number[] };
  await cdp.detach();
  return { read: seen.read, live: seen.live, ...counted, longest: Math.max(0, ...seen.long), long: seen.long.length };
}

for (const [name, figure] of Object.entries(PAGES))
  for (const slow of [1, 4]) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    const tell = (what: string, v: Visit) =>
      console.log(
        `${name}, ${what}${slow > 1 ? `, processor ${slow} times slower` : ''}: readable ${(v.read / 1000).toFixed(2)} s, first figure ${(v.live / 1000).toFixed(2)} s; ${(v.bytes / 1000).toFixed(0)} kB in ${v.requests} requests; ${v.long} tasks over 50 ms, longest ${v.longest.toFixed(0)} ms`,
      );
    tell('first visit', await visit(await context.newPage(), name, figure, slow));
    if (slow === 1) tell('second visit', await visit(await context.newPage(), name, figure, slow));
    await context.close();
  }
await browser.close();
await line.close();
await server.close();
