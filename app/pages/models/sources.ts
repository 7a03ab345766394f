/** The code shown beside the figure: the code that runs. */
import type { CodeRef } from '../../shell/types';

const metrics = () => import('../../models/metrics/index.ts?raw');
const nearest = () => import('../../models/metrics/nearest.ts?raw');
const samplers = () => import('../../runtime/programs/models/samplers.ts?raw');

export const generatorsCode: readonly CodeRef[] = [
  { file: 'runtime/programs/models/samplers.ts', source: samplers },
  { file: 'models/metrics/index.ts', source: metrics },
  { file: 'models/metrics/nearest.ts', source: nearest },
];
