/** Figures of this page, in reading order. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('diffusion', {
  forward: {
    load: () => import('./Forward'),
    code: ['models/diffusion/schedule.ts'],
    formulas: ['step', 'jump', 'snr', 'cosine'],
  },
  isotropic: {
    load: () => import('./Isotropic'),
    code: ['models/diffusion/schedule.ts', 'models/diffusion/spectrum.ts'],
    formulas: ['covariance', 'jump'],
  },
  backward: {
    load: () => import('./Backward'),
    code: ['models/diffusion/sampler.ts', 'models/diffusion/posterior.ts', 'models/diffusion/faces.ts', 'models/diffusion/unet.ts'],
    formulas: ['ddpm', 'ddim', 'x0Hat', 'posterior'],
  },
  bound: {
    load: () => import('./Bound'),
    code: ['models/diffusion/bound.ts', 'models/diffusion/posterior.ts', 'models/diffusion/faces.ts'],
    formulas: ['elbo', 'weighted', 'snrWeight', 'simple'],
  },
  predictNoise: {
    load: () => import('./PredictNoise'),
    code: ['models/diffusion/faces.ts', 'models/diffusion/unet.ts'],
    formulas: ['simple', 'jump', 'x0Hat'],
  },
  lastStep: {
    load: () => import('./LastStep'),
    code: ['models/diffusion/lastStep.ts', 'models/diffusion/schedule.ts', 'models/diffusion/unet.ts'],
    formulas: ['ownShare', 'step', 'jump'],
  },
  algorithms: {
    load: () => import('./Algorithms'),
    code: ['runtime/programs/diffusion/algorithm1.ts', 'models/diffusion/faces.ts', 'models/diffusion/sampler.ts'],
    formulas: ['simple', 'ddpm', 'x0Hat', 'ddim'],
  },
  targets: {
    load: () => import('./Targets'),
    code: ['models/diffusion/posterior.ts', 'models/diffusion/plane.ts'],
    formulas: ['targets', 'simple', 'posterior'],
  },
  variance: {
    load: () => import('./Variance'),
    code: ['models/diffusion/posterior.ts', 'models/diffusion/sampler.ts', 'models/diffusion/plane.ts'],
    formulas: ['posterior', 'learnedVariance', 'hybrid'],
  },
  timeEmbedding: {
    load: () => import('./TimeEmbedding'),
    code: ['models/diffusion/embedding.ts', 'models/diffusion/unet.ts'],
    formulas: ['embedding', 'simple'],
  },
  timeless: {
    load: () => import('./Timeless'),
    code: ['models/diffusion/plane.ts', 'models/diffusion/embedding.ts'],
    formulas: ['simple', 'embedding'],
  },
  ranges: {
    load: () => import('./Ranges'),
    code: ['models/diffusion/experts.ts', 'models/diffusion/plane.ts', 'models/diffusion/score.ts'],
    formulas: ['simple', 'score'],
  },
  score: {
    load: () => import('./Score'),
    code: ['models/diffusion/score.ts', 'models/diffusion/plane.ts', 'models/diffusion/sampler.ts'],
    formulas: ['score', 'tweedie', 'mixture', 'ode', 'ddim'],
  },
  reverse: {
    load: () => import('./Reverse'),
    code: ['models/diffusion/given.ts', 'models/diffusion/sampler.ts', 'models/diffusion/score.ts'],
    formulas: ['reverseSde', 'ode', 'given', 'tweedie', 'ddim'],
  },
  straight: {
    load: () => import('./Straight'),
    code: ['models/diffusion/straight.ts', 'models/diffusion/plane.ts', 'models/diffusion/sampler.ts'],
    formulas: ['line', 'euler', 'detour', 'ddim'],
  },
});
