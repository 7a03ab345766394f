/** What the figures on GANs of faces draw, the same in the page and in the worker: noises and wishes by seed. */
import { attributesOf, faceAt } from '../../../data/faces';
import { createRng } from '../../../data/rng';

/** Length of z. */
export const LATENT = 64;
/** Directions of z that have a slider. */
export const DIRECTIONS = 4;
/** Faces of each set that are shown; more of them are measured. */
export const SHOWN = 16;
export const MEASURED = 256;
/** Widths of the noise that are compared; faces of each that are measured, and shown. */
export const WIDTHS = [0, 0.3, 0.6, 1, 1.5, 2, 3] as const;
export const EACH_WIDTH = 48;
export const SHOWN_OF_WIDTH = 8;

/** The noise `label` of a seed, n draws of it [n · LATENT], `width` times as wide as N(0, I). */
export const noisesOf = (label: string, n: number, width = 1): Float32Array =>
  createRng(`gan.faces/noise/${label}`)
    .fillNormal(new Float32Array(n * LATENT))
    .map((v) => v * width);

/** The attributes [10] of a test face. */
export const wishOf = (face: number): Uint8Array => attributesOf(faceAt('test', face));

/** One z, n times. */
export const tiled = (z: Float32Array, n: number): Float32Array => Float32Array.from({ length: n * z.length }, (_, i) => z[i % z.length]);
