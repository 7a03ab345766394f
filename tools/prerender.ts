/** Pages as HTML at build time: the text of every page in both languages, and what its head says to browsers, search engines and previews. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, createServer, type Plugin, type PluginOption, type Rolldown } from 'vite';
import type { Lang } from '../app/data/types.ts';
import { tagOf } from '../app/i18n/choice.ts';
import { escaped, folder, headLinks, LANGS, PAGES, type Page, siteOf } from './head.ts';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

interface Renderer {
  readonly app: typeof import('../app/prerender.tsx');
  close(): Promise<void>;
}

/** Loads the app for Node in one language. `plugins`: those of the app's own build that turn notes and formulas into code. */
async function renderer(lang: Lang, plugins: PluginOption[], define: Record<string, string>): Promise<Renderer> {
  const server = await createServer({
    configFile: false,
    root: at('.'),
    cacheDir: at('.cache/vite-prerender'),
    mode: 'production',
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins,
    define: { ...define, 'import.meta.env.NOTES_LANG': JSON.stringify(lang) },
  });
  const app = (await server.ssrLoadModule(at('app/prerender.tsx'))) as Renderer['app'];
  return { app, close: () => server.close() };
}

/** shell/early.ts as one line of script. */
export async function earlyScript(): Promise<string> {
  const built = await build({
    configFile: false,
    root: at('.'),
    publicDir: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', rolldownOptions: { input: at('app/shell/early.ts'), output: { format: 'iife' } } },
  });
  return (built as Rolldown.RolldownOutput).output[0].code.trim();
}

