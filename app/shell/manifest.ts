/**
 * The manifest of a page's figures: each figure is declared here once, and everything else follows from it: where it stands and
 * what its address remembers, the code and formulas it shows, its page under /embed, the lists of the build and of the tests.
 *
 *   export const figures = defineFigures('gan', {
 *     minmax: { load: () => import('./MinMax'), code: ['models/gan/game.ts'], formulas: ['value'] },
 *   });
 *
 * A manifest is small and comes with the page; what a figure is made of is fetched by `load`.
 */
import type { ComponentType } from 'react';
import type { StateTable } from '../store/url';
import { type Lazy, lazy } from './lazy';

/** What a figure's file exports. `Id` is `page.name`: a state table that names another figure is a type error. */
export interface FigureModule<Id extends string = string> {
  readonly default: ComponentType;
  // biome-ignore lint/suspicious/noExplicitAny: every figure has fields of its own
  readonly state: StateTable<any, Id>;
  /** Works out, in pieces, what its first drawing would take long for. */
  readonly prepare?: () => Promise<void>;
}

/** A source file shown beside a figure, from the folder `app/`; whole, or one `// #region` of it. */
export type CodeRef = string | { readonly file: string; readonly region: string };

interface Declaration<Id extends string> {
  readonly load: () => Promise<FigureModule<Id>>;
  readonly code: readonly CodeRef[];
  /** Keys of the page's formulas. A figure may show fewer at a time (`<Figure applies>`). */
  readonly formulas: readonly string[];
}

export interface FigureEntry<Page extends string = string, Name extends string = string, FormulaId extends string = string> {
  /** `page.name`: the anchor and the prefix of its query keys are made of it. */
  readonly id: `${Page}.${Name}`;
  readonly page: Page;
  readonly name: Name;
  readonly code: readonly CodeRef[];
  readonly formulas: readonly FormulaId[];
  readonly load: () => Promise<FigureModule>;
  readonly Component: Lazy<object>;
}

/** Figures of a page by name, in reading order. */
export type Figures<FormulaId extends string = string> = Readonly<Record<string, FigureEntry<string, string, FormulaId>>>;

type Declared = Readonly<Record<string, Declaration<string>>>;
type Entries<Page extends string, D extends Declared> = {
  readonly [Name in keyof D & string]: FigureEntry<Page, Name, D[Name]['formulas'][number]>;
};

async function prepared(load: () => Promise<FigureModule>): Promise<FigureModule> {
  const made = await load();
  await made.prepare?.();
  return made;
}

export function defineFigures<const Page extends string, const D extends Declared>(
  page: Page,
  declared: D & { readonly [Name in keyof D & string]: Declaration<`${Page}.${Name}`> },
): Entries<Page, D> {
  const entries = Object.entries(declared as Declared).map(([name, { load, code, formulas }]) => [
    name,
    { id: `${page}.${name}`, page, name, code, formulas, load, Component: lazy(() => prepared(load)) },
  ]);
  return Object.fromEntries(entries) as Entries<Page, D>;
}
