/** Programs of the vae page, by name. */
export const vaePrograms = {} as const;
