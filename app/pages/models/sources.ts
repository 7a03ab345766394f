/** The code shown beside the figure: the code that runs. */
import yardstick from '../../models/yardstick/index.ts?raw';
import nearest from '../../models/yardstick/nearest.ts?raw';
import makers from '../../runtime/programs/models/makers.ts?raw';
import type { CodeRef } from '../../shell/types';

export const generatorsCode: readonly CodeRef[] = [
  { file: 'runtime/programs/models/makers.ts', source: makers },
  { file: 'models/yardstick/index.ts', source: yardstick },
  { file: 'models/yardstick/nearest.ts', source: nearest },
];
