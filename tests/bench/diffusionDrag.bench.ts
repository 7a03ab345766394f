/**
 * From input to paint while t is dragged on the forward figure, in a real Chromium on the built product (`npm run build` first), with a
 * mouse that reports 125 times a second as plain ones do. A browser hands pointer events to a page at the start of a frame, so the time
 * is the sum of two, and both are printed (p50 and p95):
 * - waiting for the frame: from the event's own time stamp to its handler; no page can change it (up to 16.7 ms at 60 Hz);
 * - the page's work: from the handler to the first task after that frame was painted.
 * Also: how many frames that moved t were painted later than the frame that brought the event. And, since clocks run on while other programs
 * have the processor: the processor's own time of the page's main thread for a frame (script, style, layout, paint), from a second, traced drag.
 * Run: npx tsx tests/bench/diffusionDrag.bench.ts (a build in dist, or NOTES_DIST)
 */
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs, pageBackend } from '../gpuFlags';

const SECONDS = 6;
const PER_SECOND = 125;
const FRAME_MS = 1000 / 60;

type Frame = { wait: number; work: number };
/** `tdur`: microseconds the thread itself was running. */
type TraceEvent = { name: string; tdur?: number };

async function main(): Promise<void> {
  const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
  const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.url}embed/diffusion/forward/?lang=en&backend=${pageBackend}`);
  const time = page.getByRole('slider', { name: /^Time step t/ });
  const box = await time.boundingBox();
  if (!box) throw new Error('The timeline is not there.');
  await page.waitForTimeout(1_500);
  await page.evaluate(() => {
    const frames: Frame[] = [];
    Object.assign(window, { dragFrames: frames });
    document.addEventListener(
      'pointermove',
      (event) => {
        if (!(event.buttons & 1)) return;
        const begun = performance.now();
        requestAnimationFrame(() => {
          const channel = new MessageChannel(); // its task runs once the frame has been painted
          channel.port1.onmessage = () => frames.push({ wait: begun - event.timeStamp, work: performance.now() - begun });
          channel.port2.postMessage(null);
        });
      },
      true,
    );
  });
  const mouse = await page.context().newCDPSession(page);
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', share: number) =>
    mouse.send('Input.dispatchMouseEvent', {
      type,
      x: box.x + 30 + (box.width - 60) * share,
      y: box.y + 20,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    });
  const drag = async () => {
    await send('mousePressed', 0);
    const sent: Promise<unknown>[] = [];
    const from = performance.now();
    for (let i = 1; i <= SECONDS * PER_SECOND; i++) {
      sent.push(send('mouseMoved', (1 - Math.cos((SECONDS * Math.PI * i) / (SECONDS * PER_SECOND))) / 2)); // a second there, a second back
      await new Promise((done) => setTimeout(done, from + (1000 * i) / PER_SECOND - performance.now()));
    }
    await Promise.all(sent);
    await send('mouseReleased', 0);
    await page.waitForTimeout(300);
  };
  await drag();
  const frames = await page.evaluate(() => (window as unknown as { dragFrames: Frame[] }).dragFrames);
  const line = (name: string, values: number[]) => {
    values.sort((a, b) => a - b);
    const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))].toFixed(1).padStart(5);
    console.log(`${name.padEnd(24)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
  };
  console.log(`dragging t: ${frames.length} frames`);
  line(
    'input to paint',
    frames.map(({ wait, work }) => wait + work),
  );
  line(
    '  waiting for the frame',
    frames.map(({ wait }) => wait),
  );
  line(
    "  the page's work",
    frames.map(({ work }) => work),
  );
  console.log(`painted later than the frame of the event: ${frames.filter(({ work }) => work > FRAME_MS).length} of ${frames.length}`);
  await browser.startTracing(page, { categories: ['devtools.timeline', 'cc'] });
  await drag();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  line(
    'main thread, processor',
    trace.traceEvents.flatMap(({ name, tdur }) => (name === 'ProxyMain::BeginMainFrame' && tdur ? [tdur / 1000] : [])),
  );
  await browser.close();
  await server.close();
}

void main();
