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
  distances: {
    load: () => import('./Distances'),
    code: ['models/gan/divergences.ts', 'models/gan/optimalD.ts'],
    formulas: ['js', 'w1', 'bound', 'nonSaturatingSlope'],
  },
  fit: {
    load: () => import('./Fit'),
    code: ['models/gan/divergences.ts', 'models/gan/optimalD.ts'],
    formulas: ['forwardKl', 'js', 'w1', 'reverseKl', 'nonSaturatingSlope'],
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
  faces: {
    load: () => import('./Faces'),
    code: ['models/gan/latentGan.ts', 'models/gan/walks.ts', 'models/gan/sources.ts', 'models/gan/snap.ts'],
    formulas: ['conditional', 'greatCircle', 'sensitive', 'marginals'],
  },
  facesTraining: {
    load: () => import('./FacesTraining'),
    code: ['models/gan/faceRound.ts', 'models/gan/faceGame.ts', 'models/gan/latentGan.ts'],
    formulas: ['conditional', 'pairedLoss', 'slopes', 'pushed'],
  },
  spaces: {
    load: () => import('./Spaces'),
    code: ['models/gan/faceRound.ts', 'models/gan/latentGan.ts', 'models/gan/pixelGan.ts', 'models/gan/faceGame.ts'],
    formulas: ['conditional', 'inPixels', 'pairedLoss', 'frechet'],
  },
  density: {
    load: () => import('./Density'),
    code: ['models/gan/inversion.ts', 'models/gan/latentGan.ts', 'models/gan/pixelGan.ts'],
    formulas: ['inversion', 'conditional'],
  },
  birthday: {
    load: () => import('./Birthday'),
    code: ['models/gan/birthday.ts', 'models/gan/noise.ts'],
    formulas: ['birthday', 'support'],
  },
  collapse: {
    load: () => import('./Collapse'),
    code: ['models/gan/birthday.ts', 'models/gan/pixelGan.ts'],
    formulas: ['birthday', 'support'],
  },
});
