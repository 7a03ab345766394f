/**
 * Build: MDX notes with KaTeX rendered now (no KaTeX script on first load), formula tables likewise, a strict
 * Content-Security-Policy, and one index.html per page, language and figure, with the page's text in it, so that any static server at any
 * path answers deep links.
 */
import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { defineConfig, type PluginOption } from 'vite';
import { katexOptions } from './app/shell/katex.ts';
import { generate } from './tools/generate.ts';
import { textPages } from './tools/prerender.ts';
import { serviceWorker } from './tools/service-worker.ts';
import {
  citationNames,
  contentPolicy,
  entryAlone,
  formulaHtml,
  packedWeights,
  references,
  rehypePlainTex,
  routePages,
  shippedModels,
} from './tools/vite-plugins.ts';

await generate();

/** Notes, formulas and components as code: for the browser, and once more for the text that is rendered at build time. */
const notes = (): PluginOption[] => [
  {
    enforce: 'pre',
    ...mdx({ remarkPlugins: [remarkGfm, remarkMath], rehypePlugins: [[rehypeKatex, katexOptions], rehypePlainTex] }),
  },
  react({ include: /\.(tsx|ts|mdx)$/ }),
  formulaHtml(),
  citationNames(),
];

export default defineConfig({
  base: './',
  cacheDir: '.cache/vite',
  plugins: [...notes(), contentPolicy(), packedWeights(), routePages(), textPages(notes, shippedModels()), references(), serviceWorker()],
  define: shippedModels(),
  worker: {
    format: 'es',
    plugins: () => [entryAlone()],
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'engine', test: /app\/runtime\/engine\.ts$/ }] } } },
  },
  build: { target: 'es2022', manifest: 'manifest.json', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
});
