/** The state of the first figure in the address, and the lab's configuration made of it. */
import { POINT_SETS } from '../../data/points';
import { isDrawing, MAX_DRAWING } from '../../data/points/drawnText';
import type { MinMaxConfig } from '../../runtime/programs/gan/config';
import type { DataChoice } from '../../runtime/programs/planeData';
import { bool, defineState, int, number, oneOf, text, type Values } from '../../store/url';

export const LOSS_NAMES = ['nonSaturating', 'saturating', 'leastSquares', 'hinge', 'wganGp'] as const;
const rate = (initial: number) => number({ min: 0, max: 1, default: initial });

export const minmaxState = defineState('gan.minmax', {
  data: oneOf([...POINT_SETS.map(({ key }) => key), 'drawn'], 'ring'),
  drawn: text({ default: '', max: MAX_DRAWING, check: isDrawing }),
  loss: oneOf(LOSS_NAMES, 'nonSaturating'),
  noise: oneOf(['uniform', 'gaussian'], 'uniform'),
  dim: int({ min: 1, max: 2, default: 2 }),
  r1: bool(false),
  opt: oneOf(['adam', 'rmsprop', 'sgd'], 'adam'),
  lrG: rate(0.002),
  lrD: rate(0.002),
  k: int({ min: 1, max: 5, default: 2 }),
  lG: int({ min: 1, max: 4, default: 2 }),
  wG: int({ min: 2, max: 64, default: 8 }),
  lD: int({ min: 1, max: 4, default: 2 }),
  wD: int({ min: 2, max: 64, default: 8 }),
  batch: int({ min: 8, max: 512, default: 150 }),
  surface: bool(true),
  grid: bool(true),
  pull: bool(true),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export type MinMaxState = Values<typeof minmaxState.fields>;

/** Weight γ of R1 when it is on. */
export const R1_GAMMA = 0.1;

/** The lab's configuration: the rules of the state, on data that a program can draw from. */
export function configOf(s: MinMaxState, data: DataChoice): MinMaxConfig {
  return {
    ...data,
    noise: s.noise,
    noiseDim: s.dim === 1 ? 1 : 2,
    loss: s.loss,
    r1: s.r1 ? R1_GAMMA : 0,
    optimizer: s.opt,
    lrG: s.lrG,
    lrD: s.lrD,
    dSteps: s.k,
    layersG: s.lG,
    widthG: s.wG,
    layersD: s.lD,
    widthD: s.wD,
    batch: s.batch,
  };
}
