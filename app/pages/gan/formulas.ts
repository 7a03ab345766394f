/** Formulas of this page: each once, with the model function that computes it. */
export const formulas = {};
