/** How the two sides of a comparison of codes are drawn. */
import type { Side } from '../../runtime/programs/vae/discreteSettings';
import type { ColourName } from '../../viz/palette';

export const COLOURS: Readonly<Record<Side, ColourName>> = { vae: 'latent', vq: 'network' };
