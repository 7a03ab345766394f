/** Programs of the unet page, by name. */
export const unetPrograms = {} as const;
