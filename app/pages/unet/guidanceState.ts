/** What the figures about guidance keep in the address. */
import { ownFace } from '../../shell/own/OwnFace';
import { defineState, int, number, text } from '../../store/url';
import { faceField, noiseField, seedField, T, timeField } from './parts';
import { wishField } from './wish';

const shared = {
  face: faceField(1),
  /** In the place of the face that is opened up. */
  mine: ownFace(),
  noise: noiseField,
  t: timeField(500),
  from: int({ min: 0, max: T, default: 0 }),
  to: int({ min: 0, max: T, default: T }),
  steps: int({ min: 5, max: 100, default: 20 }),
  watched: int({ min: 0, max: 15, default: 0 }),
  seed: seedField,
};
const WISH = 'hairColor.blue~glasses.clear';

export const classifierState = defineState('unet.classifier', {
  ...shared,
  s: number({ min: 0, max: 20, default: 3 }),
  wish: wishField(WISH),
});

export const clipState = defineState('unet.clip', {
  ...shared,
  s: number({ min: 0, max: 20, default: 3 }),
  /** Empty: the figure's own prompt, in the reader's language. */
  prompt: text({ default: '', max: 120 }),
});

export const freeState = defineState('unet.free', {
  ...shared,
  w: number({ min: -1, max: 8, default: 2 }),
  wish: wishField(WISH),
  negative: wishField(''),
});

export const sharpenedState = defineState('unet.sharpened', {
  w: number({ min: -1, max: 8, default: 3 }),
  t: int({ min: 0, max: T, default: 350 }),
  from: int({ min: 0, max: T, default: 0 }),
  to: int({ min: 0, max: T, default: T }),
  seed: seedField,
});

export const compareState = defineState('unet.compare', {
  wish: wishField(WISH),
  steps: int({ min: 5, max: 100, default: 20 }),
  seed: seedField,
});
