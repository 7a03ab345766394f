/** Small arithmetic of the figures on latent dimensions. */

/** Below this many nats a face a dimension counts as dead: the encoder answers with the prior. */
export const DEAD = 0.05;

/** Where each dimension is looked at. */
export const PLACES = Float32Array.from({ length: 9 }, (_, i) => -3 + 0.75 * i);

/** Dimensions by how much they carry, most first. */
export const byInformation = (kl: Float32Array): number[] => Array.from(kl, (_, j) => j).sort((a, b) => kl[b] - kl[a]);
