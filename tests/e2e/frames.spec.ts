/**
 * While a GAN trains at full speed in the worker, the page stays light: no task of the main thread over 50 ms, 55 frames a second and more.
 *
 * Tasks are measured in processor time, so that other work on the machine does not count as ours. Frames are counted by the clock; where
 * the machine withholds the main thread's time (its tasks last much longer than they work), frames are few and each of them brings new
 * pictures: then half of its time has to stay free, and a frame may take 25 ms of work at most.
 * One good window of three is enough: a fault of ours spoils them all.
 */
import type { Browser, Page } from '@playwright/test';
import { expect, stepsOf, test } from './fixtures';

const WINDOWS = 3;
const SECONDS = 3;
const LONGEST_MS = 50;
const FRAME_MS = 25;

interface Window {
  readonly framesPerSecond: number;
  /** Longest task of the main thread, ms of processor time. */
  readonly longest: number;
  /** Share of the window in which the main thread worked, and in which its tasks were open: the difference was taken from it. */
  readonly working: number;
  readonly open: number;
}

/** One event of a trace; times in μs, `tdur` in processor time. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Tasks of the page's main thread. */
function mainTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const threads = events.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain');
  const ofThread = threads.map(({ pid, tid }) => events.filter((e) => e.pid === pid && e.tid === tid && /RunTask$/.test(e.name)));
  const work = (tasks: TraceEvent[]) => tasks.reduce((sum, e) => sum + (e.tdur ?? 0), 0);
  return ofThread.sort((a, b) => work(b) - work(a))[0] ?? [];
}

/** Watches the page for a few seconds. */
async function watch(browser: Browser, page: Page): Promise<Window> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  const { frames, ms } = await page.evaluate(async (seconds) => {
    const from = performance.now();
    let [n, now] = [0, from];
    while (now - from < seconds * 1000) {
      now = await new Promise(requestAnimationFrame);
      n++;
    }
    return { frames: n, ms: now - from };
  }, SECONDS);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const tasks = mainTasks(traceEvents);
  expect(tasks.length, 'the trace has the tasks of the main thread').toBeGreaterThan(SECONDS * 5);
  const sum = (key: 'dur' | 'tdur') => tasks.reduce((total, task) => total + (task[key] ?? 0), 0) / 1000 / ms;
  return {
    framesPerSecond: (frames / ms) * 1000,
    longest: Math.max(...tasks.map((task) => task.tdur ?? 0)) / 1000,
    working: sum('tdur'),
    open: sum('dur'),
  };
}

const good = (w: Window): boolean => {
  const withheld = w.open > 1.5 * w.working;
  return (
    w.longest <= LONGEST_MS &&
    (w.framesPerSecond >= 55 || (withheld && w.working <= 0.5 && (1000 * w.working) / w.framesPerSecond <= FRAME_MS))
  );
};

test('a GAN at full speed leaves the main thread free', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ reducedMotion: 'no-preference' }); // with everything that moves
  await page.goto('gan/?lang=en&backend=wasm#minmax');
  const figure = page.locator('[data-figure="gan.minmax"]');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toHaveAttribute('data-status', 'running', { timeout: 120_000 });
  const steps = () => stepsOf(figure);
  await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(50);
  await page.waitForTimeout(1_000);

  const seen: Window[] = [];
  while (seen.length < WINDOWS && !seen.some(good)) {
    const before = await steps();
    seen.push(await watch(browser, page));
    expect(await steps(), 'the GAN trains meanwhile').toBeGreaterThan(before + 10);
  }
  const told = seen.map(
    (w) =>
      `${w.framesPerSecond.toFixed(1)} frames/s, longest task ${w.longest.toFixed(1)} ms, working ${(100 * w.working).toFixed(0)}% (tasks open ${(100 * w.open).toFixed(0)}%)`,
  );
  console.log(told.join('; '));
  expect(seen.some(good), `windows of ${SECONDS} s: ${told.join('; ')}`).toBe(true);
});
