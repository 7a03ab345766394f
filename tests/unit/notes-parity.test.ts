/** The notes say the same in both languages: the same headings, figures, formulas, claims, sources and things, in the same order. */
import { describe, expect, it } from 'vitest';
import { manifests } from '../../app/figures';
import { attributes, elements, mathOf, NOTES, parseNote, readNote } from '../notes';

/** The formulas of the prose, as a sorted list: word order may move them within a sentence, and words inside them differ. */
const mathSet = (note: ReturnType<typeof parseNote>): string[] =>
  [...new Set(mathOf(note).map((tex) => tex.replace(/\\text\{[^}]*\}/g, '\\text{}').replace(/\s+/g, '')))].sort();

it('notices a difference in either direction', () => {
  const a = parseNote('<H id="one">x</H>\n\nSo $a+b$.\n\n<Fig name="f" />');
  const b = parseNote('<H id="one">x</H>\n\nSo $a+b$ and\n\n$$\nc\n$$\n\n<Fig name="g" />');
  expect(attributes(a, 'H', 'id')).toEqual(['one']);
  expect(attributes(a, 'H', 'id')).toEqual(attributes(b, 'H', 'id'));
  expect(attributes(a, 'Fig', 'name')).not.toEqual(attributes(b, 'Fig', 'name'));
  expect(mathSet(a)).toEqual(['a+b']);
  expect(mathSet(b)).toEqual(['a+b', 'c']);
});

describe.each(NOTES)('%s', (page) => {
  const en = readNote(page, 'en');
  const zh = readNote(page, 'zh');

  it.each([
    ['H', 'id'],
    ['Fig', 'name'],
    ['Formula', 'id'],
    ['Cite', 'id'],
  ])('has the same <%s %s> in the same order', (element, attribute) => {
    expect(attributes(zh, element, attribute)).toEqual(attributes(en, element, attribute));
  });

  it('shows every figure of the manifest once, in its order', () => {
    expect(attributes(en, 'Fig', 'name')).toEqual(Object.keys(manifests[page]));
  });

  it.each(['Claim', 'Caveat', 'Aside'])('has as many <%s>', (element) => {
    expect(elements(zh, element).length).toBe(elements(en, element).length);
  });

  it('names the same things', () => {
    const things = (note: typeof en) => [...new Set(attributes(note, 'Term', 'thing'))].sort();
    expect(things(zh)).toEqual(things(en));
  });

  it('writes the same formulas in its prose', () => {
    expect(mathSet(zh)).toEqual(mathSet(en));
  });

  it('names only formulas and sources that exist', async () => {
    const { formulas } = (await import(`../../app/pages/${page}/formulas.ts`)) as { formulas: Record<string, unknown> };
    const { references } = await import('../../app/shell/references');
    for (const id of attributes(en, 'Formula', 'id')) expect(Object.keys(formulas)).toContain(id);
    for (const id of attributes(en, 'Cite', 'id')) expect(Object.keys(references)).toContain(id);
  });

  it('holds every formula that the notes and figures could show, and each renders', async () => {
    const { default: katex } = await import('katex');
    const { katexOptions } = await import('../../app/shell/katex');
    const { formulas } = (await import(`../../app/pages/${page}/formulas.ts`)) as { formulas: Record<string, { tex: string }> };
    for (const { tex } of Object.values(formulas))
      expect(katex.renderToString(tex, { ...katexOptions, macros: { ...katexOptions.macros }, displayMode: true })).toContain('katex');
  });
});

/** Every symbol that a formula would light. */
const lit = (html: string): string[] => [...html.matchAll(/data-thing="([^"]*)"/g)].map((m) => m[1]);

it('lights only symbols of the one list, in notes and formulas, and each of the list is lit somewhere', async () => {
  const { default: katex } = await import('katex');
  const { katexOptions } = await import('../../app/shell/katex');
  const { LINKED_SYMBOLS } = await import('../../app/shell/linkedSymbols');
  const used = new Set<string>();
  for (const page of NOTES) {
    const { formulas } = (await import(`../../app/pages/${page}/formulas.ts`)) as { formulas: Record<string, { tex: string }> };
    const notes = [readNote(page, 'en'), readNote(page, 'zh')];
    for (const tex of [...Object.values(formulas).map((formula) => formula.tex), ...notes.flatMap(mathOf)])
      for (const symbol of lit(katex.renderToString(tex, { ...katexOptions, macros: { ...katexOptions.macros } }))) used.add(symbol);
    for (const note of notes) for (const symbol of attributes(note, 'Term', 'thing')) used.add(symbol);
  }
  expect([...used].filter((symbol) => !LINKED_SYMBOLS.some((known) => known === symbol))).toEqual([]);
  // Those that only stand in a figure: their names are checked by their type.
  expect(LINKED_SYMBOLS.filter((symbol) => !used.has(symbol))).toEqual(['attention', 'loss']);
});
