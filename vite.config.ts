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
import { generate } from './tools/generate.ts';
import { textPages } from './tools/prerender.ts';
import { serviceWorker } from './tools/service-worker.ts';
import {
  citationNames,
  contentPolicy,
  entryAlone,
  formulaHtml,
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

/** The page that a module belongs to. */
const pageOf = (id: string): string | null => /[\\/]app[\\/]pages[\\/](\w+)[\\/]/.exec(id)?.[1] ?? null;

/**
 * Which modules travel together, each group with all that its modules import, so that a page asks for some twenty files and not for a
 * hundred: what every page begins with; what it is taken over with (the rest of the frame, the engine's client; then its own list of
 * figures and formulas); and, once it stands, what frames a figure, what figures share, and the figures of each page.
 */
const parts = [
  { name: 'index', tags: ['$initial' as const], priority: 5 },
  { name: 'takeover', test: /[\\/]app[\\/](shell[\\/](NotePage|Pop)\.tsx|runtime[\\/]client\.ts)$/, priority: 4 },
  // What figures alone ask for, sliders and plots, comes with their views.
  {
    name: 'frame',
    test: /[\\/](app[\\/](shell(?![\\/](own|layout|controls|TimeAxis|planeData))|store|runtime)|node_modules[\\/]@?radix-ui)[\\/]/,
    minShareCount: 5,
    priority: 3,
  },
  // Asked for when code is shown, and not before: it has the grammars of many languages with it.
  { name: 'code', test: /[\\/]app[\\/]shell[\\/]CodeSource\.tsx$/, priority: 3 },
  // Of what is the reader's own only the doors (shell/own/Own…) travel with the figures: what is behind them comes when one is opened.
  {
    name: 'views',
    test: /[\\/](app[\\/](viz|data|models|shell(?![\\/](own[\\/][^O]|picture|svg|board))|runtime)|node_modules[\\/]d3[^\\/]*)[\\/]/,
    minShareCount: 2,
    priority: 2,
  },
  { name: pageOf, test: /[\\/]app[\\/]pages[\\/]\w+[\\/](index\.tsx|figures\.ts|formulas\.ts)$/, priority: 1 },
  { name: (id: string) => `${pageOf(id)}Figures`, test: /[\\/]app[\\/]pages[\\/]\w+[\\/]([A-Z]\w+\.tsx|teaching\.ts)$/ },
  // What stands below a note and at the foot of every page.
  { name: 'after', test: /[\\/]app[\\/]shell[\\/](Sources|teach[\\/]Exercises|offline[\\/]Offline)\.tsx$/ },
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
    plugins: () => [entryAlone()],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every engine starts with is one file, bundler's helpers and tensors included.
            { name: 'engine', test: /app\/runtime\/engine\.ts$|@tensorflow\/tfjs-core\/|rolldown[/:]runtime/, priority: 1 },
            { name: 'models', test: /[\\/]app[\\/]/, minShareCount: 3 },
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
