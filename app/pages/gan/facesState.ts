/** What the figure of faces remembers in the address, and the noise that follows from it. */
import { angleBetween, greatCircle, norm, planeThrough, straight } from '../../models/gan/walks';
import { DIRECTIONS, LATENT, noisesOf } from '../../runtime/programs/gan/draws';
import { bool, defineState, int, number, oneOf, type Values } from '../../store/url';

export const WAYS = ['directions', 'plane', 'circle', 'width'] as const;
export const BEST = ['1', '2', '4'] as const;
/** Ends of a direction's slider, and where along it faces are shown. */
export const FAR = 8;
export const GRID_VALUES = Array.from({ length: 7 }, (_, i) => -FAR + (2 * FAR * i) / 6);
/** Places of the plane on a side: −¼ … 1¼ in u and v. */
export const SIDE = 7;
export const placeOf = (i: number): number => -0.25 + 0.25 * i;
/** Places on the circle, and on the line beside it: once round, the first again at the end. */
export const TURNS = 13;

const slider = () => number({ min: -FAR, max: FAR, default: 0 });

export const facesState = defineState('gan.faces', {
  way: oneOf(WAYS, 'directions'),
  wish: int({ min: 0, max: 8191, default: 7 }),
  d1: slider(),
  d2: slider(),
  d3: slider(),
  d4: slider(),
  cell: int({ min: 0, max: SIDE * SIDE - 1, default: 16 }),
  turn: int({ min: 0, max: TURNS - 1, default: 0 }),
  width: number({ min: 0, max: 3, default: 1 }),
  snap: bool(true),
  again: bool(false),
  best: oneOf(BEST, '1'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});
export type FacesState = Values<typeof facesState.fields>;

/** The three draws that the ways lead through. */
export function corners(seed: number): readonly [Float32Array, Float32Array, Float32Array] {
  const z = noisesOf(`${seed}/corners`, 3);
  return [z.slice(0, LATENT), z.slice(LATENT, 2 * LATENT), z.slice(2 * LATENT)];
}

const moved = (z: Float32Array, axes: Float32Array, far: readonly number[]): Float32Array =>
  z.map((v, i) => v + far.reduce((sum, d, k) => sum + d * axes[k * LATENT + i], 0));

export const farOf = (s: FacesState): readonly number[] => [s.d1, s.d2, s.d3, s.d4];

const angleAt = (turn: number): number => (2 * Math.PI * turn) / (TURNS - 1);
/** The line through the same two draws, gone along from −¾ to 1¾ so that it leaves the shell at both ends. */
export const alongLine = (turn: number): number => -0.75 + (2.5 * turn) / (TURNS - 1);

/** The noise that the large face is made of. */
export function noiseOf(s: FacesState, axes: Float32Array): Float32Array {
  const [a, b, c] = corners(s.seed);
  if (s.way === 'directions') return moved(a, axes, farOf(s));
  if (s.way === 'plane') return planeThrough(a, b, c, placeOf(s.cell % SIDE), placeOf(Math.floor(s.cell / SIDE)));
  if (s.way === 'circle') return greatCircle(a, b, angleAt(s.turn));
  return a.map((v) => v * s.width);
}

/** The noises of the small faces beside it, one after the other; empty where they are asked for in another way. */
export function noisesBeside(s: FacesState, axes: Float32Array): Float32Array {
  const [a, b, c] = corners(s.seed);
  const list: Float32Array[] = [];
  if (s.way === 'directions')
    for (let k = 0; k < DIRECTIONS; k++)
      for (const stop of GRID_VALUES)
        list.push(
          moved(
            a,
            axes,
            farOf(s).map((d, j) => (j === k ? stop : d)),
          ),
        );
  if (s.way === 'plane')
    for (let i = 0; i < SIDE * SIDE; i++) list.push(planeThrough(a, b, c, placeOf(i % SIDE), placeOf(Math.floor(i / SIDE))));
  if (s.way === 'circle') {
    for (let i = 0; i < TURNS; i++) list.push(greatCircle(a, b, angleAt(i)));
    for (let i = 0; i < TURNS; i++) list.push(straight(a, b, alongLine(i)));
  }
  const out = new Float32Array(list.length * LATENT);
  list.forEach((z, i) => {
    out.set(z, i * LATENT);
  });
  return out;
}

export const lengthsOnLine = (seed: number): number[] => {
  const [a, b] = corners(seed);
  return Array.from({ length: TURNS }, (_, i) => norm(straight(a, b, alongLine(i))));
};
export const lengthOnCircle = (seed: number): number => norm(corners(seed)[0]);
/** Where on the circle, in degrees, the second draw's direction is met. */
export const degreesBetween = (seed: number): number => (angleBetween(corners(seed)[0], corners(seed)[1]) * 180) / Math.PI;
