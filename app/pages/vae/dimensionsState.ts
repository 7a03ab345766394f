/** What the figure of latent dimensions keeps in the address: whose code it is, and where the hand put its sliders. */
import { TEST_SIZE } from '../../data/faces';
import { ownFace } from '../../shell/own/OwnFace';
import { defineState, int, oneOf, text, type Values } from '../../store/url';
import { BETAS } from './choices';
import { areMoves } from './latents';

export const dimensionsState = defineState('vae.dimensions', {
  beta: oneOf(BETAS, '1'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  mine: ownFace(),
  /** Where the code comes from, before sliders are moved: the face, a sample of N(0, I), or 0. */
  from: oneOf(['face', 'prior', 'zero'], 'face'),
  draw: int({ min: 1, max: 999_999, default: 1 }),
  moved: text({ default: '', max: 120, check: areMoves }),
  row: int({ min: -1, max: 15, default: -1 }),
  attribute: int({ min: 0, max: 9, default: 0 }),
});

export type DimensionsState = Values<typeof dimensionsState.fields>;
