/** What the figures of this page keep in the address. */

import { ownFace } from '../../shell/own/OwnFace';
import { dataFields } from '../../shell/planeData';
import { bool, defineState, int, number, oneOf, text } from '../../store/url';
import { editsField, inpaintField, paintingField } from './painting';

export const T = 1_000;
const seed = int({ min: 1, max: 999_999, default: 1 });
const step = (initial: number) => int({ min: 1, max: T, default: initial });
const face = (initial = 3) => int({ min: 0, max: 999, default: initial });

/** ᾱ of the drawn schedule at five places, in percent, joined by dashes. */
export const knotsField = text({ default: '97-60-50-40-3', max: 30, check: (given) => readKnots(given).length === 5 });
export const readKnots = (given: string): number[] =>
  given
    .split('-')
    .map((part) => Number(part) / 100)
    .filter((v) => v >= 0 && v <= 1);
export const writeKnots = (knots: readonly number[]): string => knots.map((k) => Math.round(100 * k)).join('-');

export const forwardState = defineState('diffusion.forward', {
  t: int({ min: 0, max: T, default: 200 }),
  face: face(),
  mine: ownFace(),
  schedule: oneOf(['linear', 'cosine', 'drawn'], 'linear'),
  knots: knotsField,
  paint: paintingField(),
  seed,
});

export const isotropicState = defineState('diffusion.isotropic', {
  t: int({ min: 0, max: T, default: 0 }),
  schedule: oneOf(['linear', 'cosine'], 'linear'),
  ...dataFields('line'),
});

export const backwardState = defineState('diffusion.backward', {
  sampler: oneOf(['ddpm', 'ddim'], 'ddpm'),
  eta: number({ min: 0, max: 1, default: 0 }),
  steps: int({ min: 4, max: T, default: 25 }),
  start: oneOf(['many', 'between', 'picture'], 'many'),
  other: int({ min: 1, max: 999_999, default: 2 }),
  /** Of the start from a picture: which test face, or the reader's own; and the step it is noised to. */
  picture: face(16),
  mine: ownFace(),
  level: step(600),
  w: number({ min: -1, max: 6, default: -1 }),
  face: int({ min: 0, max: 15, default: 0 }),
  /** The step looked at; −1 follows the run. */
  at: int({ min: -1, max: T - 1, default: -1 }),
  /** Steps that were done when the reader stopped it; −1: it runs, or is at its end. */
  stopped: int({ min: -1, max: T - 1, default: -1 }),
  tool: oneOf(['look', 'xt', 'x0', 'mask'], 'look'),
  /** On the brush's picture, not gone in yet; what has gone in; what is brushed over; what is being invented anew. */
  draft: paintingField(),
  edits: editsField,
  mask: paintingField(1),
  inpaint: inpaintField,
  seed,
});

export const predictState = defineState('diffusion.predictNoise', {
  from: oneOf(['shipped', 'scratch'], 'shipped'),
  /** What is trained on: faces, or the pictures that the reader keeps on this device. */
  on: oneOf(['faces', 'own'], 'faces'),
  /** The noises that pictures are sampled from. */
  draw: int({ min: 1, max: 9_999, default: 1 }),
  t: step(400),
  face: face(4),
  mine: ownFace(),
  noise: int({ min: 1, max: 9_999, default: 1 }),
  seed,
});

export const targetsState = defineState('diffusion.targets', { ...dataFields('gaussians8'), seed });
export const timelessState = defineState('diffusion.timeless', { ...dataFields('gaussians8'), seed });

export const varianceState = defineState('diffusion.variance', {
  schedule: oneOf(['linear', 'cosine'], 'linear'),
  ...dataFields('moons'),
  seed,
});

export const timeState = defineState('diffusion.timeEmbedding', {
  t: step(300),
  told: step(600),
  dim: int({ min: 8, max: 128, default: 64 }),
  face: face(5),
  mine: ownFace(),
  noise: int({ min: 1, max: 9_999, default: 1 }),
});

export const scoreState = defineState('diffusion.score', {
  t: int({ min: 0, max: T, default: 90 }),
  eta: number({ min: 0, max: 1, default: 0 }),
  steps: int({ min: 4, max: 200, default: 40 }),
  schedule: oneOf(['linear', 'cosine'], 'cosine'),
  show: oneOf(['exact', 'learned', 'difference'], 'learned'),
  ways: bool(true),
  ...dataFields('gaussians8'),
  seed,
});
