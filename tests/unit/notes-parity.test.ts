/** The notes say the same in both languages: the same headings, figures, formulas, claims, sources and things, in the same order. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGES = new URL('../../app/pages/', import.meta.url);
const pages = readdirSync(PAGES).filter(
  (page) => existsSync(new URL(`${page}/note.en.mdx`, PAGES)) || existsSync(new URL(`${page}/note.zh.mdx`, PAGES)),
);
const read = (page: string, file: string): string => readFileSync(new URL(`${page}/${file}`, PAGES), 'utf8');

/** Every value of an attribute of an element, in reading order. */
function all(note: string, element: string, attribute: string): string[] {
  return [...note.matchAll(new RegExp(`<${element}\\b[^>]*?\\b${attribute}="([^"]*)"`, 'g'))].map((m) => m[1]);
}

const count = (note: string, element: string): number => [...note.matchAll(new RegExp(`<${element}\\b`, 'g'))].length;

/** Inline and display formulas of the prose, as a sorted list: word order may move them within a sentence. */
function inline(note: string): string[] {
  const prose = note.replace(/<\/?[A-Z]\w*\b[^>]*>/g, ' ');
  return [...prose.matchAll(/\$\$([\s\S]+?)\$\$|\$([^$\n][^$]*?)\$/g)]
    .map((m) => (m[1] ?? m[2]).replace(/\\text\{[^}]*\}/g, '\\text{}').replace(/\s+/g, ''))
    .sort();
}

it('finds the notes of all five pages', () => {
  expect(pages.sort()).toEqual(['dalle', 'diffusion', 'gan', 'unet', 'vae']);
});

it('notices a difference in either direction', () => {
  const a = '<H id="one">x</H> $a+b$ <Fig name="f" />';
  const b = '<H id="one">x</H> $a+b$ $c$ <Fig name="g" />';
  expect(all(a, 'H', 'id')).toEqual(all(b, 'H', 'id'));
  expect(all(a, 'Fig', 'name')).not.toEqual(all(b, 'Fig', 'name'));
  expect(inline(a)).not.toEqual(inline(b));
  expect(inline(b)).not.toEqual(inline(a));
});

describe.each(pages)('%s', (page) => {
  const en = read(page, 'note.en.mdx');
  const zh = read(page, 'note.zh.mdx');

  it.each([
    ['H', 'id'],
    ['Fig', 'name'],
    ['Formula', 'id'],
    ['Cite', 'id'],
  ])('has the same <%s %s> in the same order', (element, attribute) => {
    expect(all(zh, element, attribute)).toEqual(all(en, element, attribute));
  });

  it.each(['Claim', 'Kindly', 'Aside'])('has as many <%s>', (element) => {
    expect(count(zh, element)).toBe(count(en, element));
  });

  it('names the same things', () => {
    const things = (note: string) => [...new Set(all(note, 'Term', 'thing'))].sort();
    expect(things(zh)).toEqual(things(en));
  });

  it('writes the same formulas in its prose', () => {
    expect([...new Set(inline(zh))]).toEqual([...new Set(inline(en))]);
  });

  it('names only formulas, figures and sources that exist', async () => {
    const { formulas } = (await import(new URL(`${page}/formulas.ts`, PAGES).href)) as { formulas: Record<string, unknown> };
    const { references } = await import('../../app/shell/references');
    for (const id of all(en, 'Formula', 'id')) expect(Object.keys(formulas)).toContain(id);
    for (const id of all(en, 'Cite', 'id')) expect(Object.keys(references)).toContain(id);
    const table = read(page, 'figures.ts');
    for (const name of all(en, 'Fig', 'name')) expect(table).toMatch(new RegExp(`\\b${name}'?:\\s*lazy\\(`));
  });

  it('holds every formula that the notes and figures could show, and each renders', async () => {
    const { default: katex } = await import('katex');
    const { katexOptions } = await import('../../app/shell/katex');
    const { formulas } = (await import(new URL(`${page}/formulas.ts`, PAGES).href)) as { formulas: Record<string, { tex: string }> };
    for (const { tex } of Object.values(formulas))
      expect(katex.renderToString(tex, { ...katexOptions, macros: { ...katexOptions.macros }, displayMode: true })).toContain('katex');
  });
});
