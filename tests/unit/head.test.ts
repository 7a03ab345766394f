/** Where the site will lie: with SITE_URL every address that others read is absolute and is the page's own, without it all are relative. */
import { describe, expect, it } from 'vitest';
import { folder, headLinks, LANGS, PAGES, siteOf } from '../../tools/head';

const said = { title: 'A "title" & more', description: 'what <it> says', name: 'Notes' };
const addresses = (head: readonly string[]) =>
  head.flatMap((line) => /(?:href|(?:og:url|og:image)" content)="([^"]*)"/.exec(line)?.[1] ?? []);

describe.each(['https://name.github.io/notes', 'https://notes.example/', 'https://notes.example/deep/er//'])('a site at %s', (given) => {
  const site = given.replace(/\/+$/, '/').replace(/([^/])$/, '$1/');

  it.each(PAGES.flatMap((page) => LANGS.map((lang) => [page, lang] as const)))(
    '%s, %s: canonical, alternates, url and picture',
    (page, lang) => {
      const own = `${site}${lang === 'zh' ? 'zh/' : ''}${page === 'home' ? '' : `${page}/`}`;
      const name = page === 'home' ? '' : `${page}/`;
      expect(addresses(headLinks(siteOf(given), page, lang, said))).toEqual([
        own,
        `${site}${name}`,
        `${site}zh/${name}`,
        `${site}${name}`,
        own,
        `${site}social/${page}.png`,
      ]);
    },
  );
});

it('not told where, addresses lead from the page to the same places', () => {
  expect(siteOf(undefined)).toBeNull();
  expect(siteOf('')).toBeNull();
  for (const page of PAGES)
    for (const lang of LANGS) {
      const here = new URL(folder(page, lang), 'http://anywhere/under/');
      const from = addresses(headLinks(null, page, lang, said));
      expect(from.every((address) => !/^\w+:|^\//.test(address))).toBe(true);
      expect(from.map((address) => new URL(address, here).href)).toEqual(
        addresses(headLinks(siteOf('http://anywhere/under'), page, lang, said)),
      );
    }
});

it('titles and descriptions cannot break out of their attribute', () => {
  const head = headLinks(null, 'gan', 'en', said).join('\n');
  expect(head).toContain('content="A &quot;title&quot; &amp; more"');
  expect(head).toContain('content="what &lt;it> says"');
});
