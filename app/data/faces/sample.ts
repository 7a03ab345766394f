/**
 * The distribution of faces: glasses on 35%, a hat on 15%, a beard on 20%, earrings on 25%; classes first, then a variant of the class, so that no
 * attribute is rare. Hair is drawn again until hat and hair leave its style (and the earrings) to be seen.
 *
 * Train and test can never share a picture: a hash of the composed picture says which side it is on.
 */
import { createRng, type Rng } from '../rng';
import { atlas } from './atlas';
import { type AttributeChoice, GLASSES_KIND, HAIR_STYLE, MOUTH_MOOD } from './attributes';
import { compose, FACE_BYTES, pictureHash, toUnit } from './compose';
import type { Face } from './face';
import { PALETTE } from './palette';
import { accessoryShows, styleShows } from './parts';

export const TRAIN_SIZE = 65_536;
export const TEST_SIZE = 8_192;
export type Split = 'train' | 'test';

/** Probability of every class, in the order of ATTRIBUTES' classes; attributes left out are uniform. */
export const CLASS_SHARE = {
  hairStyle: [0.12, 0.3, 0.16, 0.22, 0.11, 0.09],
  mouth: [0.35, 0.2, 0.2, 0.25],
  glasses: [0.65, 0.18, 0.17],
  hat: [0.85, 0.15],
  beard: [0.8, 0.2],
  accessories: [0.75, 0.25],
} as const;

const membersOf = (classOf: number[]): number[][] =>
  Array.from({ length: Math.max(...classOf) + 1 }, (_, k) => classOf.flatMap((c, variant) => (c === k ? [variant] : [])));
const HAIR_OF = membersOf(HAIR_STYLE);
/** Mouths of two or three pixels, or half of one: at this size nobody can tell their mood, so they are in the atlas but never sampled. */
const UNCLEAR_MOUTHS = 'happy02 happy03 happy04 happy05 happy10 happy11 sad02 sad03 sad10'.split(' ');
const MOUTH_OF = membersOf(MOUTH_MOOD).map((list) => list.filter((variant) => !UNCLEAR_MOUTHS.includes(atlas.parts.mouth[variant].name)));
const GLASSES_OF = membersOf(GLASSES_KIND);

const pick = (rng: Rng, list: readonly number[]): number => list[rng.int(list.length)];

function draw(rng: Rng, shares: readonly number[]): number {
  let u = rng.uniform();
  for (let k = 0; k < shares.length - 1; k++) {
    u -= shares[k];
    if (u < 0) return k;
  }
  return shares.length - 1;
}

/** A random face; `given` fixes the classes of some attributes (unchecked: see ATTRIBUTES for the ranges). */
export function sampleFace(rng: Rng, given: AttributeChoice = {}): Face {
  const skin = given.skin ?? rng.int(PALETTE.skin.length);
  const glassesKind = given.glasses ?? draw(rng, CLASS_SHARE.glasses);
  const hasHat = given.hat ?? draw(rng, CLASS_SHARE.hat);
  const hasBeard = given.beard ?? draw(rng, CLASS_SHARE.beard);
  const hasAccessories = given.accessories ?? draw(rng, CLASS_SHARE.accessories);
  let hair = 0,
    hat = -1,
    accessories = -1;
  for (let attempt = 0; attempt < 200; attempt++) {
    hair = pick(rng, HAIR_OF[given.hairStyle ?? draw(rng, CLASS_SHARE.hairStyle)]);
    if (hasHat) hat = rng.int(atlas.parts.hat.length);
    if (hasAccessories) accessories = rng.int(atlas.parts.accessories.length);
    if (styleShows(hat, hair) && (!hasAccessories || accessoryShows(accessories, hair))) break;
  }
  return {
    skin,
    hair,
    hairColor: given.hairColor ?? rng.int(PALETTE.hair.length),
    eyes: rng.int(atlas.parts.eyes.length),
    eyesColor: given.eyeColor ?? rng.int(PALETTE.eyes.length),
    mouth: pick(rng, MOUTH_OF[given.mouth ?? draw(rng, CLASS_SHARE.mouth)]),
    mouthColor: rng.int(PALETTE.mouth.length),
    glasses: glassesKind ? pick(rng, GLASSES_OF[glassesKind]) : -1,
    glassesColor: glassesKind ? rng.int(PALETTE.glasses.length) : 0,
    hat,
    hatColor: hasHat ? rng.int(PALETTE.hat.length) : 0,
    beard: hasBeard ? rng.int(atlas.parts.beard.length) : -1,
    clothing: rng.int(atlas.parts.clothing.length),
    clothingColor: given.clothing ?? rng.int(PALETTE.clothing.length),
    accessories,
    accessoriesColor: hasAccessories ? rng.int(PALETTE.accessories.length) : 0,
  };
}

/** The side of the split a composed picture is on: one picture in nine is a test picture. */
export const splitOfHash = (hash: number): Split => (hash % 9 === 0 ? 'test' : 'train');

const scratch = new Uint8Array(FACE_BYTES);

/** The face at a place of a fixed split: the same on every machine, in any order. Throws a RangeError outside the split. */
export function faceAt(split: Split, index: number): Face {
  const size = split === 'train' ? TRAIN_SIZE : TEST_SIZE;
  if (!Number.isInteger(index) || index < 0 || index >= size)
    throw new RangeError(`The ${split} split has ${size} faces; there is no face ${index}.`);
  const rng = createRng(`faces/${split}/${index}`);
  for (;;) {
    const face = sampleFace(rng);
    if (splitOfHash(pictureHash(compose(face, scratch))) === split) return face;
  }
}

/** Test face `index` as models see it, in [−1, 1]: [16 · 16 · 3]. */
export const faceValues = (index: number): Float32Array => toUnit(compose(faceAt('test', index)));

/** The hashes of all training pictures (takes about a second): a picture is new iff its `pictureHash` is not among them. */
export function trainingHashes(): Set<number> {
  const hashes = new Set<number>();
  for (let i = 0; i < TRAIN_SIZE; i++) hashes.add(pictureHash(compose(faceAt('train', i), scratch)));
  return hashes;
}
