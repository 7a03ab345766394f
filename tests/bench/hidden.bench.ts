/**
 * What tabs that nobody sees cost: a browser with a window of its own (headless ones have no hidden tabs; where there is no screen, under Xvfb),
 * every page brought to rest in a tab, figures in training in three more, one tab opened behind the others; then an empty tab is brought to the
 * front. Measured over a minute, by the browser's own count: the processor time of each tab's process, its workers included, and the steps that
 * its figures took in it. Run: npm run bench -- hidden (HIDDEN_S: another time)
 */
import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs, pageBackend } from '../gpuFlags';
import { screen } from '../matrix/screen';

const HIDDEN_S = Number(process.env.HIDDEN_S ?? 60);
/** What puppeteer switches off so that hidden tabs go on as if they were seen. */
const UNHINDERED = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

const XVFB = '/usr/bin/Xvfb';
const shown = !process.env.DISPLAY && existsSync(XVFB) ? await screen(XVFB) : null;
const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser: Browser = await puppeteer.launch({
  executablePath: installedBrowser() ?? undefined,
  headless: false,
  defaultViewport: null,
  args: [...pageArgs, '--window-size=1400,1000'],
  ignoreDefaultArgs: UNHINDERED,
  env: { ...process.env, ...(shown && { DISPLAY: shown.display }) },
});

interface Tab {
  readonly name: string;
  readonly page: Page;
  readonly cdp: CDPSession;
}
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const cost = async ({ cdp }: Tab): Promise<number> => {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
};
const steps = ({ page }: Tab) =>
  page.$$eval('[data-steps]', (all) => all.reduce((sum, one) => sum + Number(one.textContent?.replaceAll(',', '')), 0));

async function open(name: string, path: string, how: { plays?: number; scrolls?: boolean; behind?: boolean } = {}): Promise<Tab> {
  const page = await browser.newPage({ background: how.behind ?? false });
  await page.goto(`${server.url}${path}?lang=en&backend=${pageBackend}`);
  await pause(how.behind ? 2_000 : 5_000);
  for (let y = 0; how.scrolls && y < 60; y++) {
    await page.mouse.wheel({ deltaY: 900 });
    await pause(80);
  }
  const { plays = 0 } = how;
  const running = () => page.$$eval('[data-status=running]', (all) => all.length);
  for (let tries = 0; (await running()) < plays; tries++) {
    if (tries > 20) throw new Error(`${name}: ${await running()} run.`);
    await page.evaluate(() => {
      const waits = '[data-status=ready], [data-status=paused]';
      for (const button of document.querySelectorAll('button'))
        if (button.textContent === 'Play' && button.closest(waits)) return button.click();
    });
    await pause(1_000);
  }
  const cdp = await page.createCDPSession();
  await cdp.send('Performance.enable');
  return { name, page, cdp };
}

try {
  const front = (await browser.pages())[0];
  const tabs: Tab[] = [await open('opened behind the others, gan', 'gan/', { behind: true })];
  for (const path of ['', 'gan/', 'vae/', 'dalle/', 'diffusion/', 'unet/', 'models/'])
    tabs.push(await open(`${path.slice(0, -1) || 'home'}, read to its end`, path, { scrolls: true }));
  tabs.push(await open('gan.minmax in training', 'embed/gan/minmax/', { plays: 1 }));
  tabs.push(await open('gan.optimal in training', 'embed/gan/optimal/', { plays: 1 }));
  tabs.push(await open('vae.bottleneck in training', 'embed/vae/bottleneck/', { plays: 1 }));
  await front.bringToFront();
  await pause(2_000);
  for (const { page, name } of tabs)
    if ((await page.evaluate(() => document.visibilityState)) !== 'hidden') throw new Error(`${name} is still in sight.`);
  const before = await Promise.all(tabs.map(async (tab) => ({ steps: await steps(tab), cost: await cost(tab) })));
  await pause(1000 * HIDDEN_S);
  for (const [i, tab] of tabs.entries()) {
    const [seconds, taken] = [(await cost(tab)) - before[i].cost, (await steps(tab)) - before[i].steps];
    console.log(`${tab.name}: ${(1000 * seconds).toFixed(0)} ms of processor time in ${HIDDEN_S} s hidden, ${taken} steps`);
  }
} finally {
  await browser.close();
  await server.close();
  shown?.process.kill();
}
