/** A face as plain JSON: which variant of each part, in which colour of the palette (palette.ts). −1 stands for a part that is not there. */
import { atlas, type Slot } from './atlas';
import { PALETTE } from './palette';

export interface Face {
  skin: number;
  hair: number;
  hairColor: number;
  eyes: number;
  eyesColor: number;
  mouth: number;
  mouthColor: number;
  glasses: number;
  glassesColor: number;
  hat: number;
  hatColor: number;
  /** Drawn in the hair colour. */
  beard: number;
  clothing: number;
  clothingColor: number;
  accessories: number;
  accessoriesColor: number;
}

/** Parts a face may lack. */
export const OPTIONAL = ['glasses', 'hat', 'beard', 'accessories'] as const satisfies readonly Slot[];

/** The colour index a slot is painted with (a beard takes the hair's). */
export function colorOf(face: Face, slot: Slot): number {
  return slot === 'beard' ? face.hairColor : face[`${slot}Color`];
}

/** The face with what cannot be seen in it set to 0: two canonical faces are equal iff their descriptions are. */
export function canonical(face: Face): Face {
  const out = { ...face };
  if (out.glasses < 0) out.glassesColor = 0;
  if (out.hat < 0) out.hatColor = 0;
  if (out.accessories < 0) out.accessoriesColor = 0;
  return out;
}

/** Throws a RangeError that names the first field that is out of range. */
export function checkFace(face: Face): void {
  const check = (field: keyof Face, low: number, high: number): void => {
    const value = face[field];
    if (!Number.isInteger(value) || value < low || value >= high) {
      throw new RangeError(`A face's ${field} must be a whole number from ${low} to ${high - 1}, not ${value}.`);
    }
  };
  check('skin', 0, PALETTE.skin.length);
  for (const slot of ['hair', 'eyes', 'mouth', 'clothing'] as const) check(slot, 0, atlas.parts[slot].length);
  for (const slot of OPTIONAL) check(slot, -1, atlas.parts[slot].length);
  for (const slot of ['hair', 'eyes', 'mouth', 'glasses', 'hat', 'clothing', 'accessories'] as const) {
    check(`${slot}Color`, 0, PALETTE[slot].length);
  }
}
