/**
 * KaTeX options of the whole product, used at build time (notes, formula tables) and at run time (filled-in formulas).
 * `\thing{name}{…}` marks what lights up together; `\role{noise}{…}` gives the role's colour.
 */
import type { KatexOptions } from 'katex';

export const katexOptions: KatexOptions = {
  // Only our own sources are rendered; `htmlData` and `htmlClass` are what the two macros need.
  trust: (context) => context.command === '\\htmlData' || context.command === '\\htmlClass',
  strict: false,
  throwOnError: true,
  output: 'htmlAndMathml',
  macros: {
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
  },
};
