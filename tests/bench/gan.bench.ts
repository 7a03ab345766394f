/**
 * The plane GAN in a real browser's worker, through the page's own figure: iterations per second on every backend that starts, and
 * how long until the generated points are within 3 floors of the data (sliced Wasserstein distance). Default figure:
 * G 2-8-8-2, D 2-8-8-1, batch 150, two D steps and one G step an iteration. Needs a build in dist (or NOTES_DIST).
 * Run: npx tsx tests/bench/gan.bench.ts [backend …]
 */
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';

const SECONDS = 6;
const backends = process.argv.length > 2 ? process.argv.slice(2) : ['wasm', 'webgpu', 'webgl', 'cpu'];
const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const args = [
  '--no-sandbox',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];
const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args });

for (const backend of backends) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await page.addInitScript('globalThis.__name = (f) => f'); // tsx names functions with a helper the page lacks
  await page.goto(`${server.url}embed/gan/minmax?lang=en&backend=${backend}`);
  await page.waitForSelector('[data-figure="gan.minmax"][data-status=ready]', { timeout: 180_000 });
  const result = await page.evaluate(async (seconds) => {
    const figure = document.querySelector('[data-figure="gan.minmax"]') as HTMLElement;
    const steps = () => Number(figure.querySelector('[data-steps]')?.textContent?.replaceAll(',', ''));
    const ratio = () => {
      const readout = [...figure.querySelectorAll('button')].find((b) => b.textContent?.startsWith('SW / floor'));
      return Number.parseFloat(readout?.textContent?.replace('SW / floor', '') ?? '');
    };
    const play = [...figure.querySelectorAll('button')].find((b) => b.textContent?.trim() === 'Play');
    if (!play) throw new Error('no play button');
    const from = performance.now();
    play.click();
    let reached: { seconds: number; steps: number } | null = null;
    let rate = { at: from, steps: 0 };
    let best = 0;
    let last = from;
    let longest = 0;
    let frames = 0;
    const limit = 60_000;
    for (;;) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      frames++;
      if (!reached && ratio() <= 3) reached = { seconds: (now - from) / 1000, steps: steps() };
      if (now - rate.at > 1000) {
        best = Math.max(best, ((steps() - rate.steps) / (now - rate.at)) * 1000);
        rate = { at: now, steps: steps() };
      }
      if ((now - from > seconds * 1000 && reached) || now - from > limit) break;
    }
    const elapsed = (performance.now() - from) / 1000;
    return { perSecond: steps() / elapsed, best, reached, longest, fps: frames / elapsed };
  }, SECONDS);
  const { perSecond, best, reached, fps, longest } = result;
  const target = reached
    ? `within 3 floors after ${reached.seconds.toFixed(1)} s, ${reached.steps} iterations`
    : 'not within 3 floors in 60 s';
  console.log(
    `${backend}: ${perSecond.toFixed(0)} iterations/s (best second ${best.toFixed(0)}); ${target}; page ${fps.toFixed(0)} frames/s, longest gap ${longest.toFixed(0)} ms`,
  );
  await page.close();
}
await browser.close();
await server.close();
