/** Programs of the vae page, by name. */
export const vaePrograms = {
  'vae.bottleneck': () => import('./vae/bottleneck'),
  'vae.gaussian': () => import('./vae/gaussian'),
  'vae.latents': () => import('./vae/latents'),
} as const;
