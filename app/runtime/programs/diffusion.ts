/** Programs of the diffusion page, by name. */
export const diffusionPrograms = {
  'diffusion.backward': () => import('./diffusion/backward'),
  'diffusion.algorithms': () => import('./diffusion/algorithms'),
  'diffusion.lastStep': () => import('./diffusion/lastStep'),
  'diffusion.bound': () => import('./diffusion/bound'),
  'diffusion.predictNoise': () => import('./diffusion/predictNoise'),
  'diffusion.wrongTimestep': () => import('./diffusion/wrongTimestep'),
  'diffusion.targets': () => import('./diffusion/targets'),
  'diffusion.timeless': () => import('./diffusion/timeless'),
  'diffusion.variance': () => import('./diffusion/variance'),
  'diffusion.score': () => import('./diffusion/score'),
  'diffusion.ranges': () => import('./diffusion/ranges'),
  'diffusion.reverse': () => import('./diffusion/reverse'),
  'diffusion.straight': () => import('./diffusion/straight'),
} as const;
