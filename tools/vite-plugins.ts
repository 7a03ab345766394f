/** The small Vite plugins of this product, and what the build tells the code. See vite.config.ts. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import katex from 'katex';
import { type Plugin, type Rolldown, runnerImport } from 'vite';
import { katexOptions, plainTex } from '../app/shell/katex.ts';
import type { PageSymbol } from '../app/shell/pageSymbols.ts';
import type { Formulas } from '../app/shell/types.ts';
import { earlyScript } from './prerender.ts';

/** For `define`: the models whose weights ship, so that the page about them asks for no others. */
export const shippedModels = (): Record<string, string> => ({
  SHIPPED_MODELS: JSON.stringify(readdirSync(new URL('../public/weights', import.meta.url))),
});

/** The weights in the build, each file packed with gzip under its own name; app/runtime/weights.ts unpacks them. In public/ they stay as they are. */
export function packedWeights(): Plugin {
  return {
    name: 'notes:packed-weights',
    apply: 'build',
    writeBundle({ dir }) {
      if (!dir) return;
      const folder = join(dir, 'weights');
      for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
        if (path.endsWith('.safetensors')) {
          const file = readFileSync(join(folder, path));
          if (file[0] !== 0x1f || file[1] !== 0x8b) writeFileSync(join(folder, path), gzipSync(file, { level: 9 }));
        }
    },
  };
}

/** KaTeX repeats the TeX source, with this product's macros, inside its MathML. Instead `data-tex` has it as others write it, for copying. */
const withoutSource = (html: string): string => html.replace(/<annotation\b[^>]*>[\s\S]*?<\/annotation>/g, '');
const withPlainTex = (html: string, tex: string): string =>
  withoutSource(html).replace(BOX, () => `${BOX.slice(0, -1)} data-tex="${plainTex(tex).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}">`);
/** What KaTeX puts a formula into, and a displayed one's around it. */
const BOX = '<span class="katex">';
const DISPLAY = '<span class="katex-display">';

/** Part of a note as remark has it. */
interface Markdown {
  readonly type: string;
  readonly value?: string;
  readonly name?: string;
  readonly attributes?: readonly object[];
  children?: Markdown[];
}

/**
 * Formulas in the prose of the notes, as remark-math finds them: `<M>` (shell/prose) with what KaTeX makes of each as one string. As elements of
 * their own, thousands of them, they were most of what React had to draw of a note.
 */
export function remarkTex() {
  const drawn = ({ type, value: tex = '' }: Markdown): Markdown => {
    const displayMode = type === 'math';
    const html = katex.renderToString(tex, { ...katexOptions, macros: { ...katexOptions.macros }, displayMode });
    const inside = displayMode ? withPlainTex(html, tex).slice(DISPLAY.length) : withoutSource(html).slice(BOX.length);
    const props = { html: inside.slice(0, -'</span>'.length), ...(displayMode ? {} : { tex: plainTex(tex) }) };
    const attributes = Object.entries(props).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value }));
    return { type: displayMode ? 'mdxJsxFlowElement' : 'mdxJsxTextElement', name: 'M', attributes, children: [] };
  };
  const visit = (node: Markdown): void => {
    node.children = node.children?.map((child) => {
      if (child.type === 'math' || child.type === 'inlineMath') return drawn(child);
      visit(child);
      return child;
    });
  };
  return visit;
}

/** Formulas and symbols of the pages (`formulas.ts`, `symbols.ts`): each gets its `html`, rendered by KaTeX at build time. A TeX mistake fails the build. */
export function formulaHtml(): Plugin {
  return {
    name: 'notes:formula-html',
    async transform(_code, id) {
      const [, what] = /\/pages\/\w+\/(formulas|symbols)\.ts$/.exec(id) ?? [];
      if (!what) return null;
      const { module } = await runnerImport<Record<string, Formulas | readonly PageSymbol[]>>(id, { configFile: false, logLevel: 'error' });
      const rendered = <T extends { readonly tex: string }>(entry: T, key: string): T & { html: string } => {
        try {
          const options = { ...katexOptions, macros: { ...katexOptions.macros }, displayMode: what === 'formulas' };
          return { ...entry, html: withPlainTex(katex.renderToString(entry.tex, options), entry.tex) };
        } catch (error) {
          throw new Error(`${id}: ${what} "${key}": ${error instanceof Error ? error.message : error}`);
        }
      };
      const table = module[what];
      const all = Array.isArray(table)
        ? (table as readonly PageSymbol[]).map((symbol) => rendered(symbol, symbol.tex))
        : Object.fromEntries(Object.entries(table as Formulas).map(([key, formula]) => [key, rendered(formula, key)]));
      return { code: `export const ${what} = ${JSON.stringify(all)};`, map: null };
    },
  };
}

