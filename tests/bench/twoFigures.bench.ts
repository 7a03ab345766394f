/**
 * Two figures of one page in training at once, in Chromium on WASM: how fast each is with one worker and with two (`?workers=1`, `2`), by turns, by
 * the clock, and what the tab's process holds for itself. Beside them what two workers that only count get, against one: the limit at that moment.
 * Then a figure whose slider is moved by the keys while its neighbour trains: how long its questions wait for their answers.
 * Run: npm run bench -- twoFigures (PAGE=gan: that page's alone)
 */
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type Locator, type Page } from '@playwright/test';
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
/** A page, who trains, and whose slider is moved. */
const ASKED = [
  ['unet', 'resample', 'inside', ''],
  ['diffusion', 'predictNoise', 'lastStep', '&predictNoise.from=scratch'],
] as const;
const KEYS = 40;
type Pair = (typeof PAIRS)[number] | (typeof ASKED)[number];
const wanted = ([page]: Pair): boolean => !process.env.PAGE || process.env.PAGE === page;

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });
const system = await browser.newBrowserCDPSession();

/** Processor's ticks a second, as Linux counts them. */
const TICKS = 100;

/** Of the tab's process (the largest, where another is left over): what it has for itself [MB], and the processor time of each of its workers, oldest first [s]. */
async function tab(): Promise<{ memory: number; seconds: number[] }> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const all = processInfo.flatMap(({ type, id }) => {
    if (type !== 'renderer') return [];
    const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    const memory = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm)].reduce((sum, [, n]) => sum + Number(n), 0) / 1000;
    const threads = readdirSync(`/proc/${id}/task`)
      .sort((a, b) => Number(a) - Number(b))
      .map((thread) => readFileSync(`/proc/${id}/task/${thread}/stat`, 'utf8'));
    const seconds = threads.flatMap((stat) => {
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return stat.includes('(DedicatedWorker') ? [(Number(fields[11]) + Number(fields[12])) / TICKS] : [];
    });
    return [{ memory, seconds }];
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

/** A page with two figures at rest, its workers' answers timed. */
async function opened([path, first, second, query]: Pair, workers: 1 | 2) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 6_500 } });
  await page.addInitScript(TIMED);
  await page.goto(`${server.url}${path}/?lang=en&paused=1&backend=wasm&workers=${workers}${query}`);
  const figures = [first, second].map((id) => page.locator(`[data-figure="${path}.${id}"]`));
  await figures[1].scrollIntoViewIfNeeded();
  for (const id of [first, second])
    await page.waitForFunction(
      (name) => /ready|paused/.test(document.querySelector(`[data-figure="${name}"]`)?.getAttribute('data-status') ?? ''),
      `${path}.${id}`,
    );
  const play = async (figure: Locator) => {
    await figure.getByRole('button', { name: 'Play', exact: true }).click();
    await page.waitForTimeout(2_500);
  };
  return { page, figures, play };
}

/** In the page, before its scripts: `__waited` gets the milliseconds from every question that was answered to its answer. */
const TIMED = `(() => {
  window.__waited = [];
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      const asked = new Map();
      const post = this.postMessage.bind(this);
      this.postMessage = (message, ...rest) => {
        if (message.type === 'call') asked.set(message.call, performance.now());
        post(message, ...rest);
      };
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'answer' && data.outcome === 'done') window.__waited.push(performance.now() - asked.get(data.call));
      });
    }
  };
})()`;

/** How long questions of the second figure wait while the first trains [ms]. */
async function asked(pair: Pair, workers: 1 | 2): Promise<number[]> {
  const { page, figures, play } = await opened(pair, workers);
  await play(figures[0]);
  const slider = figures[1].getByRole('slider').first();
  const press = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await slider.press('ArrowRight');
      await page.waitForTimeout(60);
    }
  };
  await press(5);
  await page.waitForTimeout(4_000); // by then a second worker stands
  if (page.workers().length !== workers) throw new Error(`${page.workers().length} workers`);
  await page.evaluate('window.__waited.length = 0');
  await press(KEYS);
  await page.waitForTimeout(1_000);
  const waited = await page.evaluate<number[]>('window.__waited');
  await page.close();
  return waited;
}

