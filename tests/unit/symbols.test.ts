/** Every letter that a page's formulas use, in its figures and in its prose, stands in its table of symbols, once for every meaning. */
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { katexOptions } from '../../app/shell/katex';
import { lettersOf } from '../../app/shell/letters';
import { type PageSymbol, symbolsIn } from '../../app/shell/pageSymbols';
import { mathOf, NOTES, readNote } from '../notes';

/** Signs that are read, not looked up. */
const SIGNS = ['\\Vert', '\\prime', '\\infty', '\\top'];

interface Parsed {
  readonly type?: string;
  readonly font?: string;
  readonly text?: string;
  readonly [part: string]: unknown;
}

/** The letters as KaTeX itself reads the formula: not those of names, operators and upright words. */
function parsedLetters(tex: string): Set<string> {
  const letters = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!node || typeof node !== 'object' || Array.isArray(node)) return;
    const { type = '', font = '', text = '', ...parts } = node as Parsed;
    if (['text', 'operatorname', 'op'].includes(type) || font === 'mathrm') return;
    if ((type === 'mathord' || type === 'textord') && /[a-zA-Z]/.test(text) && !SIGNS.includes(text)) letters.add(text);
    for (const [name, part] of Object.entries(parts)) if (name !== 'loc') visit(part);
  };
  const { __parse } = katex as unknown as { __parse(tex: string, options: object): unknown };
  visit(__parse(tex, { ...katexOptions, macros: { ...katexOptions.macros } }));
  return letters;
}

it('letters are found as KaTeX finds them', () => {
  const tex = String.raw`\role{data}{\thing{pdata}{p_{\text{data}}}}(x)=\operatorname{tr}\big(\hat\varepsilon_\theta\big)+\mathrm{KL}\log\varnothing`;
  expect([...lettersOf(tex)].sort()).toEqual(['\\theta', '\\varepsilon', '\\varnothing', 'p', 'x']);
  expect(parsedLetters(tex)).toEqual(lettersOf(tex));
});

describe.each(NOTES)('%s', async (page) => {
  const { symbols } = (await import(`../../app/pages/${page}/symbols.ts`)) as { symbols: readonly PageSymbol[] };
  const { formulas } = (await import(`../../app/pages/${page}/formulas.ts`)) as { formulas: Record<string, { tex: string }> };
  const sources = [
    ...Object.values(formulas).map(({ tex }) => tex),
    ...(['en', 'zh'] as const).flatMap((lang) => mathOf(readNote(page, lang))),
  ];

  it('explains every letter, and none that the page does not use', () => {
    const used = new Set(sources.flatMap((tex) => [...parsedLetters(tex)]));
    const told = new Set(symbols.flatMap(({ tex }) => [...parsedLetters(tex)]));
    expect([...used].filter((letter) => !told.has(letter))).toEqual([]);
    const needless = symbols.filter(({ tex }) => {
      const letters = [...parsedLetters(tex)];
      return letters.length > 0 && !letters.some((letter) => used.has(letter));
    });
    expect(needless.map(({ tex }) => tex)).toEqual([]);
  });

  it('has one row for one writing, each in both languages', () => {
    expect(new Set(symbols.map(({ tex }) => tex)).size).toBe(symbols.length);
    for (const { en, zh } of symbols) {
      expect(en).not.toBe('');
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('finds for a formula the rows of its letters', () => {
    for (const tex of sources) {
      const rows = symbolsIn(symbols, [tex]);
      const told = new Set(rows.flatMap((row) => [...lettersOf(row.tex)]));
      expect([...parsedLetters(tex)].filter((letter) => !told.has(letter))).toEqual([]);
    }
  });
});
