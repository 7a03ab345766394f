/**
 * From input to paint while t is dragged on the forward figure, in a real Chromium on the built product (`npm run build` first):
 * from a pointer event's own time stamp to the first task after the frame that it changed. Prints p50 and p95 over 240 moves.
 * Run: npx tsx tests/bench/diffusionDrag.bench.ts (a build in dist, or NOTES_DIST)
 */
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';

const MOVES = 240;

async function main(): Promise<void> {
  const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
  const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: ['--no-sandbox', '--disable-quic'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}embed/diffusion/forward/?lang=en&backend=wasm`);
  const time = page.getByRole('slider', { name: /^Time step t/ });
  const box = await time.boundingBox();
  if (!box) throw new Error('The timeline is not there.');
  await page.waitForTimeout(1_500);
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { dragTimes: times });
    document.addEventListener(
      'pointermove',
      (event) => {
        if (!(event.buttons & 1)) return;
        const from = event.timeStamp;
        requestAnimationFrame(() => {
          const channel = new MessageChannel(); // its task runs once the frame has been painted
          channel.port1.onmessage = () => times.push(performance.now() - from);
          channel.port2.postMessage(null);
        });
      },
      true,
    );
  });
  await page.mouse.move(box.x + 30, box.y + 20);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    await page.mouse.move(box.x + 30 + ((box.width - 60) * (1 - Math.cos((6 * Math.PI * i) / MOVES))) / 2, box.y + 20);
    await page.waitForTimeout(12);
  }
  await page.mouse.up();
  await page.waitForTimeout(300);
  const times = await page.evaluate(() => (window as unknown as { dragTimes: number[] }).dragTimes);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(1);
  console.log(`dragging t: input to paint p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms over ${times.length} moves`);
  await browser.close();
  await server.close();
}

void main();
