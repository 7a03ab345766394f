/** Programs of the models page, by name. */
export const modelsPrograms = {} as const;
