/** What a figure or a piece of prose knows of where it stands. */
import { createContext, useContext } from 'react';
import type { FigureEntry } from './manifest';
import type { PageKey } from './pages';

export interface PageInfo {
  readonly page: PageKey | 'models';
  readonly embedded: boolean;
}

/** The page around a figure; null on home and models. */
export const PageContext = createContext<PageInfo | null>(null);

/** The figure around a control, as its page declares it. */
export const FigureContext = createContext<FigureEntry | null>(null);

/** For what only stands in figures. */
export function useFigureEntry(): FigureEntry {
  const entry = useContext(FigureContext);
  if (!entry) throw new Error('A figure stands outside of <ShowFigure>');
  return entry;
}
