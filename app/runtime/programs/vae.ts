/** Programs of the vae page, by name. */
export const vaePrograms = {
  'vae.bottleneck': () => import('./vae/bottleneck'),
  'vae.gaussian': () => import('./vae/gaussian'),
  'vae.bound': () => import('./vae/bound'),
  'vae.estimators': () => import('./vae/estimators'),
  'vae.latents': () => import('./vae/latents'),
  'vae.codebook': () => import('./vae/codebook'),
  'vae.clusters': () => import('./vae/clusters'),
  'vae.discrete': () => import('./vae/discrete'),
  'vae.segmentation': () => import('./vae/segmentation'),
  'vae.prior': () => import('./vae/prior'),
} as const;
