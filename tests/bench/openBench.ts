/** A browser with the benchmarks' worker (browser/worker.ts) in it, freshly built or (NOTES_BENCH) built before: for benchmarks that run there. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { gpuArgs } from '../gpuFlags';
import type { Tasks } from './browser/worker';

/** Asks the worker of a page. */
export type Ask = <K extends keyof Tasks>(task: K, ...rest: Parameters<Tasks[K]>) => Promise<Awaited<ReturnType<Tasks[K]>>>;

export interface Bench {
  readonly browser: Browser;
  /** A page with a worker of its own. */
  page(): Promise<{ page: Page; ask: Ask; close: () => Promise<void> }>;
  close(): Promise<void>;
}

/** The worker's page, served, and a browser (gpuFlags.ts says which adapter it has). */
export async function openBench(): Promise<Bench> {
  const out = process.env.NOTES_BENCH || `${ROOT}/.cache/bench/browser`;
  if (!process.env.NOTES_BENCH) await buildTo(out);
  const server = await serve(out);
  const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: gpuArgs });
  return {
    browser,
    async page() {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForFunction(() => 'ask' in window);
      const ask: Ask = (task, ...rest) =>
        page.evaluate(([name, list]) => (window as unknown as { ask(...a: unknown[]): Promise<never> }).ask(name, ...(list as unknown[])), [
          task,
          rest,
        ] as const);
      return { page, ask, close: () => page.close() };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function buildTo(outDir: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: `${import.meta.dirname}/browser`,
    base: './',
    publicDir: `${ROOT}/public`, // the weights
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
}
