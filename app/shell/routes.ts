/** What the frame is told of the pages: how each is loaded, with its figures, formulas and symbols. Each is a chunk of its own. */
import type { MDXProps } from 'mdx/types';
import { type ComponentType, createContext, use, useContext } from 'react';
import type { Lang } from '../i18n';
import { kept, type Lazy, lazy } from './lazy';
import type { Figures } from './manifest';
import type { PageSymbol } from './pageSymbols';
import type { PageKey } from './pages';
import type { Stage } from './stages';
import type { Teaching } from './teaching';
import type { Formulas } from './types';

interface Loaders {
  readonly page: () => Promise<{ readonly default: ComponentType; readonly note?: Readonly<Record<Lang, Lazy<MDXProps>>> }>;
  /** What `/embed/<page>/<figure>` can show. */
  readonly figures?: () => Promise<{ readonly figures: Figures }>;
  readonly formulas?: () => Promise<{ readonly formulas: Formulas }>;
  readonly symbols?: () => Promise<{ readonly symbols: readonly PageSymbol[] }>;
  /** What a lecture of the page goes through. */
  readonly stages?: () => Promise<{ readonly stages: readonly Stage[] }>;
  /** Exercises, and what a teacher wants to know. */
  readonly teaching?: () => Promise<{ readonly teaching: Teaching }>;
}

export interface PageRoute {
  readonly Page: ComponentType;
  /** Resolves when the page and its note can stand at once; what cannot be fetched says so when it is shown. */
  readonly ready: (lang: Lang) => Promise<void>;
  /** Starts fetching the page before it is asked for (pointer over its link). */
  readonly preload: () => void;
  readonly figures: (() => Promise<{ readonly figures: Figures }>) | null;
  readonly formulas: () => Promise<{ readonly formulas: Formulas }>;
  readonly symbols: () => Promise<{ readonly symbols: readonly PageSymbol[] }>;
  readonly stages: (() => Promise<{ readonly stages: readonly Stage[] }>) | null;
  readonly teaching: (() => Promise<{ readonly teaching: Teaching }>) | null;
}

export type RouteKey = PageKey | 'home' | 'models';
export type PageRoutes = Readonly<Record<RouteKey, PageRoute>>;

const NO_FORMULAS: Promise<{ readonly formulas: Formulas }> = Promise.resolve({ formulas: {} });
const NO_SYMBOLS: Promise<{ readonly symbols: readonly PageSymbol[] }> = Promise.resolve({ symbols: [] });

export const defineRoute = ({ page, figures, formulas, symbols, stages, teaching }: Loaders): PageRoute => {
  const part = kept(page);
  const Page = lazy(page);
  return {
    Page,
    ready: async (lang) => {
      const { note } = (await part().catch(() => null)) ?? {};
      await Promise.all([Page.preload(), note?.[lang].preload()]);
    },
    preload: () => void Page.preload(),
    figures: figures ? kept(figures) : null,
    formulas: formulas ? kept(formulas) : () => NO_FORMULAS,
    symbols: symbols ? kept(symbols) : () => NO_SYMBOLS,
    stages: stages ? kept(stages) : null,
    teaching: teaching ? kept(teaching) : null,
  };
};

export const RoutesContext = createContext<PageRoutes | null>(null);

export function useRoutes(): PageRoutes {
  const routes = useContext(RoutesContext);
  if (!routes) throw new Error('No routes around');
  return routes;
}

/** The route of a page that an address names; null when there is none. */
export function useRoute(key: string): PageRoute | null {
  const routes = useRoutes();
  return Object.hasOwn(routes, key) ? routes[key as RouteKey] : null;
}

/** The formulas of a page, wherever one stands (a note, an embed, a popover). Suspends while they load. */
export function useFormulas(page: string | null): Formulas {
  const route = useRoute(page ?? '');
  return use(route?.formulas() ?? NO_FORMULAS).formulas;
}

/** The symbols of a page, likewise. */
export function useSymbols(page: string | null): readonly PageSymbol[] {
  const route = useRoute(page ?? '');
  return use(route?.symbols() ?? NO_SYMBOLS).symbols;
}
