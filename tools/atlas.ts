/**
 * Makes app/data/faces/atlas.generated.json: every part variant of @dicebear/pixel-art (design CC0 1.0, code MIT) as 16×16 layers.
 *
 * The package draws with rectilinear SVG paths on whole pixels, so a layer is exact: a set of pixels, what fills it (a recolourable
 * region such as `hair`, or plain white or black), how much white is mixed into that colour and with which alpha it is painted.
 * Drawing each part alone through the package's public API and reading its paths keeps this tool independent of the package's insides.
 *
 * One deviation: a beard's luminance mask, filled with the hair colour, is read as alpha; as drawn by the package beards vanish on dark hair.
 */
import { writeFileSync } from 'node:fs';
import { createAvatar } from '@dicebear/core';
import * as pixelArt from '@dicebear/pixel-art';
import type { Atlas, AtlasLayer } from '../app/data/faces/atlas';

const SIZE = 16;
const SLOTS = ['accessories', 'clothing', 'eyes', 'glasses', 'beard', 'mouth', 'hair', 'hat'] as const;
/** One marker colour a recolourable region, to find it again in the SVG. */
const MARKERS: Record<string, string> = {
  skin: '010101',
  accessories: '020202',
  clothing: '030303',
  eyes: '040404',
  glasses: '050505',
  mouth: '060606',
  hair: '070707',
  hat: '080808',
};
const REGION_OF = new Map(Object.entries(MARKERS).map(([region, hex]) => [`#${hex}`, region]));

/** The SVG elements the package draws for one part alone (or for the body alone), without frame and metadata. */
function drawAlone(slot: (typeof SLOTS)[number] | null, variant = ''): string {
  const options: Record<string, unknown> = { seed: 'atlas' };
  for (const name of SLOTS) {
    options[name] = name === slot ? [variant] : [];
    options[`${name}Probability`] = name === slot ? 100 : 0;
  }
  for (const [region, hex] of Object.entries(MARKERS)) options[`${region}Color`] = [hex];
  const svg = createAvatar(pixelArt, options as never).toString();
  const frame = /<g mask="url\(#viewboxMask\)">(.*)<\/g><\/svg>$/s.exec(svg);
  if (!frame) throw new Error('The package frames its drawing in another way than this tool knows.');
  return frame[1];
}

type Tag = { name: string; closing: boolean; attributes: Record<string, string> };

