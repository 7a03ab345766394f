/** The engine started again and again by coarse clocks, in every browser that is here: it measures, and none hangs. STARTS=200 for the long run. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../tools/serve.mjs';
import { ROOT } from '../../tools/setup.mjs';
import { entryAlone } from '../../tools/vite-plugins';
import { findChromium, findFirefox, launchChromium, launchFirefox } from './puppeteer';
import type { Driver } from './tab';
import { findWebkit, launchWebkit } from './webkit';

const STARTS = Number(process.env.STARTS ?? 8);
/** Milliseconds from one tick to the next: fine, Firefox and WebKit by default, and with their settings against fingerprinting. */
const CLOCKS = [0.1, 1, 16.7, 100];
const HUNG_MS = 60_000;

const chromium = findChromium();
const firefox = findFirefox();
const webkit = findWebkit();
const ENGINES: Record<string, (() => Promise<Driver>) | null> = {
  Chromium: chromium ? () => launchChromium(chromium) : null,
  Firefox: firefox ? () => launchFirefox(firefox) : null,
  WebKit: webkit ? () => launchWebkit(webkit) : null,
};

interface Started {
  readonly backend: string;
  readonly timings: readonly { readonly dense: number; readonly conv: number }[] | null;
  readonly ms: number;
}

/** In the page: one start in a fresh worker; null if it hung. */
async function startOnce(tick: number, patience: number): Promise<Started | null> {
  const worker = new Worker('worker.js', { type: 'module' });
  const from = performance.now();
  const started = await new Promise<Started | null>((resolve) => {
    setTimeout(resolve, patience, null);
    worker.onerror = (event) => resolve({ backend: `${event.message} ${event.filename}:${event.lineno}`, timings: null, ms: 0 });
    worker.onmessage = ({ data }) => resolve({ ...data, ms: Math.round(performance.now() - from) });
    worker.postMessage(tick);
  });
  worker.terminate();
  return started;
}

const out = join(ROOT, '.cache/test', `starts-${process.pid}`);
let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  mkdirSync(out, { recursive: true });
  await build({
    configFile: false,
    root: ROOT,
    base: './',
    logLevel: 'error',
    publicDir: false,
    plugins: [entryAlone()],
    build: {
      outDir: out,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: false, // a worker has no document to put it in
      rolldownOptions: {
        input: join(import.meta.dirname, 'start/worker.ts'),
        output: { entryFileNames: 'worker.js', codeSplitting: { groups: [{ name: 'start', test: /matrix\/start\/start\.ts$/ }] } },
      },
    },
  });
  writeFileSync(join(out, 'index.html'), '<!doctype html><title>starts</title>');
  server = await serve(out);
});
afterAll(async () => {
  await server?.close();
  rmSync(out, { recursive: true, force: true });
});

for (const [name, launch] of Object.entries(ENGINES)) {
  describe.skipIf(!launch)(name, () => {
    it(
      `starts ${STARTS} times by clocks that move every ${CLOCKS.join(', ')} ms`,
      async () => {
        const driver = await (launch as () => Promise<Driver>)();
        try {
          await driver.go(server.url);
          const took: number[] = [];
          for (let i = 0; i < STARTS; i++) {
            const started = await driver.evaluate(startOnce, CLOCKS[i % CLOCKS.length], HUNG_MS);
            if (!started) throw new Error(`start ${i} hung`);
            took.push(started.ms);
            expect(started.timings, started.backend).toHaveLength(2);
            for (const { dense, conv } of started.timings ?? []) expect(Math.min(dense, conv)).toBeGreaterThan(0);
          }
          took.sort((a, b) => a - b);
          console.log(`${driver.name}: ${took.length} starts, median ${took[took.length >> 1]} ms, longest ${took.at(-1)} ms`);
        } finally {
          await driver.close();
        }
      },
      STARTS * HUNG_MS,
    );
  });
}
