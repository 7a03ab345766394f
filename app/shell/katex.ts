/**
 * KaTeX options of the whole product, used at build time (notes, formula tables) and at run time (filled-in formulas).
 * `\thing{name}{…}` marks what lights up together; `\role{noise}{…}` gives the role's colour.
 */
import type { KatexOptions } from 'katex';

const macros: Readonly<Record<string, string>> = {
  '\\thing': '\\htmlData{thing=#1}{#2}',
  '\\role': '\\htmlClass{role-#1}{#2}',
  '\\E': '\\mathbb{E}',
  '\\R': '\\mathbb{R}',
  '\\N': '\\mathcal{N}',
  '\\KL': '\\mathrm{KL}',
  '\\pdata': 'p_{\\text{data}}',
  '\\x': '\\mathbf{x}',
  '\\z': '\\mathbf{z}',
  '\\I': '\\mathbf{I}',
  '\\eps': '\\boldsymbol{\\epsilon}',
  '\\given': '\\,|\\,',
  '\\dd': '\\mathrm{d}',
  '\\argmin': '\\operatorname*{arg\\,min}',
  '\\argmax': '\\operatorname*{arg\\,max}',
};

export const katexOptions: KatexOptions = {
  // Only our own sources are rendered; `htmlData` and `htmlClass` are what the two macros need.
  trust: (context) => context.command === '\\htmlData' || context.command === '\\htmlClass',
  strict: false,
  throwOnError: true,
  output: 'htmlAndMathml',
  macros,
};

/** The same formula for other people's TeX: without what lights it up, and with these notes' macros written out. */
export function plainTex(tex: string): string {
  let out = tex;
  for (let before = ''; out !== before; ) {
    before = out;
    out = unwrapped(out);
  }
  const short = Object.keys(macros).filter((name) => !macros[name].includes('#'));
  return out
    .replace(/\\[A-Za-z]+/g, (name, at: number) => {
      if (!short.includes(name)) return name;
      const joins = /^[A-Za-z]/.test(macros[name]) && /\\[A-Za-z]+$/.test(out.slice(0, at));
      return joins ? ` ${macros[name]}` : macros[name];
    })
    .trim();
}

/** `\thing{z}{X}` and `\role{noise}{X}` give X: the first of them, braces matched. */
function unwrapped(tex: string): string {
  const start = /\\(?:thing|role)\{[^{}]*\}\{/.exec(tex);
  if (!start) return tex;
  let at = start.index + start[0].length;
  for (let depth = 1; at < tex.length; at++) {
    if (tex[at] === '\\') at++;
    else if (tex[at] === '{') depth++;
    else if (tex[at] === '}' && --depth === 0) break;
  }
  const [before, inside, after] = [tex.slice(0, start.index), tex.slice(start.index + start[0].length, at), tex.slice(at + 1)];
  // Braces keep a subscript at what it belonged to; one symbol needs none, unless it would run into a command before it.
  const one = /^(\\[A-Za-z]+|[^\\])$/.test(inside) && !/\\[A-Za-z]+$/.test(before) && !/^\\[A-Za-z]+[A-Za-z]/.test(inside + after);
  return one ? before + inside + after : `${before}{${inside}}${after}`;
}