const POLICY = {
  'default-src': "'none'",
  // WebAssembly is compiled at run time; nothing else is.
  'script-src': "'self' 'wasm-unsafe-eval'",
  // A sandboxed frame starts its worker from a line of its own (runtime/client.ts).
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  // KaTeX positions its symbols by style attributes.
  'style-src': "'self' 'unsafe-inline'",
  // The smallest of KaTeX's stand in the style sheet (fonts.ts).
  'font-src': "'self' data:",
  'img-src': "'self' data: blob:",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const policy = (scripts = '') =>
  Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}${directive === 'script-src' && scripts ? ` ${scripts}` : ''}`)
    .join('; ');

/** By which the policy knows the one inline script it allows. */
const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** The policy as a meta tag of the built pages (the dev server needs inline scripts), and the script that every page begins with. */
export function contentPolicy(): Plugin {
  return {
    name: 'notes:csp',
    apply: 'build',
    async transformIndexHtml(html) {
      const early = await earlyScript();
      return {
        html: html.replace(/\s*<title>/, (title) => `\n    <script>${early}</script>${title}`),
        tags: [
          { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy(hashOf(early)) }, injectTo: 'head-prepend' },
        ],
      };
    },
  };
}

/** Tensors belong to the worker: a page that drags TensorFlow.js along would load it twice and wait for it. Fails the build, naming the way there. */
export function pagesWithoutTensors(): Plugin {
  return {
    name: 'notes:pages-without-tensors',
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const tensors = Object.keys(file.modules).find((id) => /[\\/]node_modules[\\/]@tensorflow[\\/]/.test(id));
        if (!tensors) continue;
        const way = [tensors];
        for (let id: string | undefined = tensors; id && !/[\\/]app[\\/](pages|shell|viz)[\\/]/.test(id); ) {
          id = this.getModuleInfo(id)?.importers.find((user) => !way.includes(user));
          if (id) way.push(id);
        }
        const names = way.map((id) => id.replace(/^.*[\\/](app|@tensorflow)[\\/]/, ''));
        this.error(`${file.fileName} holds tensors: ${names.slice(-6).reverse().join(' imports ')}`);
      }
    },
  };
}

const NOT_HERE = "() => { throw new Error('This part of TensorFlow.js is left out of the build (tools/vite-plugins.ts).'); }";

/** What stands for parts of TensorFlow.js 4.22 that it brings along whether they are used or not. */
const LEFT_OUT: readonly (readonly [path: RegExp, code: string])[] = [
  // Threads: pages are served without the headers that they need (app/runtime/drivers.ts).
  [/tfjs-backend-wasm[\\/]wasm-out[\\/]tfjs-backend-wasm-threaded-simd\.js$/, `export default ${NOT_HERE};`],
  [/tfjs-backend-wasm[\\/]wasm-out[\\/]tfjs-backend-wasm-threaded-simd\.worker\.js$/, "export const wasmWorkerContents = '';"],
  // Its optimizers by name, for models of Keras that are loaded; the product has one of its own (app/models/nn/optimizer.ts).
  [/tfjs-core[\\/]dist[\\/]optimizers[\\/]register_optimizers\.js$/, 'export const registerOptimizers = () => {};'],
  // Hashes of strings, with 64-bit integers in JavaScript.
  [/tfjs-core[\\/]dist[\\/]hash_util\.js$/, `export const hexToLong = ${NOT_HERE}; export const fingerPrint64 = ${NOT_HERE};`],
];

/** For the worker's build: without those parts it is a fifth smaller. Fails where one of them is no longer found. */
export function leanTensors(): Plugin {
  const found = new Set<RegExp>();
  return {
    name: 'notes:lean-tensors',
    apply: 'build',
    load(id) {
      const part = LEFT_OUT.find(([path]) => path.test(id));
      if (!part) return null;
      found.add(part[0]);
      return { code: part[1], map: null };
    },
    buildEnd() {
      const missing = LEFT_OUT.find(([path]) => !found.has(path));
      if (missing) this.error(`${missing[0]} names no module of TensorFlow.js any more`);
    },
  };
}

/**
 * For the worker's build: fails where a chunk imports an entry. WebKit evaluates such an entry twice, and the engine never answers
 * (app/runtime/worker.ts); no other browser shows it.
 */
export function entryAlone(): Plugin {
  return {
    name: 'notes:entry-alone',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file): file is Rolldown.OutputChunk => file.type === 'chunk');
      const entries = new Set(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName));
      for (const { fileName, imports, dynamicImports } of chunks) {
        const entry = [...imports, ...dynamicImports].find((name) => entries.has(name));
        if (entry) this.error(`${fileName} imports the worker's entry ${entry}: WebKit would evaluate that twice`);
      }
    },
  };
}

