/** Figures of this page, each loaded when first shown. */
import { lazy } from 'react';
import type { Figures } from '../../shell/types';

export const figures: Figures = {
  generators: lazy(() => import('./Generators')),
};
