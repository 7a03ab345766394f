/**
 * KaTeX's style sheet with smaller fonts: of each only the characters that formulas of the notes use, a third of its file. A character that is
 * not among them is found in KaTeX's own file, which a browser fetches only then (`unicode-range`).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import subset from 'subset-font';

const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));
const SIGNS = '±·×ˉˆℓ→←↦∂∅∇∈∏∑−∗√∝∞∣∥∫≈≠≤≥≪≫⊤⊙∪∩⋅⋯⌊⌋…′∼≡⇒⟹⟼⟨⟩˙⊥';
/** What letters, digits and signs are set in; with the spaces that KaTeX puts between its boxes, which in another font would be higher. */
export const TEXT = `\u00a0\u200b${ASCII}αβγδεζηθκλμνπρστφχψωϑϕϵΓΔΘΛΣΦΨΩ${SIGNS}`;
/** Letters of `\mathbb` and of `\mathcal`. */
export const DOUBLE = 'ER';
export const ROUND = 'LNUO';

/** Which of KaTeX's fonts, by the names of its files (family, then weight and style), and what of each (tests/unit/fonts.test.ts). */
const FONTS: Readonly<Record<string, string>> = {
  // With the space: the font that has it says how high a line is.
  'AMS-Regular': ` ${DOUBLE}${SIGNS}`,
  'Caligraphic-Regular': ` ${ROUND}`,
  'Main-Bold': TEXT,
  'Main-Italic': TEXT,
  'Main-Regular': TEXT,
  'Math-BoldItalic': TEXT,
  'Math-Italic': TEXT,
  'Size1-Regular': TEXT,
  'Size2-Regular': TEXT,
  'Size3-Regular': TEXT,
  'Size4-Regular': TEXT,
};

/** Small ones that every note uses stand in the style sheet itself: four requests less, and no formula that changes its letters. */
const WITHIN: readonly string[] = ['AMS-Regular', 'Caligraphic-Regular', 'Size1-Regular', 'Size2-Regular'];

/** Characters as CSS names them, those in a row as one range. */
function range(characters: string): string {
  const codes = [...new Set(characters)].map((c) => c.codePointAt(0) ?? 0).sort((a, b) => a - b);
  const ends = codes.filter((code, i) => codes[i + 1] !== code + 1);
  const starts = codes.filter((code, i) => codes[i - 1] !== code - 1);
  return starts.map((from, i) => `U+${from.toString(16)}${ends[i] > from ? `-${ends[i].toString(16)}` : ''}`).join(', ');
}

/**
 * Where KaTeX's own files are asked: letters and signs. Not for Chinese within a formula: no font of its has it, and a browser would
 * fetch one to see.
 */
const ALL = 'U+21-7e, U+a1-200a, U+200c-2e7f, U+1d400-1d7ff';

const face = (font: string, file: string, range: string): string => {
  const [family, style] = font.split('-');
  return `@font-face {
  font-family: KaTeX_${family};
  font-weight: ${style.startsWith('Bold') ? 700 : 400};
  font-style: ${style.endsWith('Italic') ? 'italic' : 'normal'};
  font-display: block;
  src: url("${file}") format("woff2");
  unicode-range: ${range};
}
`;
};

/** Writes the style sheet `target`, and the small fonts beside it. */
export async function makeFonts(target: string): Promise<void> {
  const folder = dirname(target);
  const katex = dirname(createRequire(import.meta.url).resolve('katex'));
  const rules = readFileSync(join(katex, 'katex.min.css'), 'utf8').replaceAll(/@font-face\{[^}]*\}/g, '');
  const whole = readdirSync(join(katex, 'fonts')).filter((name) => name.endsWith('.woff2'));
  // Of two faces with the same character, the later one is taken.
  const faces = whole.map((name) => face(name.slice('KaTeX_'.length, -'.woff2'.length), join(relative(folder, katex), 'fonts', name), ALL));
  for (const [font, characters] of Object.entries(FONTS)) {
    const file = `KaTeX_${font}.generated.woff2`;
    const small = await subset(readFileSync(join(katex, 'fonts', `KaTeX_${font}.woff2`)), characters, { targetFormat: 'woff2' });
    const within = WITHIN.includes(font);
    if (!within) writeFileSync(join(folder, file), small);
    faces.push(face(font, within ? `data:font/woff2;base64,${small.toString('base64')}` : `./${file}`, range(characters)));
  }
  writeFileSync(target, faces.join('') + rules);
}
