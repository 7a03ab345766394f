/** The running sources of the page's models, as the code panels show them. */
import type { CodeRef } from '../../shell/types';

const diracSource = () => import('../../models/gan/dirac.ts?raw');
const gameSource = () => import('../../models/gan/game.ts?raw');
const lossesSource = () => import('../../models/gan/losses.ts?raw');
const measuresSource = () => import('../../models/gan/measures.ts?raw');
const noiseSource = () => import('../../models/gan/noise.ts?raw');
const optimalSource = () => import('../../models/gan/optimalD.ts?raw');
const planeSource = () => import('../../models/gan/plane.ts?raw');

const game: CodeRef = { file: 'models/gan/game.ts', source: gameSource };
const plane: CodeRef = { file: 'models/gan/plane.ts', source: planeSource };
const losses: CodeRef = { file: 'models/gan/losses.ts', source: lossesSource };
const noise: CodeRef = { file: 'models/gan/noise.ts', source: noiseSource };
const measures: CodeRef = { file: 'models/gan/measures.ts', source: measuresSource };

export const minmaxCode: readonly CodeRef[] = [game, losses, plane, noise, measures];
export const optimalCode: readonly CodeRef[] = [{ file: 'models/gan/optimalD.ts', source: optimalSource }, losses, plane];
export const diracCode: readonly CodeRef[] = [{ file: 'models/gan/dirac.ts', source: diracSource }];
export const varietyCode: readonly CodeRef[] = [noise, plane, measures, losses];
