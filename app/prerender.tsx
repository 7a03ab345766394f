/**
 * Runs at build time, in Node: the text of a page as HTML, so that it can be read before (or without) any script. Figures are left as the
 * places they will stand in. tools/prerender.ts loads it once a language.
 */
import { prerender } from 'react-dom/static';
import { StaticRouter } from 'react-router';
import type { Lang } from './i18n';
import { text as home } from './pages/home/text';
import { routes } from './routes';
import { App } from './shell/App';
import { type PageKey, pageText } from './shell/pages';
import { type Heading, prerendered } from './shell/prerendered';
import { text } from './shell/text';

const none = { headings: [], cited: [] };

async function once(path: string): Promise<string> {
  let fault: unknown;
  const { prelude } = await prerender(
    <StaticRouter location={path}>
      <App routes={routes} />
    </StaticRouter>,
    {
      // Everything in its place: no part may come later by a script.
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onError: (error) => {
        fault ??= error;
      },
    },
  );
  const html = await new Response(prelude).text();
  if (fault) throw new Error(`${path} cannot be rendered at build time`, { cause: fault });
  return html;
}

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'");

/** The inside of #root for a path ('/gan'). Twice: headings and sources are known after the first time. */
export async function render(path: string): Promise<string> {
  Object.assign(prerendered, none);
  const first = await once(path);
  const headings: Heading[] = [...first.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/gs)]
    .filter(([, id]) => id)
    .map(([, id, inside]) => ({ id, label: plain(inside) }));
  const cited = [...new Set([...first.matchAll(/ data-cite="([^"]+)"/g)].map((m) => m[1]))];
  Object.assign(prerendered, { headings, cited });
  return once(path);
}

/** What the head of a page says: the title that useDocument gives it later, and one sentence about it. */
export function head(page: PageKey | 'home' | 'models', lang: Lang): { title: string; description: string; site: string } {
  const site = text[lang].site.replace('\u200b', '');
  if (page === 'home') return { title: site, description: home[lang].lede, site };
  const { title, line } = pageText[lang][page];
  return { title: `${title} · ${site}`, description: page === 'models' ? line : `${line} ${home[lang].pages[page]}`, site };
}
