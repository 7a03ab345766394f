/** The code shown beside the figure: the code that runs. */
import type { CodeRef } from '../../shell/types';

const yardstick = () => import('../../models/yardstick/index.ts?raw');
const nearest = () => import('../../models/yardstick/nearest.ts?raw');
const makers = () => import('../../runtime/programs/models/makers.ts?raw');

export const generatorsCode: readonly CodeRef[] = [
  { file: 'runtime/programs/models/makers.ts', source: makers },
  { file: 'models/yardstick/index.ts', source: yardstick },
  { file: 'models/yardstick/nearest.ts', source: nearest },
];
