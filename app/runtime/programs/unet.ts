/** Programs of the unet page, by name. */
export const unetPrograms = {
  'unet.inside': () => import('./unet/inside'),
  'unet.upsampling': () => import('./unet/upsampling'),
  'unet.skips': () => import('./unet/skips'),
  'unet.guided': () => import('./unet/guided'),
  'unet.tradeoff': () => import('./unet/tradeoff'),
} as const;
