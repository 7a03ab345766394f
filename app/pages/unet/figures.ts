/** Figures of this page, in reading order. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('unet', {
  inside: {
    load: () => import('./Inside'),
    code: ['models/diffusion/unet.ts', 'models/unet/anatomy.ts'],
    formulas: ['unet', 'follow'],
  },
  resample: {
    load: () => import('./Resample'),
    code: ['models/unet/resample.ts'],
    formulas: ['convolution', 'transposed'],
  },
  skips: {
    load: () => import('./Skips'),
    code: ['models/diffusion/unet.ts'],
    formulas: ['unet', 'concatSum'],
  },
  classifier: {
    load: () => import('./Classifier'),
    code: ['models/diffusion/guidance.ts', 'models/diffusion/noisyClassifier.ts'],
    formulas: ['classifier', 'bayes', 'scoreEps'],
  },
  clip: {
    load: () => import('./Clip'),
    code: ['models/diffusion/guidance.ts', 'models/dalle/clip.ts'],
    formulas: ['clipGuide', 'bayes'],
  },
  free: {
    load: () => import('./Free'),
    code: ['models/diffusion/guidance.ts', 'models/diffusion/faces.ts'],
    formulas: ['cfg'],
  },
  sharpened: {
    load: () => import('./Sharpened'),
    code: ['models/diffusion/sharpened.ts', 'models/diffusion/score.ts'],
    formulas: ['sharpened', 'cfg'],
  },
  compare: {
    load: () => import('./Compare'),
    code: ['models/diffusion/guidance.ts', 'models/metrics/index.ts'],
    formulas: ['classifier', 'clipGuide', 'cfg'],
  },
});