/** Steps a second of both figures in training, and the memory. */
async function both(pair: Pair, workers: 1 | 2) {
  const { page, figures, play } = await opened(pair, workers);
  const steps = () =>
    Promise.all(figures.map(async (figure) => Number((await figure.locator('[data-steps]').textContent())?.replaceAll(',', ''))));
  for (const figure of figures) await play(figure);
  if (page.workers().length !== workers) throw new Error(`${page.workers().length} workers`);
  const [before, spent] = [await steps(), (await tab()).seconds];
  const from = performance.now();
  await page.waitForTimeout(1000 * SECONDS);
  const after = await steps();
  const seconds = (performance.now() - from) / 1000;
  const { memory, seconds: now } = await tab();
  await page.close();
  return { seconds, memory, steps: after.map((n, i) => n - before[i]), spent: now.map((t, i) => t - (spent[i] ?? 0)) };
}

/** Element by element. */
const plus = (a: readonly number[], b: readonly number[]) => b.map((v, i) => v + (a[i] ?? 0));

for (const pair of PAIRS.filter(wanted)) {
  const none = () => ({ seconds: 0, memory: 0, steps: [] as number[], spent: [] as number[] });
  /** Of all turns. */
  const sums = { 1: none(), 2: none() };
  let [alone, together] = [0, 0];
  for (let turn = 0; turn < TURNS; turn++) {
    const empty = await browser.newPage();
    const [one, two] = await counted(empty);
    [alone, together] = [alone + one, together + two];
    await empty.close();
    for (const workers of [1, 2] as const) {
      const { seconds, memory, steps, spent } = await both(pair, workers);
      const sum = sums[workers];
      sums[workers] = {
        seconds: sum.seconds + seconds,
        memory: Math.max(sum.memory, memory),
        steps: plus(sum.steps, steps),
        spent: plus(sum.spent, spent),
      };
    }
  }
  const [one, two] = [sums[1], sums[2]];
  const cores = ({ spent, seconds }: typeof one) => (spent.reduce((a, b) => a + b, 0) / seconds).toFixed(2);
  const rates = ({ steps, seconds }: typeof one) => steps.map((n) => (n / seconds).toFixed(n < 20 * seconds ? 1 : 0)).join(' and ');
  /** What the one worker did, at the cost a step has in a worker of its own, against what it took. */
  const cost = one.spent[0] / one.steps.reduce((sum, n, i) => sum + (n * two.spent[i]) / two.steps[i], 0);
  const name = `${pair[0]}, ${pair[1]} and ${pair[2]}`;
  console.log(`two workers that only count: ${(together / alone).toFixed(2)} times one`);
  console.log(
    `${name}, steps a second by the clock: with one worker ${rates(one)} on ${cores(one)} cores, with two ${rates(two)} on ${cores(two)}`,
  );
  console.log(`${name}, the same steps in one worker: ${cost.toFixed(2)} times the processor time of two`);
  console.log(`${name}, the tab's process at most: ${one.memory.toFixed(0)} and ${two.memory.toFixed(0)} MB`);
}
for (const pair of ASKED.filter(wanted)) {
  const waited: Record<1 | 2, number[]> = { 1: [], 2: [] };
  for (let turn = 0; turn < TURNS; turn++) for (const workers of [1, 2] as const) waited[workers].push(...(await asked(pair, workers)));
  const said = (list: number[]) => {
    const sorted = list.sort((a, b) => a - b);
    return [0.5, 0.95].map((share) => sorted[Math.floor(share * sorted.length)].toFixed(0)).join(' and ');
  };
  console.log(
    `${pair[0]}, ${pair[2]} is asked while ${pair[1]} trains, ms to the answer, p50 and p95: with one worker ${said(waited[1])}, with two ${said(waited[2])}`,
  );
}
await browser.close();
await server.close();
