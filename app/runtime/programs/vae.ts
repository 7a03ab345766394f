/** Programs of the vae page, by name. */
export const vaePrograms = {
  'vae.bottleneck': () => import('./vae/bottleneck'),
  'vae.gaussian': () => import('./vae/gaussian'),
  'vae.latents': () => import('./vae/latents'),
  'vae.codebook': () => import('./vae/codebook'),
  'vae.clusters': () => import('./vae/clusters'),
  'vae.segmentation': () => import('./vae/segmentation'),
  'vae.prior': () => import('./vae/prior'),
} as const;
