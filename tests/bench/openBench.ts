/** A browser with the benchmarks' worker (browser/worker.ts) in it, on software WebGPU where there is no other: for benchmarks that run there. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import type { Tasks } from './browser/worker';

const args = [
  '--no-sandbox',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** Asks the worker of a page. */
export type Ask = <K extends keyof Tasks>(task: K, ...rest: Parameters<Tasks[K]>) => Promise<Awaited<ReturnType<Tasks[K]>>>;

export interface Bench {
  readonly browser: Browser;
  /** A page with a worker of its own. */
  page(): Promise<{ page: Page; ask: Ask; close: () => Promise<void> }>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const out = `${ROOT}/.cache/bench/browser`;
  await build({
    configFile: false,
    root: `${import.meta.dirname}/browser`,
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: out, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
  });
  const server = await serve(out);
  const browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args });
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
