/** Figures of this page, in reading order. */
import { defineFigures } from '../../shell/manifest';

export const figures = defineFigures('dalle', {
  say: {
    load: () => import('./Say'),
    code: ['models/dalle/gpt.ts', 'models/vae/vqvae.ts'],
    formulas: ['sequence'],
  },
  words: {
    load: () => import('./Words'),
    code: ['models/dalle/bpe.ts', 'models/dalle/wtf8.ts'],
    formulas: ['bpe'],
  },
  codes: {
    load: () => import('./Codes'),
    code: ['models/vae/vqvae.ts'],
    formulas: [],
  },
  relax: {
    load: () => import('./Relax'),
    code: ['models/dalle/dvae.ts'],
    formulas: ['gumbel', 'dvae'],
  },
  stream: {
    load: () => import('./Stream'),
    code: ['models/dalle/gpt.ts', 'models/dalle/sampling.ts', 'models/nn/transformer.ts', 'models/dalle/masks.ts'],
    formulas: ['sequence', 'attention', 'temperature', 'guidance'],
  },
  unseen: {
    load: () => import('./Unseen'),
    code: ['data/faces/heldOut.ts', 'models/dalle/gpt.ts', 'data/faces/captions.ts'],
    formulas: ['sequence'],
  },
  rerank: {
    load: () => import('./Rerank'),
    code: ['models/dalle/ranking.ts', 'models/dalle/clip.ts', 'models/dalle/gpt.ts'],
    formulas: ['clip'],
  },
  train: {
    load: () => import('./Train'),
    code: ['models/dalle/gpt.ts', 'models/nn/transformer.ts'],
    formulas: ['sequence', 'attention'],
  },
});
