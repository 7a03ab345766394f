/**
 * Build: MDX notes with KaTeX rendered now (no KaTeX script on first load), formula tables likewise, a strict
 * Content-Security-Policy, and one index.html per page, language and figure, with the page's text in it, so that any static server at any
 * path answers deep links.
 */
import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { defineConfig, type PluginOption } from 'vite';
import { chunkGroups, programGroups } from './tools/chunks.ts';
import { generate } from './tools/generate.ts';
import { textPages } from './tools/prerender.ts';
import { serviceWorker } from './tools/service-worker.ts';
import {
  citationNames,
  contentPolicy,
  entryAlone,
  formulaHtml,
  leanTensors,
  packedWeights,
  pagesWithoutTensors,
  references,
  remarkTex,
  routePages,
  shippedModels,
} from './tools/vite-plugins.ts';

await generate();

/** Notes, formulas and components as code: for the browser, and once more for the text that is rendered at build time. */
const notes = (): PluginOption[] => [
  {
    enforce: 'pre',
    ...mdx({ remarkPlugins: [remarkGfm, remarkMath, remarkTex] }),
  },
  react({ include: /\.(tsx|ts|mdx)$/ }),
  formulaHtml(),
  citationNames(),
];

/** What every page begins with; what is asked for together once it stands (tools/chunks.ts); what is opened by few. */
const parts = [
  { name: 'index', tags: ['$initial' as const], priority: 10 },
  // Asked for when code is shown, and not before: it has the grammars of many languages with it.
  { name: 'code', test: /[\\/]app[\\/]shell[\\/]CodeSource\.tsx$/, priority: 9 },
  // Parts of D3 that one or two pictures use: who imports them through its one door seems to use them all.
  { name: 'd3', test: /[\\/]node_modules[\\/](d3-(delaunay|dsv|hierarchy)|delaunator|robust-predicates)[\\/]/, priority: 8 },
  ...chunkGroups(),
  // What stands below a note and at the foot of every page.
  { name: 'after', test: /[\\/]app[\\/]shell[\\/](teach[\\/]Exercises|offline[\\/]Offline)\.tsx$/ },
];

export default defineConfig({
  base: './',
  cacheDir: '.cache/vite',
  plugins: [
    ...notes(),
    pagesWithoutTensors(),
    contentPolicy(),
    packedWeights(),
    routePages(),
    textPages(notes, shippedModels()),
    references(),
    serviceWorker(),
  ],
  define: shippedModels(),
  worker: {
    format: 'es',
    plugins: () => [leanTensors(), entryAlone()],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every engine starts with is one file: tensors, and the backend that each is measured against, if it is not the one taken.
            { name: 'engine', test: /app\/runtime\/engine\.ts$|@tensorflow\/tfjs-(core|backend-wasm)\/|rolldown\/runtime/, priority: 9 },
            ...programGroups(),
            { name: 'tensors', minShareCount: 3 },
          ],
        },
      },
    },
  },
  build: {
    target: 'es2022',
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: { groups: parts } } },
  },
});
