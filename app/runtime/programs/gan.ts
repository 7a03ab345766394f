/** Programs of the gan page, by name. */
export const ganPrograms = {} as const;
