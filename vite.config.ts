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
  pagesWithoutTensors,
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

interface Graph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/** The page that a module belongs to; null where another page uses it as well. */
function pageOf(id: string, graph: Graph): string | null {
  const page = (path: string) => /[\\/]app[\\/]pages[\\/](\w+)[\\/]/.exec(path)?.[1] ?? null;
  return graph.getModuleInfo(id)?.importers.every((user) => (page(user) ?? page(id)) === page(id)) ? page(id) : null;
}

/**
 * Which modules travel together, so that a page asks for some twenty files and not for a hundred: what every page begins with, what frames
 * a figure, the views, and of each page its words and its figures.
 */
const parts = [
  { name: 'index', tags: ['$initial' as const], priority: 4 },
  { name: 'frame', test: /[\\/](app[\\/](shell|store|runtime)|node_modules[\\/]@?radix-ui)[\\/]/, minShareCount: 5, priority: 3 },
  { name: 'views', test: /[\\/](app[\\/](viz|data|models|shell)|node_modules[\\/]d3[^\\/]*)[\\/]/, minShareCount: 2, priority: 2 },
  { name: pageOf, test: /[\\/]app[\\/]pages[\\/]\w+[\\/]([a-z][\w.]*\.ts|index\.tsx|.+\.css)$/, priority: 1 },
  {
    name: (id: string, graph: Graph) => {
      const page = pageOf(id, graph);
      return page && `${page}Figures`;
    },
    test: /[\\/]app[\\/]pages[\\/]\w+[\\/][A-Z]\w+\.tsx$/,
  },
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
            { name: 'engine', test: /app\/runtime\/engine\.ts$/, priority: 1 },
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
