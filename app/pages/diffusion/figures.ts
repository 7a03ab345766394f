/** Figures of this page, each loaded when first shown. */
import { lazy } from 'react';
import type { Figures } from '../../shell/types';

export const figures: Figures = {
  forward: lazy(() => import('./Forward')),
  isotropic: lazy(() => import('./Isotropic')),
  backward: lazy(() => import('./Backward')),
  predictNoise: lazy(() => import('./PredictNoise')),
  targets: lazy(() => import('./Targets')),
  variance: lazy(() => import('./Variance')),
  timeEmbedding: lazy(() => import('./TimeEmbedding')),
  timeless: lazy(() => import('./Timeless')),
  score: lazy(() => import('./Score')),
};
