/**
 * Two figures of one page in training at once, in Chromium on WASM: how fast each is with one worker and with two (`?workers=1`, `2`), by turns, by
 * the clock, and what the tab's process holds for itself. Beside them what two workers that only count get, against one: the limit at that moment.
 * Run: npm run bench -- twoFigures
 */
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs } from '../gpuFlags';

const SECONDS = Number(process.env.SECONDS ?? 5);
const TURNS = Number(process.env.TURNS ?? 3);
/** A page and two neighbours on it, first that which trains first. */
const PAIRS = [
  ['gan', 'minmax', 'optimal', ''],
  ['vae', 'bottleneck', 'gaussian', '&bottleneck.start=scratch&gaussian.start=scratch'],
] as const;

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });
const system = await browser.newBrowserCDPSession();

/** Processor's ticks a second, as Linux counts them. */
const TICKS = 100;

/** Of the tab's process (the largest, where another is left over): what it has for itself [MB], and the processor time of its workers' threads [s]. */
async function tab(): Promise<{ memory: number; seconds: number }> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const all = processInfo.flatMap(({ type, id }) => {
    if (type !== 'renderer') return [];
    const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    const memory = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm)].reduce((sum, [, n]) => sum + Number(n), 0) / 1000;
    const threads = readdirSync(`/proc/${id}/task`).map((thread) => readFileSync(`/proc/${id}/task/${thread}/stat`, 'utf8'));
    const seconds = threads.flatMap((stat) => {
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return stat.includes('(DedicatedWorker') ? [(Number(fields[11]) + Number(fields[12])) / TICKS] : [];
    });
    return [{ memory, seconds: seconds.reduce((sum, s) => sum + s, 0) }];
  });
  return all.reduce((a, b) => (b.memory > a.memory ? b : a));
}

/** What a worker that only counts does: so much in so many milliseconds. */
const COUNTER = `onmessage = ({ data }) => {
  const until = performance.now() + data;
  let [n, x] = [0, 1];
  for (; performance.now() < until; n++) for (let i = 0; i < 1e4; i++) x = Math.imul(x, 48271) + i;
  postMessage(n + (x === 7 ? 1 : 0));
}`;

/** How far one such worker comes, and two side by side, in an empty page: the product's would refuse them. */
const counted = (page: Page): Promise<[one: number, two: number]> =>
  page.evaluate(`(async () => {
    const url = URL.createObjectURL(new Blob([${JSON.stringify(COUNTER)}], { type: 'text/javascript' }));
    const [a, b] = [new Worker(url), new Worker(url)];
    const ask = (of) => new Promise((done) => { of.onmessage = ({ data }) => done(data); of.postMessage(1000); });
    const one = await ask(a);
    const [left, right] = await Promise.all([ask(a), ask(b)]);
    return [one, left + right];
  })()`);

/** Steps a second of both figures in training, and the memory. */
async function both([path, first, second, query]: (typeof PAIRS)[number], workers: 1 | 2) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 6_500 } });
  await page.goto(`${server.url}${path}/?lang=en&paused=1&backend=wasm&workers=${workers}${query}`);
  const figures = [first, second].map((id) => page.locator(`[data-figure="${path}.${id}"]`));
  const steps = () =>
    Promise.all(figures.map(async (figure) => Number((await figure.locator('[data-steps]').textContent())?.replaceAll(',', ''))));
  for (const figure of figures) {
    const play = figure.getByRole('button', { name: 'Play', exact: true });
    await page.waitForFunction(
      (id) => /ready|paused/.test(document.querySelector(`[data-figure="${id}"]`)?.getAttribute('data-status') ?? ''),
      (await figure.getAttribute('data-figure')) ?? '',
    );
    await play.click();
    await page.waitForTimeout(2_500);
  }
  const [before, spent] = [await steps(), (await tab()).seconds];
  const from = performance.now();
  await page.waitForTimeout(1000 * SECONDS);
  const after = await steps();
  const seconds = (performance.now() - from) / 1000;
  const { memory, seconds: now } = await tab();
  const found = {
    rates: after.map((n, i) => (n - before[i]) / seconds),
    cores: (now - spent) / seconds,
    memory,
    workers: page.workers().length,
  };
  await page.close();
  return found;
}

for (const pair of PAIRS) {
  /** The turn in which the workers got most of the processor. */
  const best: Partial<Record<1 | 2, Awaited<ReturnType<typeof both>>>> = {};
  let [alone, together] = [0, 0];
  for (let turn = 0; turn < TURNS; turn++) {
    const empty = await browser.newPage();
    const [one, two] = await counted(empty);
    [alone, together] = [Math.max(alone, one), Math.max(together, two)];
    await empty.close();
    for (const workers of [1, 2] as const) {
      const found = await both(pair, workers);
      if (found.workers !== workers) throw new Error(`${found.workers} workers`);
      if (found.cores > (best[workers]?.cores ?? 0)) best[workers] = found;
    }
  }
  const [one, two] = [best[1], best[2]];
  if (!one || !two) throw new Error('nothing measured');
  const said = (rates: readonly number[]) => rates.map((rate) => rate.toFixed(rate < 20 ? 1 : 0)).join(' and ');
  const ratios = two.rates.map((rate, i) => (rate / one.rates[i]).toFixed(2)).join(' and ');
  console.log(`two workers that only count: ${(together / alone).toFixed(2)} times one`);
  console.log(
    `${pair[0]}, ${pair[1]} and ${pair[2]}, steps a second: with one worker ${said(one.rates)}, with two ${said(two.rates)}; ${ratios} times`,
  );
  console.log(
    `the same: workers have ${one.cores.toFixed(2)} and ${two.cores.toFixed(2)} cores; the tab's process ${one.memory.toFixed(0)} and ${two.memory.toFixed(0)} MB`,
  );
}
await browser.close();
await server.close();
