/** Figures of this page, in reading order. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('vae', {
  bottleneck: {
    load: () => import('./Bottleneck'),
    code: ['models/vae/autoencoder.ts', 'models/vae/vae.ts', 'models/metrics/nearest.ts'],
    formulas: ['reconstruction', 'kl'],
  },
  gaussian: {
    load: () => import('./Gaussian'),
    code: ['models/vae/vae.ts', 'models/vae/autoencoder.ts'],
    formulas: ['reparameterise', 'beta', 'kl', 'elbo'],
  },
  bound: {
    load: () => import('./Bound'),
    code: ['models/vae/importance.ts', 'models/vae/vae.ts'],
    formulas: ['importance', 'evidence', 'gap', 'elbo'],
  },
  estimators: {
    load: () => import('./Estimators'),
    code: ['models/vae/estimators.ts', 'models/vae/importance.ts'],
    formulas: ['pathwise', 'scoreFunction', 'reparameterise'],
  },
  arithmetic: {
    load: () => import('./Arithmetic'),
    code: ['models/vae/vae.ts', 'models/vae/autoencoder.ts'],
    formulas: ['arithmetic', 'reparameterise'],
  },
  dimensions: {
    load: () => import('./Dimensions'),
    code: ['models/vae/disentangle.ts', 'models/vae/vae.ts'],
    formulas: ['mig', 'kl'],
  },
  codebook: {
    load: () => import('./Codebook'),
    code: ['models/vae/vqvae.ts'],
    formulas: ['lookup', 'perplexity'],
  },
  clusters: {
    load: () => import('./Clusters'),
    code: ['models/vae/vqvae.ts', 'models/vae/kmeans.ts'],
    formulas: ['straightThrough', 'commitment', 'ema', 'perplexity'],
  },
  segmentation: {
    load: () => import('./Segmentation'),
    code: ['models/vae/segmentation.ts', 'models/vae/vqvae.ts'],
    formulas: ['miou', 'lookup'],
  },
  prior: {
    load: () => import('./Prior'),
    code: ['models/vae/prior.ts', 'models/vae/vqvae.ts'],
    formulas: ['prior'],
  },
  discrete: {
    load: () => import('./Discrete'),
    code: ['models/vae/gridVae.ts', 'models/vae/vqvae.ts', 'models/nn/noiseScale.ts', 'models/vae/prior.ts'],
    formulas: ['noise', 'elbo', 'kl', 'reparameterise', 'lookup', 'straightThrough', 'prior'],
  },
});
