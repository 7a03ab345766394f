/** What a page's head says to search engines and previews: where it lies, in which languages, its picture. */
import type { Lang } from '../app/data/types.ts';
import { tagOf } from '../app/i18n/choice.ts';

export const LANGS: readonly Lang[] = ['en', 'zh'];
export const PAGES = ['home', 'gan', 'vae', 'dalle', 'diffusion', 'unet', 'models'] as const;
export type Page = (typeof PAGES)[number];

/** Where a page lies from the site's root: English at `gan/`, Chinese at `zh/gan/`. */
export const folder = (page: Page, lang: Lang): string => `${lang === 'zh' ? 'zh/' : ''}${page === 'home' ? '' : `${page}/`}`;

/** SITE_URL, if it is known, with one slash at its end. */
export const siteOf = (given: string | undefined): string | null => (given ? given.replace(/\/*$/, '/') : null);

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Elements of the head. Addresses are absolute where the site's is known (those that ask do not resolve relative ones), else relative to the page. */
export function headLinks(
  site: string | null,
  page: Page,
  lang: Lang,
  { title, description, name }: { readonly title: string; readonly description: string; readonly name: string },
): string[] {
  const here = folder(page, lang);
  const far = (path: string): string => `${site ?? '../'.repeat(here.split('/').length - 1)}${path}`;
  const meta = (property: string, content: string) => `<meta property="${property}" content="${escaped(content)}" />`;
  return [
    `<link rel="canonical" href="${far(here)}" />`,
    ...LANGS.map((l) => `<link rel="alternate" hreflang="${tagOf(l)}" href="${far(folder(page, l))}" />`),
    `<link rel="alternate" hreflang="x-default" href="${far(folder(page, 'en'))}" />`,
    meta('og:type', 'article'),
    meta('og:site_name', name),
    meta('og:title', title),
    meta('og:description', description),
    meta('og:locale', lang === 'zh' ? 'zh_CN' : 'en_US'),
    meta('og:url', far(here)),
    meta('og:image', far(`social/${page}.png`)),
    '<meta name="twitter:card" content="summary_large_image" />',
  ];
}
