/** Figures of this page, in reading order. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('gan', {
  minmax: {
    load: () => import('./MinMax'),
    code: ['models/gan/game.ts', 'models/gan/losses.ts', 'models/gan/plane.ts', 'models/gan/noise.ts', 'models/gan/measures.ts'],
    formulas: [
      'value',
      'generator',
      'lossD',
      'saturating',
      'nonSaturating',
      'leastSquares',
      'hinge',
      'wganGp',
      'r1',
      'update',
      'js',
      'kl',
      'swd',
      'pull',
    ],
  },
  optimal: {
    load: () => import('./Optimal'),
    code: ['models/gan/optimalD.ts', 'models/gan/losses.ts', 'models/gan/plane.ts'],
    formulas: ['integrand', 'optimalD', 'bound', 'js'],
  },
  dirac: {
    load: () => import('./Dirac'),
    code: ['models/gan/dirac.ts'],
    formulas: ['dirac', 'diracField', 'diracEigen', 'simultaneous', 'alternating', 'r1Eigen'],
  },
  variety: {
    load: () => import('./Variety'),
    code: ['models/gan/noise.ts', 'models/gan/plane.ts', 'models/gan/measures.ts', 'models/gan/losses.ts'],
    formulas: ['generator', 'covered', 'value'],
  },
});
