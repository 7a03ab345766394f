/** Builds and serves the page of `canary/`, with the headers that let its threads share memory. */
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { serve } from '../../tools/serve.mjs';
import { ROOT } from '../../tools/setup.mjs';
import type { Canary } from './canary/main';

export interface CanaryPage {
  readonly page: Page;
  /** Runs one of the page's functions; a string says what went wrong, or that no answer came. */
  ask<K extends keyof Canary>(name: K, ...args: Parameters<Canary[K]>): Promise<Awaited<ReturnType<Canary[K]>> | string>;
}

const PATIENCE_MS = 20_000;

export async function withCanary<T>(page: Page, minify: boolean, use: (canary: CanaryPage) => Promise<T>): Promise<T> {
  const outDir = `${ROOT}/.cache/test/canary-${minify ? 'minified' : 'plain'}`;
  await build({
    configFile: false,
    root: `${import.meta.dirname}/canary`,
    base: './',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, minify, target: 'es2022', assetsInlineLimit: 0 },
  });
  const server = await serve(outDir);
  await page.route(`${server.url}**`, async (route) => {
    const response = await route.fetch();
    const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
    await route.fulfill({ response, headers: { ...response.headers(), ...isolated } });
  });
  await page.goto(server.url);
  await page.waitForFunction(() => 'canary' in window);
  try {
    return await use({
      page,
      ask: (name, ...args) =>
        page.evaluate(
          ([key, list, patience]) => {
            const { canary } = window as unknown as { canary: Record<string, (...a: unknown[]) => Promise<never>> };
            const silence = new Promise<string>((resolve) => setTimeout(resolve, patience, 'no answer'));
            return Promise.race([canary[key](...list).catch(String), silence]);
          },
          [name as string, args as unknown[], PATIENCE_MS] as const,
        ),
    });
  } finally {
    await server.close();
  }
}
