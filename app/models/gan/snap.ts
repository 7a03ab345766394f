/**
 * Snapping: every pixel takes the nearest of the few colours that training faces have at its place. Not part of any generator: a clean-up
 * after it, and named as such wherever it is used. With it a choice among several candidates that needs no judge.
 */
import { FACE_BYTES, toUnit } from '../../data/faces';
import type { ParamInit } from '../nn/params';

const PLACES = FACE_BYTES / 3;
/** Colours kept of a place, the most frequent first. */
const MOST = 32;

/** The colours of every place one after the other, three numbers each in [−1, 1], and where each place begins: [PLACES + 1]. */
export interface Snap {
  readonly colours: Float32Array;
  readonly begin: Int32Array;
}

/** The table of faces (bytes [n · 768]), as arrays that ship: `snap.colours` [N, 3] in bytes, `snap.counts` [256]. */
export function snapArrays(pixels: Uint8Array): ParamInit {
  const colours: number[] = [];
  const counts = new Float32Array(PLACES);
  for (let place = 0; place < PLACES; place++) {
    const found = new Map<number, number>();
    for (let at = 3 * place; at < pixels.length; at += FACE_BYTES) {
      const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
      found.set(colour, (found.get(colour) ?? 0) + 1);
    }
    const kept = [...found].sort(([a, n], [b, m]) => m - n || a - b).slice(0, MOST);
    counts[place] = kept.length;
    for (const [colour] of kept) colours.push(colour >> 16, (colour >> 8) & 255, colour & 255);
  }
  return {
    'snap.colours': { shape: [colours.length / 3, 3], values: Float32Array.from(colours) },
    'snap.counts': { shape: [PLACES], values: counts },
  };
}

/** The table from the values of `snap.colours` and `snap.counts`. */
export function snapFrom(colours: ArrayLike<number>, counts: ArrayLike<number>): Snap {
  const begin = new Int32Array(PLACES + 1);
  for (let place = 0; place < PLACES; place++) begin[place + 1] = begin[place] + counts[place];
  return { colours: toUnit(Uint8Array.from(colours)), begin };
}

// #region snap
/** Every pixel to the nearest colour of its place. pictures [n · 768] in [−1, 1] → new ones. About 12,000 products a picture. */
export function snap(pictures: Float32Array, { colours, begin }: Snap): Float32Array {
  const out = new Float32Array(pictures.length);
  for (let at = 0; at < pictures.length; at += 3) {
    const place = (at / 3) % PLACES;
    let best = Number.POSITIVE_INFINITY;
    let nearest = begin[place];
    for (let k = begin[place]; k < begin[place + 1]; k++) {
      const [r, g, b] = [pictures[at] - colours[3 * k], pictures[at + 1] - colours[3 * k + 1], pictures[at + 2] - colours[3 * k + 2]];
      const distance = r * r + g * g + b * b;
      if (distance < best) {
        best = distance;
        nearest = k;
      }
    }
    for (let c = 0; c < 3; c++) out[at + c] = colours[3 * nearest + c];
  }
  return out;
}
// #endregion

// #region best
/**
 * Of k candidates for each of n wishes, the one that changes least when an autoencoder takes it apart and puts it together: what it knows
 * to be a face it leaves alone. candidates: k times pictures [n · 768]; again: the same after that round trip (and snapped).
 *
 * @returns pictures [n · 768]
 */
export function steadiest(candidates: readonly Float32Array[], again: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(candidates[0].length);
  for (let from = 0; from < out.length; from += FACE_BYTES) {
    const change = candidates.map((pictures, k) => {
      let sum = 0;
      for (let i = from; i < from + FACE_BYTES; i++) sum += (pictures[i] - again[k][i]) ** 2;
      return sum;
    });
    const best = candidates[change.indexOf(Math.min(...change))];
    out.set(best.subarray(from, from + FACE_BYTES), from);
  }
  return out;
}
// #endregion
