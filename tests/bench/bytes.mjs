/**
 * What a visit costs in bytes over the line, for one who plans for a hall: `node tests/bench/bytes.mjs [dist]` prints a table of the five pages.
 *
 * Counted in front of the server, headers and all, with gzip as hosts do it: until the first figure is live; when all of the page has been
 * scrolled through and every figure stands; what is then kept for use without network; and the same page once more.
 */
import { createConnection, createServer } from 'node:net';
import { chromium } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser } from '../../tools/setup.mjs';

const dist = process.argv[2] ?? 'dist';
const LIVE = /^(ready|running|paused|done)$/;
/** After this much silence nothing more is on its way [ms]. */
const QUIET = 2_500;

const server = await serve(dist);
const upstream = Number(new URL(server.url).port);
let bytes = 0;
const counter = createServer((near) => {
  const far = createConnection(upstream, '127.0.0.1');
  far.on('data', (part) => {
    bytes += part.length;
  });
  near.pipe(far).pipe(near);
  for (const end of [near, far]) end.on('error', () => end.destroy());
});
await new Promise((done) => counter.listen(0, '127.0.0.1', done));
const url = `http://localhost:${counter.address().port}/`;
const browser = await chromium.launch({
  executablePath: installedBrowser() ?? undefined,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const kB = (n) => String(Math.round(n / 1000));

async function quiet(page) {
  for (let last = -1; last !== bytes; ) {
    last = bytes;
    await page.waitForTimeout(QUIET);
  }
}

/** Bytes until the first figure is live, and until all of them stand. */
async function visit(context, note) {
  const from = bytes;
  const page = await context.newPage();
  await page.goto(`${url}${note}/?lang=en&backend=wasm`);
  const figures = page.locator('[data-figure]');
  await figures.first().waitFor();
  const states = () => figures.evaluateAll((list) => list.map((figure) => figure.dataset.status));
  const stand = async (some) => {
    for (let tries = 0; tries < 80 && !some(await states()); tries++) await page.waitForTimeout(100);
  };
  await stand(([one]) => LIVE.test(one ?? ''));
  const first = bytes - from;
  // As one reads: a figure stands when its place comes near.
  const further = () =>
    page.evaluate(() => {
      window.scrollBy(0, 500);
      return window.scrollY + window.innerHeight < document.documentElement.scrollHeight - 2;
    });
  while (await further()) {
    await page.waitForTimeout(150);
    await stand((all) => all.every((status) => LIVE.test(status ?? '')));
  }
  if (process.env.DEBUG) console.log(note, ...(await states()));
  await quiet(page);
  return { page, first, all: bytes - from };
}

const profile = (serviceWorkers) => browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', serviceWorkers });
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);

try {
  row(
    'page, kB',
    'until its first figure is live',
    'read to the end, every figure live',
    'then kept for use without network',
    'the second visit, to the end',
  );
  row('---', '---:', '---:', '---:', '---:');
  for (const note of ['gan', 'vae', 'dalle', 'diffusion', 'unet']) {
    const plain = await profile('block');
    const { first, all } = await visit(plain, note);
    await plain.close();
    const kept = await profile('allow');
    const from = bytes;
    const { page } = await visit(kept, note);
    await page.locator('[data-keeping=used], [data-keeping=all]').waitFor({ state: 'attached', timeout: 60_000 });
    await quiet(page);
    const more = bytes - from - all;
    await page.close();
    const again = await visit(kept, note);
    row(note, kB(first), kB(all), kB(more), kB(again.all));
    await kept.close();
  }
} finally {
  await browser.close();
  counter.close();
  await server.close();
}
