/**
 * Composes faces in typed arrays, to the very bytes that Chromium draws from the package's SVG at 16×16.
 *
 * Every part in every colour is compiled once: pixels whose colour is settled, and pixels that tint what lies beneath (spectacle lenses, beards).
 * Blending follows Skia's 8-bit raster: dst ← round(src·A/255) + (dst·(256 − A) >> 8) with A = round(255·alpha).
 */
import { type AtlasLayer, atlas, pixelsOf, SLOTS, type Slot } from './atlas';
import { colorOf, type Face } from './face';
import { BACKGROUND, PALETTE, rgbOf } from './palette';

export const SIZE = 16;
/** Bytes of one picture: 16 × 16 × 3. */
export const FACE_BYTES = SIZE * SIZE * 3;

export type Paint = {
  /** Byte offsets of settled pixels, and their colours, three bytes each. */
  solidAt: Uint16Array;
  solid: Uint8Array;
  /** Byte offsets of tinted pixels, in order; premultiplied colours, three bytes each; 256 − A. */
  tintAt: Uint16Array;
  tint: Uint8Array;
  keep: Uint16Array;
};
type Rgb = [number, number, number];

const byteOf = (share: number): number => Math.round(share * 255);
const blend = (below: number, premultiplied: number, A: number): number => premultiplied + ((below * (256 - A)) >> 8);

function compileLayers(layers: AtlasLayer[], color: (fill: string) => Rgb): Paint {
  const solid = new Map<number, Rgb>();
  const tints = new Map<number, { color: Rgb; A: number }[]>();
  for (const layer of layers) {
    const A = byteOf(layer.alpha),
      T = byteOf(layer.tint);
    const own = color(layer.fill).map((c) => (T > 0 ? blend(c, T, T) : c)) as Rgb; // white mixed in
    const premultiplied = own.map((c) => Math.round((c * A) / 255)) as Rgb;
    for (const pixel of pixelsOf(layer)) {
      const below = solid.get(pixel);
      if (A === 255) {
        solid.set(pixel, own);
        tints.delete(pixel);
      } else if (below) solid.set(pixel, below.map((c, i) => blend(c, premultiplied[i], A)) as Rgb);
      else tints.set(pixel, [...(tints.get(pixel) ?? []), { color: premultiplied, A }]);
    }
  }
  const flat = [...tints].flatMap(([pixel, list]) => list.map((tint) => ({ pixel, ...tint })));
  return {
    solidAt: Uint16Array.from([...solid.keys()], (pixel) => pixel * 3),
    solid: Uint8Array.from([...solid.values()].flat()),
    tintAt: Uint16Array.from(flat, ({ pixel }) => pixel * 3),
    tint: Uint8Array.from(flat.flatMap(({ color: c }) => c)),
    keep: Uint16Array.from(flat, ({ A }) => 256 - A),
  };
}

const colorIn =
  (region: string, hex: string) =>
  (fill: string): Rgb => {
    if (fill === 'white') return [255, 255, 255];
    if (fill === 'black') return [0, 0, 0];
    if (fill !== region) throw new Error(`The atlas paints ${fill} in a part of ${region}.`);
    return rgbOf(hex);
  };

/** What every part does to a picture: [slot][variant][colour]. Made when it is first painted with: all at once take a slow machine a while. */
const paints: Paint[][][] = SLOTS.map((slot) => atlas.parts[slot].map(() => []));

const regionOf = (slot: Slot) => (slot === 'beard' ? 'hair' : slot);

function paintOf(s: number, variant: number, colour: number): Paint {
  const made = paints[s][variant];
  if (!made[colour]) {
    const region = regionOf(SLOTS[s]);
    made[colour] = compileLayers(atlas.parts[SLOTS[s]][variant].layers, colorIn(region, PALETTE[region][colour]));
  }
  return made[colour];
}

/** All of them: [slot][variant][colour]. */
export const allPaints = (): Paint[][][] =>
  SLOTS.map((slot, s) => atlas.parts[slot].map((_, variant) => PALETTE[regionOf(slot)].map((_, colour) => paintOf(s, variant, colour))));

