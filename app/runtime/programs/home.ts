/** Programs of the first page, by name. */
export const homePrograms = {
  'home.painters': () => import('./home/painters'),
} as const;
