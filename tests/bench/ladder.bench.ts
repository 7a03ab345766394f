/**
 * What the ladder chooses on this machine, and what it measured: the page as a reader opens it, three times with nothing kept from before.
 * Needs a build in dist (or NOTES_DIST). NOTES_GPU=hardware: with the machine's graphics card.
 * Run: npm run bench -- ladder
 */
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { gpuArgs } from '../gpuFlags';

interface Info {
  readonly status: string;
  readonly backend: string;
  readonly adapter: string;
  readonly tried: readonly { readonly backend: string; readonly reason: { readonly en: string } }[];
  readonly calibration: { readonly timings: readonly { readonly backend: string; readonly dense: number; readonly conv: number }[] } | null;
}

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: gpuArgs });
for (let visit = 1; visit <= 3; visit++) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${server.url}embed/gan/minmax/?lang=en&debug=1`);
  let info: Info | undefined;
  const patience = Date.now() + 60_000;
  while (info?.status !== 'ready' && info?.status !== 'failed' && Date.now() < patience) {
    await page.waitForTimeout(200);
    info = (await page.evaluate('window.__engine?.info()')) as Info | undefined;
  }
  if (!info) throw new Error('The engine says nothing of itself.');
  const { backend, adapter, tried, calibration } = info;
  const times = calibration?.timings
    .map((t) => `${t.backend} ${t.dense.toFixed(2)} ms dense, ${t.conv.toFixed(2)} ms convolutions`)
    .join('; ');
  console.log(
    `visit ${visit}: ${backend} (${adapter}); ${times ?? 'nothing measured'}; ${tried.map((t) => `${t.backend}: ${t.reason.en}`).join('; ')}`,
  );
  await context.close();
}
await browser.close();
await server.close();
