/** Programs of the dalle page, by name. */
export const dallePrograms = {
  'dalle.words': () => import('./dalle/words'),
  'dalle.codes': () => import('./dalle/codes'),
  'dalle.relax': () => import('./dalle/relax'),
  'dalle.stream': () => import('./dalle/stream'),
  'dalle.train': () => import('./dalle/train'),
  'dalle.unseen': () => import('./dalle/unseen'),
  'dalle.rerank': () => import('./dalle/rerank'),
} as const;
