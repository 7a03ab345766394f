/** Faces: 16×16 RGB pixel art composed from the parts of @dicebear/pixel-art (design CC0 1.0, code MIT), with everything about them known exactly. */
export type { AttributeClass, Lang } from '../types';
export { atlas, SLOTS, type Slot } from './atlas';
export {
  ATTRIBUTE_KEYS,
  ATTRIBUTES,
  type Attribute,
  type AttributeChoice,
  type AttributeKey,
  attributesOf,
  CLASS_COUNTS,
  GLASSES_KIND,
  HAIR_STYLE,
  MOUTH_MOOD,
} from './attributes';
export { asCaptioned, asPrinted, caption, captionOf, mention, phrasesOf, type Reading, readCaption } from './captions';
export { allPaints, BODIES, compose, composeMany, FACE_BYTES, fromUnit, pictureHash, SIZE, toRgba, toUnit } from './compose';
export { captionCorpus } from './corpus';
export { canonical, checkFace, colorOf, type Face } from './face';
export { HELD_OUT, type HeldOut, heldOutIn, heldOutNamed, PAIRED } from './heldOut';
export { BACKGROUND, PALETTE, rgbOf } from './palette';
export { PARTS, type PartKey, partMask, visible } from './parts';
export { CLASS_SHARE, faceAt, faceValues, type Split, sampleFace, splitOfHash, TEST_SIZE, TRAIN_SIZE, trainingHashes } from './sample';
