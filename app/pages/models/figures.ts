/** The figure of this page. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('models', {
  generators: {
    load: () => import('./Generators'),
    code: ['runtime/programs/models/samplers.ts', 'models/metrics/index.ts', 'models/metrics/nearest.ts'],
    formulas: [],
  },
});