/** The bare body on the background, one picture a skin colour. */
export const BODIES: Uint8Array[] = PALETTE.skin.map((hex) => {
  const out = new Uint8Array(FACE_BYTES);
  const background = rgbOf(BACKGROUND);
  for (let i = 0; i < FACE_BYTES; i += 3) out.set(background, i);
  apply(compileLayers(atlas.body, colorIn('skin', hex)), out, 0);
  return out;
});

function apply(paint: Paint, out: Uint8Array, offset: number): void {
  const { solidAt, solid, tintAt, tint, keep } = paint;
  for (let i = 0, c = 0; i < solidAt.length; i++, c += 3) {
    const at = offset + solidAt[i];
    out[at] = solid[c];
    out[at + 1] = solid[c + 1];
    out[at + 2] = solid[c + 2];
  }
  for (let i = 0, c = 0; i < tintAt.length; i++, c += 3) {
    const at = offset + tintAt[i],
      k = keep[i];
    out[at] = tint[c] + ((out[at] * k) >> 8);
    out[at + 1] = tint[c + 1] + ((out[at + 1] * k) >> 8);
    out[at + 2] = tint[c + 2] + ((out[at + 2] * k) >> 8);
  }
}

/** Draws a face: 768 bytes RGB, row by row, into `out` from `offset` (a new array when left out). Returns `out`. */
export function compose(face: Face, out: Uint8Array = new Uint8Array(FACE_BYTES), offset = 0): Uint8Array {
  out.set(BODIES[face.skin], offset);
  for (let s = 0; s < SLOTS.length; s++) {
    const slot: Slot = SLOTS[s];
    const variant = face[slot];
    if (variant >= 0) apply(paintOf(s, variant, colorOf(face, slot)), out, offset);
  }
  return out;
}

/** Draws faces one after another: [n · 768] bytes. */
export function composeMany(faces: readonly Face[], out: Uint8Array = new Uint8Array(faces.length * FACE_BYTES)): Uint8Array {
  for (let i = 0; i < faces.length; i++) compose(faces[i], out, i * FACE_BYTES);
  return out;
}

/** Bytes 0…255 to the models' range −1…1, same length. */
export function toUnit(pixels: Uint8Array | Uint8ClampedArray, out: Float32Array = new Float32Array(pixels.length)): Float32Array {
  for (let i = 0; i < pixels.length; i++) out[i] = pixels[i] / 127.5 - 1;
  return out;
}

/** The models' RGB in −1…1 (clipped) to RGBA bytes for a canvas: 3 values in, 4 bytes out a pixel. */
export function fromUnit(values: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray((values.length / 3) * 4);
  for (let i = 0, o = 0; i < values.length; i += 3, o += 4) {
    out[o] = (values[i] + 1) * 127.5; // a clamped array rounds and clips
    out[o + 1] = (values[i + 1] + 1) * 127.5;
    out[o + 2] = (values[i + 2] + 1) * 127.5;
    out[o + 3] = 255;
  }
  return out;
}

/** RGB bytes to RGBA bytes for a canvas. */
export function toRgba(pixels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray((pixels.length / 3) * 4);
  for (let i = 0, o = 0; i < pixels.length; i += 3, o += 4) {
    out[o] = pixels[i];
    out[o + 1] = pixels[i + 1];
    out[o + 2] = pixels[i + 2];
    out[o + 3] = 255;
  }
  return out;
}

/** A 53-bit hash of one composed picture: equal pictures have equal hashes, and 1e5 different ones practically never collide. */
export function pictureHash(pixels: Uint8Array, offset = 0): number {
  let h1 = 0xdeadbeef,
    h2 = 0x41c6ce57;
  for (let i = offset; i < offset + FACE_BYTES; i++) {
    h1 = Math.imul(h1 ^ pixels[i], 2654435761);
    h2 = Math.imul(h2 ^ pixels[i], 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
