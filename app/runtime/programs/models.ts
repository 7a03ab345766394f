/** Programs of the models page, by name. */
export const modelsPrograms = {
  'models.generators': () => import('./models/generators'),
} as const;
