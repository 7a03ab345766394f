/** Which files the pages are: everything is loaded when first shown. The frame knows them only through this table (shell/routes). */
import { defineRoute, type PageRoutes } from './shell/routes';

export const routes: PageRoutes = {
  home: defineRoute({ page: () => import('./pages/home') }),
  gan: defineRoute({
    page: () => import('./pages/gan'),
    figures: () => import('./pages/gan/figures'),
    formulas: () => import('./pages/gan/formulas'),
    symbols: () => import('./pages/gan/symbols'),
    stages: () => import('./pages/gan/stages'),
    teaching: () => import('./pages/gan/teaching'),
  }),
  vae: defineRoute({
    page: () => import('./pages/vae'),
    figures: () => import('./pages/vae/figures'),
    formulas: () => import('./pages/vae/formulas'),
    symbols: () => import('./pages/vae/symbols'),
    stages: () => import('./pages/vae/stages'),
    teaching: () => import('./pages/vae/teaching'),
  }),
  dalle: defineRoute({
    page: () => import('./pages/dalle'),
    figures: () => import('./pages/dalle/figures'),
    formulas: () => import('./pages/dalle/formulas'),
    symbols: () => import('./pages/dalle/symbols'),
    stages: () => import('./pages/dalle/stages'),
    teaching: () => import('./pages/dalle/teaching'),
  }),
  diffusion: defineRoute({
    page: () => import('./pages/diffusion'),
    figures: () => import('./pages/diffusion/figures'),
    formulas: () => import('./pages/diffusion/formulas'),
    symbols: () => import('./pages/diffusion/symbols'),
    stages: () => import('./pages/diffusion/stages'),
    teaching: () => import('./pages/diffusion/teaching'),
  }),
  unet: defineRoute({
    page: () => import('./pages/unet'),
    figures: () => import('./pages/unet/figures'),
    formulas: () => import('./pages/unet/formulas'),
    symbols: () => import('./pages/unet/symbols'),
    stages: () => import('./pages/unet/stages'),
    teaching: () => import('./pages/unet/teaching'),
  }),
  models: defineRoute({ page: () => import('./pages/models'), figures: () => import('./pages/models/figures') }),
};
