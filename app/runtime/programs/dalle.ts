/** Programs of the dalle page, by name. */
export const dallePrograms = {
  'dalle.stream': () => import('./dalle/stream'),
  'dalle.rerank': () => import('./dalle/rerank'),
} as const;
