/** Figures of this page, each loaded when first shown. */
import { lazy } from 'react';
import type { Figures } from '../../shell/types';

export const figures: Figures = {
  minmax: lazy(() => import('./MinMax')),
  optimal: lazy(() => import('./Optimal')),
  dirac: lazy(() => import('./Dirac')),
  variety: lazy(() => import('./Variety')),
};
