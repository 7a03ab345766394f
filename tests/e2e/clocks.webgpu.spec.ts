/**
 * Starts of the engine where the clock is coarse, as browsers make it against fingerprinting, or stands still. The worker's code is
 * given such a clock, and an adapter that looks like hardware, so that the backends are measured.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** The clock of this worker moves every `tick` ms (null: never), and no adapter admits to be drawn by the processor. */
const prelude = (tick: number | null) => `{
  const fine = performance.now.bind(performance);
  performance.now = () => ${tick === null ? '0' : `Math.floor(fine() / ${tick}) * ${tick}`};
  const info = { vendor: 'tests', architecture: 'real', device: '', description: 'A card that looks real', isFallbackAdapter: false };
  if (self.GPUAdapter) Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => info });
}
`;

async function start(page: Page, tick: number | null) {
  await page.route(/\/assets\/engine-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: prelude(tick) + (await response.text()) });
  });
  await page.goto('gan/?lang=en&debug=1');
  type Info = { status: string; backend: string; adapter: string; calibration: { timings: { dense: number; conv: number }[] } | null };
  const info = () => page.evaluate(() => (window as unknown as { __engine?: { info(): unknown } }).__engine?.info() as Info | undefined);
  await expect.poll(async () => (await info())?.status, { timeout: 60_000 }).toBe('ready');
  return (await info()) as Info;
}

for (const tick of [0.1, 1, 16.7, 100, null]) {
  test(`the engine measures and starts by a clock that ${tick ? `moves every ${tick} ms` : 'stands still'}`, async ({ page }) => {
    const info = await start(page, tick);
    if (tick === null) {
      expect(info).toMatchObject({ backend: 'webgpu', calibration: null }); // it cannot tell, so the ladder's order holds
      return;
    }
    expect(info.calibration?.timings).toHaveLength(2);
    for (const { dense, conv } of info.calibration?.timings ?? []) {
      expect(dense).toBeGreaterThan(0);
      expect(conv).toBeGreaterThan(0);
    }
    expect(info.backend).toBe('wasm'); // the processor itself is faster than a graphics card that it imitates
  });
}
