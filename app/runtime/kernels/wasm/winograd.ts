/** Where Winograd's way (assembly/winograd.ts) is taken, and its calls. Channels that are no multiple of 4 get zero channels beside them. */
import type { WasmBackend } from './call';
import { memory, packFloats, simd, withScratch } from './module';

/** The numbers every function of `assembly/conv.ts` begins with. */
export interface Geometry {
  readonly b: number;
  readonly h: number;
  readonly w: number;
  readonly i: number;
  readonly oh: number;
  readonly ow: number;
  readonly o: number;
  readonly kh: number;
  readonly kw: number;
  readonly stride: number;
  readonly top: number;
  readonly left: number;
}

/** Patches of 2 × 2 outputs that one matrix product takes; as many pictures go together as that needs. */
const PATCHES = 64;

const rounded = (channels: number) => Math.ceil(channels / 4) * 4;
const patchesOf = (g: Geometry) => Math.ceil(g.oh / 2) * Math.ceil(g.ow / 2);

/** How many pictures it takes at a time, or 0 where it does not apply or does not pay. */
export function winogradGroup(g: Geometry): number {
  if (g.kh !== 3 || g.kw !== 3 || g.stride !== 1 || rounded(g.i) * rounded(g.o) > 2 * g.i * g.o) return 0;
  if (g.top < 0 || g.left < 0 || g.top + g.h > g.oh + 2 || g.left + g.w > g.ow + 2) return 0;
  const patches = patchesOf(g);
  return g.b * patches < 16 ? 0 : Math.min(g.b, Math.ceil(PATCHES / patches));
}

/** Scratch floats of both functions, for channels that are multiples of 4. */
function scratchOf(g: Geometry, group: number): number {
  const patches = group * patchesOf(g);
  const padded = (2 * Math.ceil(g.oh / 2) + 2) * (2 * Math.ceil(g.ow / 2) + 2) * g.i;
  return padded + 16 * (g.i * g.o + patches * (g.i + g.o) + 32) + Math.max(packFloats(g.o, g.i), packFloats(g.o, patches));
}

const numbers = (g: Geometry) => [g.b, g.h, g.w, g.i, g.oh, g.ow, g.o, g.top, g.left];

/** y = conv(x, filter) + bias, all by pointers; a bias pointer of 0 means none. */
export function winogradForward(
  backend: WasmBackend,
  g: Geometry,
  group: number,
  x: number,
  filter: number,
  bias: number,
  y: number,
): void {
  const p = { ...g, i: rounded(g.i), o: rounded(g.o) };
  const call = (from: number, w: number, b: number, to: number) =>
    withScratch(backend, scratchOf(p, group), (scratch) => simd.convWinograd(...numbers(p), from, w, b, to, group, scratch));
  if (p.i === g.i && p.o === g.o) {
    call(x, filter, bias, y);
    return;
  }
  const sizes = [g.b * g.h * g.w * p.i, 9 * p.i * p.o, p.o, g.b * g.oh * g.ow * p.o];
  withZeros(backend, sizes, ([wideX, wideFilter, wideBias, wideY]) => {
    simd.copyRows(g.b * g.h * g.w, g.i, x, g.i, wideX, p.i);
    eachTap((t) => simd.copyRows(g.i, g.o, filter + t * g.i * g.o, g.o, wideFilter + t * p.i * p.o, p.o));
    if (bias) simd.copyRows(1, g.o, bias, 0, wideBias, 0);
    call(wideX, wideFilter, bias ? wideBias : 0, wideY);
    simd.copyRows(g.b * g.oh * g.ow, g.o, wideY, p.o, y, g.o);
  });
}

/** dw [3, 3, i, o] from x and dy, all by pointers. */
export function winogradFilterGrad(backend: WasmBackend, g: Geometry, group: number, x: number, dy: number, dw: number): void {
  const p = { ...g, i: rounded(g.i), o: rounded(g.o) };
  const call = (from: number, flow: number, to: number) =>
    withScratch(backend, scratchOf(p, group), (scratch) => simd.filterGradWinograd(...numbers(p), from, flow, to, group, scratch));
  if (p.i === g.i && p.o === g.o) {
    call(x, dy, dw);
    return;
  }
  withZeros(backend, [g.b * g.h * g.w * p.i, g.b * g.oh * g.ow * p.o, 9 * p.i * p.o], ([wideX, wideY, wideFilter]) => {
    simd.copyRows(g.b * g.h * g.w, g.i, x, g.i, wideX, p.i);
    simd.copyRows(g.b * g.oh * g.ow, g.o, dy, g.o, wideY, p.o);
    call(wideX, wideY, wideFilter);
    eachTap((t) => simd.copyRows(g.i, g.o, wideFilter + t * p.i * p.o, p.o, dw + t * g.i * g.o, g.o));
  });
}

/** For each of a filter's nine taps, t bytes for every number that a tap has. */
function eachTap(f: (t: number) => void): void {
  for (let tap = 0; tap < 9; tap++) f(4 * tap);
}

/** Runs f with pieces of memory that hold `sizes` zeros. */
function withZeros(backend: WasmBackend, sizes: readonly number[], f: (pointers: number[]) => void): void {
  const all = sizes.reduce((sum, n) => sum + n, 0);
  withScratch(backend, all, (start) => {
    new Float32Array(memory.buffer, start, all).fill(0);
    let at = start;
    f(
      sizes.map((n) => {
        at += 4 * n;
        return at - 4 * n;
      }),
    );
  });
}
