/** Programs of the dalle page, by name. */
export const dallePrograms = {} as const;
