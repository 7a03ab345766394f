/** The ways to steer a step, and what each costs. Plain numbers, no tensors, so that a page may use them. */

export type GuidanceKind = 'none' | 'classifier' | 'clip' | 'free';

/** Passes through the networks that one guided step costs: of the U-Net, forward; of the guide, forward and backward. */
export const passesOf = (kind: GuidanceKind): { readonly unet: number; readonly guide: number } => ({
  unet: kind === 'free' ? 2 : 1,
  guide: kind === 'classifier' || kind === 'clip' ? 1 : 0,
});
