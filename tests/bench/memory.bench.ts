/**
 * Memory of the page in a real browser, on WASM: all pages in turn and back, five rounds, through the bar as a reader goes; and a training of
 * 10,000 steps. Counted after a garbage collection: JavaScript's heap of the page, its DOM nodes and listeners, and what the renderer's
 * process holds for itself (its worker's WASM memory is in there). What hidden tabs cost: hidden.bench.ts.
 * Run: npm run bench -- memory
 */
import { readFileSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs } from '../gpuFlags';

/** As the bar calls them, and a word of their headings. */
const PAGES = { GAN: 'adversarial', VAE: 'VAE', DALL·E: 'DALL·E', Diffusion: 'Diffusion', 'U-Net': 'U-Net' };
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const STEPS = [2_000, 6_000, 10_000];

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });
const system = await browser.newBrowserCDPSession();

/** The process of the tab: the renderer that has used the most processor time. */
async function renderer(): Promise<{ pid: number; seconds: number }> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const all = processInfo.filter(({ type }) => type === 'renderer').sort((a, b) => b.cpuTime - a.cpuTime);
  return { pid: all[0].id, seconds: all[0].cpuTime };
}

/** What a process has for itself, in MB; NaN where the system does not tell. */
function owned(pid: number): number {
  try {
    const kB = [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm)];
    return kB.reduce((sum, [, n]) => sum + Number(n), 0) / 1000;
  } catch {
    return Number.NaN;
  }
}

async function held(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return `heap ${(heap.usedSize / 1e6).toFixed(1)} MB, ${nodes} nodes, ${jsEventListeners} listeners; process ${owned((await renderer()).pid).toFixed(0)} MB`;
}

const open = async (path: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url + path);
  return page;
};

{
  const page = await open('?lang=en&backend=wasm');
  let most = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [name, heading] of Object.entries(PAGES)) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await page.locator('h1', { hasText: heading }).waitFor();
      for (let y = 0; y < 5; y++) {
        await page.mouse.wheel(0, 900);
        await page.waitForTimeout(400);
      }
      most = Math.max(most, owned((await renderer()).pid));
    }
    console.log(`all pages in turn, round ${round}: ${await held(page)}; most ${most.toFixed(0)} MB`);
  }
  await page.close();
}

{
  const page = await open('embed/gan/minmax?lang=en&backend=wasm');
  const play = page.getByRole('button', { name: 'Play', exact: true });
  await play.or(page.getByRole('button', { name: 'Pause', exact: true })).waitFor();
  if (await play.isVisible()) await play.click();
  for (const steps of STEPS) {
    const done = async () => Number((await page.locator('[data-steps]').first().textContent())?.replaceAll(',', ''));
    while ((await done()) < steps) await page.waitForTimeout(50);
    console.log(`plane GAN training, ${steps} steps: ${await held(page)}`);
  }
  await page.close();
}

await browser.close();
await server.close();
