/** The shipped VAEs as probabilistic models, each with the pixel variance that makes its β the bound's own: what q and the likelihood are asked of. */

import { pictureOf } from '../../../data/faces/ownPicture';
import type { Params } from '../../../models/nn/params';
import type * as tf from '../../../models/tf';
import { PIXEL_VARIANCE, type Posterior, posterior } from '../../../models/vae/vae';
import { asTensor } from './faces';

/**
 * Reconstruction / 2s² + β KL is, divided by β, the negative ELBO of a decoder with pixel variance β s². So the sixteen dimensions, trained with β = 4,
 * are a VAE with variance 0.08. Two dimensions were trained with a low price, for crisp maps; their decoder's likelihood is largest near its error, 0.1.
 */
export const HONEST = {
  two: { weights: 'vae2', dims: 2, s2: 0.1 },
  sixteen: { weights: 'vae16-b4', dims: 16, s2: 4 * PIXEL_VARIANCE },
} as const;
export type HonestName = keyof typeof HONEST;

/** Draws made in one step. */
export const DRAWS = 512;

/** Which picture: a test face by its number, or the reader's own, as the address has it. */
export interface Whose {
  readonly face: number;
  readonly mine?: string;
}

/** One picture and what the encoder says of it. Made in the caller's tidy. */
export function asked(params: Params, { face, mine }: Whose): { x: tf.Tensor; q: Posterior } {
  const x = asTensor(pictureOf(face, mine)); // [1, 16, 16, 3]
  return { x, q: posterior(params, x) };
}
