/** Figures of this page, in reading order. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('dalle', {
  stream: {
    load: () => import('./Stream'),
    code: ['models/dalle/gpt.ts', 'models/dalle/sampling.ts', 'models/nn/transformer.ts', 'models/dalle/masks.ts'],
    formulas: ['sequence', 'attention', 'temperature', 'guidance'],
  },
  rerank: {
    load: () => import('./Rerank'),
    code: ['models/dalle/ranking.ts', 'models/dalle/clip.ts', 'models/dalle/gpt.ts'],
    formulas: ['clip'],
  },
});