function tags(svg: string): Tag[] {
  return [...svg.matchAll(/<(\/?)([a-zA-Z]+)([^>]*?)\/?>/g)].map(([, slash, name, rest]) => ({
    name,
    closing: slash === '/',
    attributes: Object.fromEntries([...rest.matchAll(/([a-z-]+[A-Za-z]*)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  }));
}

/** Pixels whose centre lies inside a rectilinear path; crossings to the left of the centre are counted. */
function rasterise(d: string, evenOdd: boolean): boolean[] {
  const edges: { x: number; y0: number; y1: number }[] = [];
  let x = 0,
    y = 0,
    startX = 0,
    startY = 0;
  const lineTo = (nx: number, ny: number): void => {
    if (nx !== x && ny !== y) throw new Error(`Not a rectilinear path: ${d}`);
    if (nx === x && ny !== y) edges.push({ x, y0: y, y1: ny });
    x = nx;
    y = ny;
  };
  for (const [, command, numbers] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const n = [...numbers.matchAll(/-?\d*\.?\d+/g)].map((m) => Number(m[0]));
    if (n.some((v) => !Number.isInteger(v))) throw new Error(`Not on whole pixels: ${d}`);
    if (command === 'M' || command === 'm') {
      x = command === 'M' ? n[0] : x + n[0];
      y = command === 'M' ? n[1] : y + n[1];
      startX = x;
      startY = y;
    } else if (command === 'H') for (const v of n) lineTo(v, y);
    else if (command === 'h') for (const v of n) lineTo(x + v, y);
    else if (command === 'V') for (const v of n) lineTo(x, v);
    else if (command === 'v') for (const v of n) lineTo(x, y + v);
    else if (command === 'Z' || command === 'z') lineToStart();
    else throw new Error(`Unknown path command ${command} in ${d}`);
  }
  function lineToStart(): void {
    if (x !== startX && y !== startY) throw new Error(`A path closes askew: ${d}`);
    lineTo(startX, startY);
  }
  return Array.from({ length: SIZE * SIZE }, (_, pixel) => {
    const cx = (pixel % SIZE) + 0.5,
      cy = Math.floor(pixel / SIZE) + 0.5;
    let winding = 0,
      crossings = 0;
    for (const e of edges) {
      if (e.x > cx || cy < Math.min(e.y0, e.y1) || cy > Math.max(e.y0, e.y1)) continue;
      crossings++;
      winding += e.y1 > e.y0 ? 1 : -1;
    }
    return evenOdd ? crossings % 2 === 1 : winding !== 0;
  });
}

/** 256 flags as 64 hex digits, row by row, the first pixel in the highest bit. */
function toHex(mask: boolean[]): string {
  let hex = '';
  for (let i = 0; i < mask.length; i += 4) hex += ((+mask[i] << 3) | (+mask[i + 1] << 2) | (+mask[i + 2] << 1) | +mask[i + 3]).toString(16);
  return hex;
}

/** Reads one part's SVG into layers, in painting order. */
function layersOf(svg: string): AtlasLayer[] {
  const layers: AtlasLayer[] = [];
  const masks = new Map<string, { alpha: number; pixels: boolean[] }>();
  const groups: Record<string, string>[] = [];
  let maskId: string | null = null;
  let masked: AtlasLayer | null = null;
  for (const { name, closing, attributes } of tags(svg)) {
    if (name === 'mask') {
      maskId = closing ? null : attributes.id;
    } else if (name === 'g') {
      if (closing) {
        groups.pop();
        masked = null;
      } else {
        groups.push(attributes);
        if (attributes.mask) {
          const mask = masks.get(/#([^)]+)/.exec(attributes.mask)?.[1] ?? '');
          if (!mask) throw new Error(`No mask ${attributes.mask}`);
          masked = { fill: '', tint: 0, alpha: mask.alpha, pixels: toHex(mask.pixels) };
        }
      }
    } else if (name === 'path') {
      const own = Object.assign({}, ...groups, attributes) as Record<string, string>;
      const pixels = rasterise(own.d, own['fill-rule'] === 'evenodd');
      if (maskId) {
        masks.set(maskId, { alpha: Number(own.opacity ?? 1), pixels });
        continue;
      }
      const region = own.fill === '#fff' ? 'white' : own.fill === '#000' ? 'black' : REGION_OF.get(own.fill);
      if (!region) throw new Error(`Unknown fill ${own.fill}`);
      const alpha = Number(own['fill-opacity'] ?? 1);
      if (!masked) layers.push({ fill: region, tint: 0, alpha, pixels: toHex(pixels) });
      else if (masked.fill === '') layers.push(Object.assign(masked, { fill: region }));
      else if (region === 'white') masked.tint = alpha;
      else throw new Error('A masked group of another kind than the beards have.');
    } else throw new Error(`Unknown element <${name}>`);
  }
  return layers;
}

/** Writes the atlas; says how large it became. */
export function makeAtlas(target: string): void {
  const schema = pixelArt.schema as { properties: Record<string, { default: string[] }> };
  const atlas: Atlas = {
    source: '@dicebear/pixel-art 9.4, design CC0 1.0, code MIT',
    size: SIZE,
    body: layersOf(drawAlone(null)),
    // The body comes first, then the accessories, then the rest: with one part only, the part's layers follow the body's two.
    parts: Object.fromEntries(
      SLOTS.map((slot) => [
        slot,
        [...schema.properties[slot].default].sort().map((name) => ({ name, layers: layersOf(drawAlone(slot, name)).slice(2) })),
      ]),
    ) as Atlas['parts'],
  };
  const count = Object.values(atlas.parts).reduce((sum, variants) => sum + variants.length, 0);
  if (atlas.body.length !== 2) throw new Error('The body has other layers than this tool knows.');
  const json = JSON.stringify(atlas);
  writeFileSync(target, json);
  console.log(`atlas: ${count} part variants, ${(json.length / 1024).toFixed(1)} kB`);
}
