/**
 * The composed face nearest to a picture: what the picture would be if it were perfect.
 *
 * Starts from what the attribute classifier reads (colours, and which parts are there), then goes through the parts in turn, trying each variant and colour and
 * keeping the best, until a round changes nothing (coordinate descent; two or three rounds, about 250 faces each).
 */
import { atlas, compose, FACE_BYTES, type Face, GLASSES_KIND, HAIR_STYLE, MOUTH_MOOD, PALETTE } from '../../data/faces/index';

export interface Nearest {
  readonly face: Face;
  /** Mean squared error between the picture and that face, both in [−1, 1]. */
  readonly distance: number;
}

/** Every value a field of a face can take. */
const count = (n: number, from = 0) => Array.from({ length: n - from }, (_, i) => from + i);
const VARIANTS = {
  hair: count(atlas.parts.hair.length),
  eyes: count(atlas.parts.eyes.length),
  mouth: count(atlas.parts.mouth.length),
  glasses: count(atlas.parts.glasses.length, -1),
  hat: count(atlas.parts.hat.length, -1),
  beard: count(atlas.parts.beard.length, -1),
  clothing: count(atlas.parts.clothing.length),
  accessories: count(atlas.parts.accessories.length, -1),
};
const COLORS = {
  skin: count(PALETTE.skin.length),
  hairColor: count(PALETTE.hair.length),
  eyesColor: count(PALETTE.eyes.length),
  mouthColor: count(PALETTE.mouth.length),
  glassesColor: count(PALETTE.glasses.length),
  hatColor: count(PALETTE.hat.length),
  clothingColor: count(PALETTE.clothing.length),
  accessoriesColor: count(PALETTE.accessories.length),
};

type Field = readonly [field: keyof Face, values: readonly number[]];

/** What is tried together, in every combination; largest parts first. */
const STEPS: readonly (readonly Field[])[] = [
  [['hair', VARIANTS.hair]],
  [['clothing', VARIANTS.clothing]],
  [
    ['hat', VARIANTS.hat],
    ['hatColor', COLORS.hatColor],
  ],
  [
    ['eyes', VARIANTS.eyes],
    ['eyesColor', COLORS.eyesColor],
  ],
  [
    ['glasses', VARIANTS.glasses],
    ['glassesColor', COLORS.glassesColor],
  ],
  [
    ['mouth', VARIANTS.mouth],
    ['mouthColor', COLORS.mouthColor],
  ],
  [['beard', VARIANTS.beard]],
  [
    ['accessories', VARIANTS.accessories],
    ['accessoriesColor', COLORS.accessoriesColor],
  ],
  [['skin', COLORS.skin]],
  [['hairColor', COLORS.hairColor]],
  [['clothingColor', COLORS.clothingColor]],
];

/** Parts that overlap: tried together where the steps above come near a face, but not close. */
const PAIRS: readonly (readonly Field[])[] = [
  [
    ['glasses', VARIANTS.glasses],
    ['glassesColor', COLORS.glassesColor],
    ['eyes', VARIANTS.eyes],
  ],
  [
    ['beard', VARIANTS.beard],
    ['mouth', VARIANTS.mouth],
  ],
];
const CLOSE = 0.01;
const FAR = 0.04;

/** A face with the attributes `classes` [10]: of each part the first variant that has the class. */
export function faceWith(classes: ArrayLike<number>): Face {
  const [skin, style, hairColor, eyesColor, mood, glasses, hat, beard, clothing, accessories] = Array.from(classes);
  return {
    skin,
    hair: HAIR_STYLE.indexOf(style),
    hairColor,
    eyes: 0,
    eyesColor,
    mouth: MOUTH_MOOD.indexOf(mood),
    mouthColor: 0,
    glasses: glasses ? GLASSES_KIND.indexOf(glasses) : -1,
    glassesColor: 0,
    hat: hat ? 0 : -1,
    hatColor: 0,
    beard: beard ? 0 : -1,
    clothing: 0,
    clothingColor: clothing,
    accessories: accessories ? 0 : -1,
    accessoriesColor: 0,
  };
}

const scratch = new Uint8Array(FACE_BYTES);

/** Mean squared error between a picture [768] in [−1, 1] and a face; stops early (and returns more than `limit`) once it is above `limit`. */
export function distance(picture: Float32Array, face: Face, limit = Number.POSITIVE_INFINITY): number {
  compose(face, scratch);
  const most = limit * FACE_BYTES;
  let sum = 0;
  for (let row = 0; row < FACE_BYTES && sum <= most; row += 48) {
    for (let i = row; i < row + 48; i++) {
      const d = picture[i] + 1 - scratch[i] / 127.5;
      sum += d * d;
    }
  }
  return sum / FACE_BYTES;
}

/** The nearest composed face, searched from the attributes `classes` [10]. Values outside [−1, 1] are clipped, as they are on screen. */
export function nearestFace(picture: Float32Array, classes: ArrayLike<number>): Nearest {
  const clipped = picture.map((v) => Math.max(-1, Math.min(1, v)));
  const face = faceWith(classes);
  let best = descend(clipped, face, STEPS, distance(clipped, face));
  if (best > CLOSE && best < FAR) best = descend(clipped, face, [...PAIRS, ...STEPS], best, 2);
  return { face, distance: best };
}

/** Goes through the steps until a round changes nothing; changes `face` and returns its distance. */
function descend(picture: Float32Array, face: Face, steps: readonly (readonly Field[])[], start: number, rounds = 4): number {
  let best = start;
  for (let round = 0; round < rounds; round++) {
    const before = best;
    for (const fields of steps) best = bestOf(picture, face, fields, best);
    if (best === before) break;
  }
  return best;
}

/** Tries all combinations of the fields' values and leaves the best in `face`; returns its distance. */
function bestOf(picture: Float32Array, face: Face, fields: readonly Field[], start: number): number {
  let best = start;
  let kept = { ...face };
  const tryAll = (depth: number): void => {
    if (depth === fields.length) {
      const d = distance(picture, face, best);
      if (d >= best) return;
      best = d;
      kept = { ...face };
      return;
    }
    const [field, values] = fields[depth];
    const colorOfNothing = depth > 0 && field === `${fields[depth - 1][0]}Color` && face[fields[depth - 1][0]] < 0;
    for (const value of colorOfNothing ? [0] : values) {
      face[field] = value;
      tryAll(depth + 1);
    }
  };
  tryAll(0);
  Object.assign(face, kept);
  return best;
}
