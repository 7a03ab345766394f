/** What a figure or a piece of prose knows of where it stands. */
import { createContext } from 'react';
import type { PageKey } from './pages';

export interface PageInfo {
  readonly page: PageKey | 'models';
  readonly embedded: boolean;
}

/** The page around a figure; null on home and models. */
export const PageContext = createContext<PageInfo | null>(null);

/** The figure around a control: `gan.minmax`. */
export const FigureContext = createContext<string | null>(null);
