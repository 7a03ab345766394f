/** What formulas are set in is in the small fonts: else a browser would fetch KaTeX's whole one for a single character. */
import katex from 'katex';
import { expect, it } from 'vitest';
import { katexOptions } from '../../app/shell/katex';
import { DOUBLE, ROUND, TEXT } from '../../tools/fonts';
import { mathOf, NOTES, readNote } from '../notes';

/** The characters that a formula is drawn with, as its own font's: letters of \mathbb, of \mathcal, all others. */
function drawn(tex: string): { double: string[]; round: string[]; text: string[] } {
  const html = katex.renderToString(tex, { ...katexOptions, output: 'html', macros: { ...katexOptions.macros }, displayMode: true });
  const of = (kind: string) => [...html.matchAll(new RegExp(`class="mord ${kind}[^"]*"[^>]*>(.)`, 'g'))].map((m) => m[1]);
  const text = html.replace(/<svg.*?<\/svg>|<[^>]*>/gs, '').replace(/&(?:amp|lt|gt|quot|#x27);/g, '');
  return { double: of('mathbb'), round: of('mathcal'), text: [...text] };
}

/** Spaces, and what stands in Chinese words: no font of KaTeX has it. */
const ELSEWHERE = /[\u200b\u00a0\p{sc=Han}\u3000-\u303f\uff00-\uffef]/u;
const missing = (drawn: string[], font: string): string[] =>
  [...new Set(drawn)].filter((c) => !font.includes(c) && !ELSEWHERE.test(c)).map((c) => `${c} U+${c.codePointAt(0)?.toString(16)}`);

it.each(NOTES)('%s: every character of its formulas', async (page) => {
  const { formulas } = (await import(`../../app/pages/${page}/formulas.ts`)) as { formulas: Record<string, { tex: string }> };
  const { symbols } = (await import(`../../app/pages/${page}/symbols.ts`)) as { symbols: Record<string, { tex: string }> };
  const all = [
    ...(['en', 'zh'] as const).flatMap((lang) => mathOf(readNote(page, lang))),
    ...[...Object.values(formulas), ...Object.values(symbols)].map(({ tex }) => tex),
  ].map(drawn);
  expect(all.length).toBeGreaterThan(20);
  expect(
    missing(
      all.flatMap(({ text }) => text),
      TEXT,
    ),
  ).toEqual([]);
  expect(
    missing(
      all.flatMap(({ double }) => double),
      DOUBLE,
    ),
  ).toEqual([]);
  expect(
    missing(
      all.flatMap(({ round }) => round),
      ROUND,
    ),
  ).toEqual([]);
});
