/** What the figures about the network keep in the address. */
import { ownFace } from '../../shell/own/OwnFace';
import { defineState, int, oneOf, text } from '../../store/url';
import { faceField, noiseField, seedField, timeField } from './parts';

export const LEVEL_NAMES = ['down0', 'down1', 'down2', 'middle', 'up2', 'up1', 'up0'] as const;

export const insideState = defineState('unet.inside', {
  face: faceField(3),
  mine: ownFace(),
  noise: noiseField,
  t: timeField(300),
  level: oneOf(LEVEL_NAMES, 'down1'),
  channel: int({ min: 0, max: 95, default: 0 }),
  layer: oneOf(['output', 'conv1', 'conv2'], 'output'),
  row: int({ min: 0, max: 15, default: 3 }),
  column: int({ min: 0, max: 15, default: 3 }),
  seed: seedField,
});

/** Nine numbers joined by `_`. */
export const readKernel = (given: string): number[] => given.split('_').map(Number);
export const writeKernel = (kernel: readonly number[]): string => kernel.map((v) => String(Math.round(v * 100) / 100)).join('_');
const kernelField = (initial: readonly number[]) =>
  text({
    default: writeKernel(initial),
    max: 80,
    check: (given) => readKernel(given).length === 9 && readKernel(given).every((v) => Number.isFinite(v) && Math.abs(v) <= 9),
  });

export const resampleState = defineState('unet.resample', {
  input: oneOf(['stroke', 'face', 'flat', 'noise'], 'stroke'),
  down: oneOf(['max', 'mean', 'stride'], 'max'),
  up: oneOf(['transposed', 'nearest', 'bilinear'], 'transposed'),
  kernel: kernelField([1, 1, 1, 1, 1, 1, 1, 1, 1]),
  size: int({ min: 2, max: 4, default: 3 }),
  stride: int({ min: 1, max: 3, default: 2 }),
  pad: int({ min: 0, max: 2, default: 1 }),
  row: int({ min: 0, max: 15, default: 3 }),
  column: int({ min: 0, max: 15, default: 3 }),
  seed: seedField,
});

const source = oneOf(['own', 'cut', 'other'], 'own');
export const skipsState = defineState('unet.skips', {
  face: faceField(3),
  mine: ownFace(),
  other: faceField(22),
  noise: noiseField,
  t: timeField(600),
  skip0: source,
  skip1: source,
  skip2: source,
  middle: oneOf(['own', 'cut', 'other'], 'other'),
  channel: int({ min: 0, max: 31, default: 4 }),
  seed: seedField,
});
