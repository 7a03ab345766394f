/** Programs of the diffusion page, by name. */
export const diffusionPrograms = {} as const;