/** social.ts, in a process of its own: it computes with models. */
async function socialPictures(): Promise<{ name: string; image: Uint8Array }[]> {
  const folder = mkdtempSync(join(tmpdir(), 'social-'));
  try {
    await promisify(execFile)(process.execPath, ['--import', './training/register.mjs', 'tools/social.ts', folder], { cwd: at('.') });
    return readdirSync(folder).map((name) => ({ name, image: readFileSync(join(folder, name)) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Its figures are the page: without them there is no text worth having early. */
const HEAD_ONLY: readonly Page[] = ['models'];

/**
 * Formulas come in two forms, one to be seen and one, MathML, to be read aloud: as large as the first. Until the app is there, and without
 * scripts, what is read aloud is the TeX.
 */
const withoutMathml = (html: string): string =>
  html.replace(
    /<span class="katex"( data-tex="[^"]*")?><span class="katex-mathml">.*?<\/math><\/span>/gs,
    (_all, tex = '') => `<span class="katex"${tex.replace(' data-tex', ' role="math" aria-label')}>`,
  );

interface Scripts {
  /** Those that hold the page, and all they import. */
  readonly page: ReadonlySet<string>;
  /** Its note in each language; none where its text is in the page. */
  readonly notes: Readonly<Record<Lang, string | undefined>>;
  /** What its first figure needs besides. */
  readonly figure: ReadonlySet<string>;
}

/** Scripts that a page will surely ask for. */
function needs(bundle: Rolldown.OutputBundle, page: Page): Scripts {
  const chunks = Object.values(bundle).filter((file): file is Rolldown.OutputChunk => file.type === 'chunk');
  const reached = (name: string, scripts = new Set<string>()): Set<string> => {
    const chunk = bundle[name];
    if (scripts.has(name) || chunk?.type !== 'chunk') return scripts;
    scripts.add(name);
    for (const next of chunk.imports) reached(next, scripts);
    return scripts;
  };
  const holding = (path: string) => chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(path)))?.fileName;
  const own = holding(`/app/pages/${page}/index.tsx`);
  if (!own) throw new Error(`No script of the build holds the page ${page}.`);
  const first = chunks.find(({ name }) => name === `${page}First`)?.fileName;
  const scripts = reached(own);
  return {
    page: scripts,
    notes: { en: holding(`/app/pages/${page}/note.en.mdx`), zh: holding(`/app/pages/${page}/note.zh.mdx`) },
    figure: new Set(first ? [...reached(first)].filter((file) => !scripts.has(file)) : []),
  };
}

/**
 * One HTML file a page and language. The language is the reader's own at `gan/` (English text first, and it gives way), Chinese at
 * `zh/gan/`. Addresses are relative; SITE_URL (where the site will lie, if that is known) makes those absolute that others read.
 */
export function textPages(plugins: () => PluginOption[], define: Record<string, string>): Plugin {
  const site = siteOf(process.env.SITE_URL);
  return {
    name: 'notes:text-pages',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') return;
      const frame = String(index.source);
      for (const { name, image } of await socialPictures()) this.emitFile({ type: 'asset', fileName: `social/${name}`, source: image });
      const fonts = Object.keys(bundle).filter((file) =>
        /KaTeX_(Main-Regular|Math-Italic|Size[34]-Regular)\.generated-[^.]*\.woff2$/.test(file),
      );
      /** Of formulas all but the two of the largest brackets, which many notes do without. */
      const usesFont = (html: string, file: string): boolean => {
        const size = /KaTeX_Size(\d)/.exec(file)?.[1];
        return size ? new RegExp(`delimsizing size${size}|delim-size${size}`).test(html) : html.includes('katex');
      };
      for (const lang of LANGS) {
        const { app, close } = await renderer(lang, plugins(), define);
        try {
          for (const page of PAGES) {
            const here = folder(page, lang);
            const up = '../'.repeat(here.split('/').length - 1);
            const { title, description, site: name } = app.head(page, lang);
            const root = HEAD_ONLY.includes(page) ? '' : await app.render(page === 'home' ? '/' : `/${page}`);
            const { page: scripts, notes, figure } = needs(bundle, page);
            // Scripts that are sent for by scripts (app/shell/ahead.ts): which note the reader gets is known in the browser alone, and figures come
            // after what one reads.
            const ahead = Object.entries({ en: notes.en ?? [], zh: notes.zh ?? [], figure: [...figure] })
              .map(([what, files]) => [what, [files].flat().map((file) => (up || './') + file)] as const)
              .map(([what, files]) => (files.length > 0 ? ` data-ahead-${what}="${files.join(' ')}"` : ''))
              .join('');
            const other = folder(page, lang === 'zh' ? 'en' : 'zh');
            const links = [
              ...headLinks(site, page, lang, { title, description, name }),
              '<noscript><style>[data-fig] { display: none !important }</style></noscript>',
              // Formulas are set at once in their own letters: text that waits for them would be broken anew.
              ...fonts
                .filter((file) => usesFont(root, file))
                .map((file) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="./${file}" />`),
              ...[...scripts]
                .filter((file) => !frame.includes(file))
                .map((file) => `<link rel="modulepreload" crossorigin href="./${file}" />`),
            ];
            // Within a language, pages lie beside each other.
            const across = page === 'home' ? './' : '../';
            const text = withoutMathml(root).replace(
              / href="\/([\w/]*)(#[^"]*)?"/g,
              (_m, path, hash = '') => ` href="${across}${path && `${path}/`}${hash}"`,
            );
            const html = frame
              .replace(/<html lang="[^"]*"/, `<html lang="${tagOf(lang)}"${lang === 'zh' ? ' data-lang="zh"' : ''}${ahead}`)
              .replace(/<title>[^<]*/, `<title>${escaped(title)}`)
              .replace(/(<meta name="description" content=")[^"]*/, (_m, start) => start + escaped(description))
              .replace('<div id="root"></div>', () => `<div id="root"${root && ` data-built="${page}"`}>${text}</div>`)
              .replace(
                '</noscript>',
                () =>
                  `  <p><a href="${up}${other || './'}" hreflang="${tagOf(lang === 'zh' ? 'en' : 'zh')}">${lang === 'zh' ? 'English' : '中文'}</a></p>\n    </noscript>`,
              )
              .replace('</head>', () => `  ${links.join('\n    ')}\n  </head>`)
              .replace(/(src|href)="\.\/(assets\/)/g, (_m, attr, file) => `${attr}="${up || './'}${file}`);
            if (here === '') index.source = html;
            else this.emitFile({ type: 'asset', fileName: `${here}index.html`, source: html });
          }
        } finally {
          await close();
        }
      }
    },
  };
}
