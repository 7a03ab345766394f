/**
 * The built product in a real Chromium. Three kinds of browser, told apart by a test file's name:
 * `*.webgpu.spec.ts` with WebGPU on a software adapter (NOTES_GPU=hardware: on the machine's graphics card), `*.nogpu.spec.ts` with no graphics interface at all, the rest plain.
 */
import { defineConfig, devices } from '@playwright/test';
import { gpuArgs } from './tests/gpuFlags';
import { installedBrowser } from './tools/setup.mjs';

const whole = installedBrowser() ?? undefined;
/** Chromium's headless shell for the plain tests, for whoever names one: the same engine with less around it, a quarter less processor time. */
const light = process.env.HEADLESS_SHELL_PATH || whole;
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
const launch = (executablePath: string | undefined, ...args: string[]) => ({
  ...devices['Desktop Chrome'],
  launchOptions: { executablePath, args: [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args] },
});

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/setup.ts',
  outputDir: '.cache/test/artifacts',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: process.env.E2E_WORKERS ? Number(process.env.E2E_WORKERS) : 2,
  // A machine that is shared may starve a test of its processor once; a test that fails twice has failed.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: process.env.NOTES_URL,
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  } as object,
  projects: [
    // By tests and not by files, so that both workers end together.
    { name: 'plain', fullyParallel: true, testIgnore: /\.(webgpu|nogpu)\.spec\.ts$/, use: launch(light) },
    {
      name: 'webgpu',
      testMatch: /\.webgpu\.spec\.ts$/,
      use: launch(whole, ...gpuArgs),
    },
    {
      name: 'nogpu',
      testMatch: /\.nogpu\.spec\.ts$/,
      use: launch(whole, '--disable-gpu', '--disable-webgl', '--disable-3d-apis', '--disable-features=WebGPU'),
    },
  ],
});
