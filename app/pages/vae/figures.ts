/** Figures of this page, each loaded when first shown. */
import { lazy } from 'react';
import type { Figures } from '../../shell/types';

export const figures: Figures = {
  bottleneck: lazy(() => import('./Bottleneck')),
  gaussian: lazy(() => import('./Gaussian')),
  arithmetic: lazy(() => import('./Arithmetic')),
  dimensions: lazy(() => import('./Dimensions')),
  codebook: lazy(() => import('./Codebook')),
  clusters: lazy(() => import('./Clusters')),
  segmentation: lazy(() => import('./Segmentation')),
  prior: lazy(() => import('./Prior')),
};
