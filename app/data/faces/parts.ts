/** Which part each pixel of a face belongs to, and which of its attributes can be read off the picture at all. */
import { type AtlasLayer, atlas, pixelsOf, SLOTS, type Slot } from './atlas';
import { ATTRIBUTE_KEYS, type AttributeKey, HAIR_STYLE } from './attributes';
import type { Face } from './face';

export const PARTS = [
  { key: 'background', en: 'background', zh: '背景' },
  { key: 'skin', en: 'skin', zh: '皮肤' },
  { key: 'accessories', en: 'earrings', zh: '耳环' },
  { key: 'clothing', en: 'clothing', zh: '衣服' },
  { key: 'eyes', en: 'eyes', zh: '眼睛' },
  { key: 'glasses', en: 'glasses', zh: '眼镜' },
  { key: 'beard', en: 'beard', zh: '胡子' },
  { key: 'mouth', en: 'mouth', zh: '嘴' },
  { key: 'hair', en: 'hair', zh: '头发' },
  { key: 'hat', en: 'hat', zh: '帽子' },
] as const;
export type PartKey = (typeof PARTS)[number]['key'];

const FIRST_SLOT = 2; // PARTS lists the slots in painting order after background and skin

/** The pixels a part makes its own: those it covers at least by half. A lens only tints, so the eye beneath stays an eye. */
function owned(layers: AtlasLayer[]): Uint8Array {
  return Uint8Array.from(new Set(layers.filter(({ alpha }) => alpha >= 0.5).flatMap(pixelsOf)));
}

const BODY = owned(atlas.body);
/** [slot][variant] → pixel numbers */
const OWNED: Uint8Array[][] = SLOTS.map((slot) => atlas.parts[slot].map(({ layers }) => owned(layers)));
const ownedBy = (slot: Slot, variant: number): Uint8Array => OWNED[SLOTS.indexOf(slot)][variant];

/** The part every pixel belongs to, as a number of PARTS: [256], row by row. */
export function partMask(face: Face, out: Uint8Array = new Uint8Array(256), offset = 0): Uint8Array {
  out.fill(0, offset, offset + 256);
  for (const pixel of BODY) out[offset + pixel] = 1;
  for (let s = 0; s < SLOTS.length; s++) {
    const variant = face[SLOTS[s]];
    if (variant < 0) continue;
    for (const pixel of OWNED[s][variant]) out[offset + pixel] = FIRST_SLOT + s;
  }
  return out;
}

const without = (pixels: Uint8Array, cover: Uint8Array | undefined): number[] => [...pixels].filter((pixel) => !cover?.includes(pixel));

/**
 * [hat + 1][hair] → whether the hair style can be told under this hat (row 0: no hat): at least two pixels show, and no variant of another
 * style shows the very same ones.
 */
const STYLE_SHOWS: boolean[][] = [-1, ...atlas.parts.hat.keys()].map((hat) => {
  const shown = atlas.parts.hair.map((_, hair) => without(ownedBy('hair', hair), hat < 0 ? undefined : ownedBy('hat', hat)));
  const keys = shown.map((pixels) => pixels.sort((a, b) => a - b).join());
  return keys.map((key, i) => shown[i].length >= 2 && keys.every((other, j) => other !== key || HAIR_STYLE[i] === HAIR_STYLE[j]));
});

/** [accessory][hair] → whether any of the accessory shows beside the hair. */
const ACCESSORY_SHOWS: boolean[][] = atlas.parts.accessories.map((_, variant) =>
  atlas.parts.hair.map((_, hair) => without(ownedBy('accessories', variant), ownedBy('hair', hair)).length > 0),
);

/** Whether this hair's style can be told under this hat (−1: none). */
export const styleShows = (hat: number, hair: number): boolean => STYLE_SHOWS[hat + 1][hair];
/** Whether this accessory (−1: none; then: any of them) would show beside this hair. */
export const accessoryShows = (accessory: number, hair: number): boolean =>
  accessory < 0 ? ACCESSORY_SHOWS.some((row) => row[hair]) : ACCESSORY_SHOWS[accessory][hair];

/** [eyes] → pixels painted with the eye colour */
const IRIS: number[][] = atlas.parts.eyes.map(({ layers }) => layers.filter(({ fill }) => fill === 'eyes').flatMap(pixelsOf));

/**
 * For every attribute, in the order of ATTRIBUTES, whether the picture shows it: other parts may hide it. That something is absent counts as shown,
 * except earrings where the hair hides both ears.
 */
export function visible(face: Face): boolean[] {
  const mask = partMask(face);
  const count = (key: PartKey): number => {
    const part = PARTS.findIndex((p) => p.key === key);
    let n = 0;
    for (let i = 0; i < 256; i++) if (mask[i] === part) n++;
    return n;
  };
  const shows: Record<AttributeKey, () => boolean> = {
    skin: () => count('skin') > 0,
    hairStyle: () => styleShows(face.hat, face.hair),
    hairColor: () => count('hair') + count('beard') > 0,
    eyeColor: () => IRIS[face.eyes].some((pixel) => PARTS[mask[pixel]].key === 'eyes'),
    mouth: () => count('mouth') === ownedBy('mouth', face.mouth).length,
    glasses: () => true,
    hat: () => true,
    beard: () => face.beard < 0 || count('beard') > 0,
    clothing: () => count('clothing') > 0,
    accessories: () => accessoryShows(face.accessories, face.hair),
  };
  return ATTRIBUTE_KEYS.map((key) => shows[key]());
}
