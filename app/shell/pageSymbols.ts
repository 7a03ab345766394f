/**
 * What the letters of a page stand for. A letter with several meanings has a row for each, and each says where it holds.
 * A page declares its own (`pages/<page>/symbols.ts`) and takes from `COMMON` what all pages share; `html` is filled in by the build.
 */
import { lettersOf } from './letters';

export interface PageSymbol {
  /** As in a formula of the page, with its role's colour. */
  readonly tex: string;
  readonly html?: string;
  readonly en: string;
  readonly zh: string;
}

/** Notation, the same on every page. */
export const COMMON = {
  expectation: {
    tex: String.raw`\mathbb E`,
    en: 'mean over what stands as its subscript, or over all that is random in the brackets',
    zh: '期望：对下标所写的量求平均；没有下标时，对括号里所有随机的量求平均',
  },
  normal: {
    tex: String.raw`\mathcal N(0,I)`,
    en: 'normal distribution with this mean and this covariance; I is the identity matrix',
    zh: '正态分布，括号里是均值和协方差；I 是单位矩阵',
  },
  nabla: { tex: String.raw`\nabla`, en: 'gradient, in the variable of its subscript', zh: '梯度，对下标所写的变量' },
  partial: { tex: String.raw`\partial`, en: 'partial derivative', zh: '偏导数' },
  differential: { tex: String.raw`\int\!\cdots d x`, en: 'integral over all x', zh: '对所有 x 积分' },
  kl: {
    tex: String.raw`\mathrm{KL}(p\,\Vert\,q)`,
    en: 'Kullback–Leibler divergence from p to q, in nats; 0 only if they are equal',
    zh: 'p 到 q 的 Kullback–Leibler 散度，以奈特计；两者相等时才为 0',
  },
  norm: { tex: String.raw`\lVert\cdot\rVert`, en: 'length of a vector', zh: '向量的长度' },
} as const satisfies Readonly<Record<string, PageSymbol>>;

/** Those of a page's symbols that stand in one of these formulas. */
export function symbolsIn(symbols: readonly PageSymbol[], formulas: readonly string[]): PageSymbol[] {
  const used = new Set(formulas.flatMap((tex) => [...lettersOf(tex)]));
  return symbols.filter(({ tex }) => [...lettersOf(tex)].some((letter) => used.has(letter)));
}
