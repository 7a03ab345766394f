import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { generate } from './tools/generate.ts';
import { installedBrowser } from './tools/setup.mjs';
import { shippedModels } from './tools/vite-plugins.ts';

/** WebGPU and WebGL drawn by the processor, so that the kernels are tested on any machine. */
const software = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan,WebGPU',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
const args = [...software, ...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

await generate();

export default defineConfig({
  test: {
    attachmentsDir: '.cache/test/attachments',
    projects: [
      {
        define: shippedModels(),
        test: { name: 'node', environment: 'node', include: ['tests/{unit,grad,train}/**/*.test.{ts,tsx}'], testTimeout: 60_000 },
      },
      {
        // The built product in Chromium, Firefox and WebKit: `vitest run --project matrix` after a build.
        test: {
          name: 'matrix',
          environment: 'node',
          include: ['tests/matrix/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        cacheDir: '.cache/vitest-browser',
        define: { ...shippedModels(), 'process.env': '{}' },
        // Found while a test runs, a dependency would be bundled then and the page reloaded.
        optimizeDeps: {
          include: [
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-core/dist/register_all_gradients.js',
            'react',
            'react/jsx-dev-runtime',
            'react-dom',
            'react-dom/client',
            'd3',
            ...['cpu', 'wasm', 'webgl', 'webgpu'].map((backend) => `@tensorflow/tfjs-backend-${backend}`),
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // One picture for every machine: tests/browser/views.test.tsx says how far another may be from it.
            expect: {
              toMatchScreenshot: {
                comparatorName: 'pixelmatch',
                comparatorOptions: { threshold: 0.1, allowedMismatchedPixelRatio: 0.003 },
                resolveScreenshotPath: ({ root, arg, ext }) => `${root}/tests/browser/pictures/${arg}${ext}`,
                resolveDiffPath: ({ root, arg, ext }) => `${root}/.cache/test/pictures/${arg}${ext}`,
              },
            },
            provider: playwright({ launchOptions: { executablePath: installedBrowser() ?? undefined, args } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
