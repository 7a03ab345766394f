/** Programs of the models page, by name. */
export const modelsPrograms = {
  'models.cards': () => import('./models/cards'),
  'models.generators': () => import('./models/generators'),
} as const;
