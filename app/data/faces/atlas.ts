/** The shape of the generated atlas (tools/atlas.ts): every part variant of @dicebear/pixel-art as layers of 16×16 pixels. */
import generated from './atlas.generated.json' with { type: 'json' };

/** One paint of a part: a set of pixels and what covers them. */
export interface AtlasLayer {
  /** A recolourable region (`skin`, `hair`, …), or plain `white` or `black`. */
  fill: string;
  /** Share of white mixed into the colour before painting, 0…1. */
  tint: number;
  /** How much of what is beneath gets covered, 0…1. */
  alpha: number;
  /** 256 bits as 64 hex digits, row by row, the first pixel in the highest bit. */
  pixels: string;
}

/** The parts a face is put together from, in painting order after the body. */
export const SLOTS = ['accessories', 'clothing', 'eyes', 'glasses', 'beard', 'mouth', 'hair', 'hat'] as const;
export type Slot = (typeof SLOTS)[number];

export interface AtlasVariant {
  name: string;
  layers: AtlasLayer[];
}

export interface Atlas {
  source: string;
  size: number;
  body: AtlasLayer[];
  parts: Record<Slot, AtlasVariant[]>;
}

export const atlas: Atlas = generated;

/** The pixel numbers (row · 16 + column) of a layer. */
export function pixelsOf(layer: AtlasLayer): number[] {
  const pixels: number[] = [];
  for (let digit = 0; digit < 64; digit++) {
    const four = Number.parseInt(layer.pixels[digit], 16);
    for (let k = 0; k < 4; k++) if ((four >> (3 - k)) & 1) pixels.push(4 * digit + k);
  }
  return pixels;
}