/** Tries the script at every folder above the address, nearest the top first: the site's root is the one that has it. */
const finder = (script: string, styles: string[]) =>
  `(function(){var parts=location.pathname.split('/').slice(1,-1),i=-1;function next(){if(++i>parts.length)return;var root='/'+parts.slice(0,i).map(function(p){return p+'/'}).join('');` +
  `var s=document.createElement('script');s.type='module';s.src=root+${JSON.stringify(script)};s.onerror=next;s.onload=function(){};document.head.append(s);` +
  `${JSON.stringify(styles)}.forEach(function(h){var l=document.createElement('link');l.rel='stylesheet';l.href=root+h;document.head.append(l)})}next()})();`;

/** Copies index.html to every figure with the right relative addresses, and makes a 404.html that works at any depth. Pages: prerender.ts. */
export function routePages(): Plugin {
  return {
    name: 'notes:route-pages',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') return;
      const html = String(index.source);
      const at = (depth: number) => html.replace(/(src|href)="\.\//g, (_m, attr) => `${attr}="${'../'.repeat(depth)}`);
      const { module } = await runnerImport<typeof import('../app/figures.ts')>(
        fileURLToPath(new URL('../app/figures.ts', import.meta.url)),
        {
          configFile: false,
          logLevel: 'error',
        },
      );
      for (const { page, name } of module.allFigures)
        this.emitFile({ type: 'asset', fileName: `embed/${page}/${name}/index.html`, source: at(3) });
      const script = /<script type="module"[^>]*src="\.\/([^"]+)"/.exec(html)?.[1] ?? '';
      const styles = [...html.matchAll(/<link rel="stylesheet"[^>]*href="\.\/([^"]+)"/g)].map((m) => m[1]);
      const inline = finder(script, styles);
      const lost = html
        .replace(/\s*<(script|link)\b[^>]*(src|href)="\.\/[^>]*>(<\/script>)?/g, '')
        .replace(/((&#39;|')sha256-[\w+/=]+\2)/, `$1 ${hashOf(inline)}`)
        .replace('</body>', `  <script>${inline}</script>\n  </body>`);
      this.emitFile({ type: 'asset', fileName: '404.html', source: lost });
    },
  };
}

/** The PyTorch files of every model, beside its weights: what a card offers to take home. */
export function references(): Plugin {
  const folder = fileURLToPath(new URL('../training/reference/', import.meta.url));
  return {
    name: 'notes:references',
    apply: 'build',
    generateBundle() {
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.py') && name !== 'fixtures.py'))
        this.emitFile({ type: 'asset', fileName: `reference/${file}`, source: readFileSync(folder + file) });
    },
  };
}

/** Names of sources as they stand in sentences, written down: the list they are taken from comes later (app/shell/citations.ts). */
export function citationNames(): Plugin {
  return {
    name: 'notes:citation-names',
    async transform(_code, id) {
      if (!/\/shell\/citations\.ts$/.test(id)) return null;
      const { module } = await runnerImport<typeof import('../app/shell/citations.ts')>(id, { configFile: false, logLevel: 'error' });
      return { code: `export const citations = ${JSON.stringify(module.citations)};`, map: null };
    },
  };
}
